"""SOPs: bundles kept by content, drafts, and the versions published from them.

Bundles and versions are insert only.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.models.columns import BigInt, Id, Table


class Content(Table):
    """One immutable file, known by its sha256."""

    __tablename__ = "content"
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    size: Mapped[int]
    bytes: Mapped[bytes] = mapped_column(LargeBinary)


class Bundle(Table):
    """A set of files; `digest` is the sha256 of its sorted lines "path sha256"."""

    __tablename__ = "bundle"
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class BundleFile(Table):
    """A file at a path of a bundle."""

    __tablename__ = "bundle_file"
    digest: Mapped[bytes] = mapped_column(ForeignKey("bundle.digest"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[bytes] = mapped_column(ForeignKey("content.sha256"))


class Sop(Table):
    """An SOP: a BPMN process known by its key; `id` is also the id of its record stream."""

    __tablename__ = "process"
    id: Mapped[int] = mapped_column(BigInt, ForeignKey("stream.id"), primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class Draft(Table):
    """The next version of an SOP while it is written; one per SOP, gone once it is published.

    Each save counts `edition` up, which never begins anew for an SOP, and keeps its bundle. While
    `asked_by` is set the draft waits for a second person's approval, and nobody changes it;
    `asked_seq` is the record of that request.
    """

    __tablename__ = "draft"
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    base_version_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    bundle: Mapped[bytes] = mapped_column(ForeignKey("bundle.digest"))
    edition: Mapped[int]
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    effective_from: Mapped[date | None] = mapped_column(default=None)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    asked_seq: Mapped[int | None] = mapped_column(default=None)


class Version(Table):
    """A published bundle. In force on a day is the highest number effective by then."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("process_id", "number"),)
    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    number: Mapped[int]
    name: Mapped[str]
    bundle: Mapped[bytes] = mapped_column(ForeignKey("bundle.digest"))
    note: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime]
    effective_from: Mapped[date]


class VersionPost(Table):
    """The post that a lane of a version stands for, bound when the version is published."""

    __tablename__ = "version_post"
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    lane: Mapped[str] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
