"""The append-only record: streams, their chained entries, and approvals (insert only)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.models.columns import BigInt, Id, Table

IS_OFFICE = text("kind = 'office'")


class Stream(Table):
    """The head of one chain: whoever changes what the chain tells of has locked this row first.

    `kind` is office (there is one), process, instance or person; `seq` counts its records; `hash`
    is the last record's, and before the first one the genesis hash.
    """

    __tablename__ = "stream"
    __table_args__ = (
        Index(
            "uq_stream_office",
            "kind",
            unique=True,
            sqlite_where=IS_OFFICE,
            postgresql_where=IS_OFFICE,
        ),
    )
    id: Mapped[Id]
    kind: Mapped[str]
    seq: Mapped[int] = mapped_column(default=0)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Record(Table):
    """One act, as a fact.

    `body` is canonical JSON and the only store of what people answered; tables of indicators and
    files stand in `Content`, and it names them by their sha256.
    """

    __tablename__ = "record"
    __table_args__ = (Index(None, "actor_id", "at"), {"sqlite_with_rowid": False})
    stream_id: Mapped[int] = mapped_column(BigInt, ForeignKey("stream.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    body: Mapped[str]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Approval(Table):
    """A paraf, signature or enactment that completing a step gave.

    `digest` binds it to what was approved, see `filing.bound`; approvals from before there were
    papers have none.
    """

    __tablename__ = "approval"
    __table_args__ = (Index(None, "instance_id", "id"),)
    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("work_item.id"))
    node_id: Mapped[str]
    seq: Mapped[int]
    meaning: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    capacity: Mapped[str]
    post_name: Mapped[str]
    at: Mapped[datetime]
    nip: Mapped[str | None] = mapped_column(default=None)
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32), default=None)


class ApprovalPaper(Table):
    """Which version of a paper an approval covers.

    The foreign key has the column's first name: SQLite renames none.
    """

    __tablename__ = "approval_paper"
    __table_args__ = (Index(None, "document_version_id"),)
    approval_id: Mapped[int] = mapped_column(ForeignKey("approval.id"), primary_key=True)
    document_version_id: Mapped[int] = mapped_column(
        ForeignKey("document_version.id", name="fk_approval_paper_version_id_document_version"),
        primary_key=True,
    )


class ApprovalVoid(Table):
    """An approval that became void by a return or a move: a row, for approvals never change."""

    __tablename__ = "approval_void"
    __table_args__ = (Index(None, "stream_id", "seq"),)
    approval_id: Mapped[int] = mapped_column(ForeignKey("approval.id"), primary_key=True)
    stream_id: Mapped[int] = mapped_column(ForeignKey("stream.id"))
    seq: Mapped[int]
