"""The papers of an instance with their versions, and files that people add to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.models.columns import Id, Table


class Upload(Table):
    """A file that a person has added to a field of an item and not yet sent; gone with the item.

    It holds its own bytes, so that what was added by mistake can be taken away again.
    """

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("item_id", "person_id", "field", "sha256"),)
    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("work_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    field: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    media_type: Mapped[str]
    file_name: Mapped[str]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]


class Attachment(Table):
    """A file that was sent with a step, named by the record `seq`; insert only."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "instance_id", "id"),)
    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    seq: Mapped[int]
    node_id: Mapped[str]
    field: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(ForeignKey("content.sha256"))
    media_type: Mapped[str]
    file_name: Mapped[str]
    size: Mapped[int]


class DocumentVersion(Table):
    """The n-th version of a paper of an instance, known by its code in the SOP; insert only.

    `made_from` is "template" or "upload". A template's version is what the instance held as of the
    record `seq`, in the words of the SOP's version: it is printed anew whenever it is asked for,
    unless `sha256` names bytes that are kept: an upload's, and those that were printed to be signed
    or enacted, when it `is_final`. `digest` is
    that of its content, `token` the secret of its address on the page that verifies it.
    """

    __tablename__ = "document_version"
    __table_args__ = (
        UniqueConstraint("instance_id", "code", "n"),
        UniqueConstraint("token"),
        Index(None, "sha256"),
        Index(None, "digest"),
    )
    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    code: Mapped[str]
    n: Mapped[int]
    seq: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    made_from: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    sha256: Mapped[bytes | None] = mapped_column(ForeignKey("content.sha256"), default=None)
    media_type: Mapped[str]
    file_name: Mapped[str]
    is_final: Mapped[bool]
    token: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class PaperCopy(Table):
    """A copy of a final version that was signed outside, added by the record `seq`; insert only.

    `kind` is one of `paper_copies.Kind`; which of several counts is told there. Of them the newest
    has the highest `seq`: its own number is in no record.
    """

    __tablename__ = "paper_copy"
    __table_args__ = (Index(None, "document_version_id", "id"), Index(None, "sha256"))
    id: Mapped[Id]
    document_version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))
    seq: Mapped[int]
    kind: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(ForeignKey("content.sha256"))
    media_type: Mapped[str]
    file_name: Mapped[str]
    note: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class DocumentNumber(Table):
    """The number of a paper: the n-th of its register, which is its pattern in a year."""

    __tablename__ = "document_number"
    __table_args__ = (UniqueConstraint("register", "n"),)
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    register: Mapped[str]
    n: Mapped[int]
