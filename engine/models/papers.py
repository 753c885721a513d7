"""Files that people add to an instance: while a form is filled in, and once it is sent."""

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
