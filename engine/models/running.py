"""What runs: instances, the items offered to people, and drafts of what they type."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.models.columns import NO_DUE, BigInt, Id, Table

IS_OPEN = text("closed_at IS NULL")
IS_OFFERED = text("closed_at IS NULL AND person_id IS NULL")
IS_TAKEN = text("closed_at IS NULL AND person_id IS NOT NULL")
IS_DONE = text("closed_at IS NOT NULL")


class Status(StrEnum):
    """Where an instance is in its life; only a running one has open items and a state."""

    RUNNING = "running"
    COMPLETED = "completed"
    STOPPED = "stopped"


IS_RUNNING = text(f"status = '{Status.RUNNING}'")


class Instance(Table):
    """One run of a version; `id` is also the id of its record stream.

    `state` is SpiffWorkflow's packed position, NULL once the instance has ended.
    """

    __tablename__ = "instance"
    __table_args__ = (
        Index(
            "uq_instance_running_period",
            "process_id",
            "period",
            unique=True,
            sqlite_where=IS_RUNNING,
            postgresql_where=IS_RUNNING,
        ),
        Index(None, "process_id", "started_at", "id"),
        Index(None, "started_at", "id"),
    )
    id: Mapped[int] = mapped_column(BigInt, ForeignKey("stream.id"), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    title: Mapped[str]
    period: Mapped[str | None] = mapped_column(default=None)
    status: Mapped[str]
    started_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    state_format: Mapped[int]
    state: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)


class StepState(Table):
    """The latest completion of each node of an instance: its round, and the record that holds its
    answers. One row a node, so that cost stays flat however often a step is returned."""

    __tablename__ = "step"
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    node_id: Mapped[str] = mapped_column(primary_key=True)
    round: Mapped[int]
    seq: Mapped[int]


class WorkItem(Table):
    """A user task offered to the holders of a post; one row whatever their number.

    `person_id` is who has taken it; `token` is offered by one open item at a time. `closed_seq`
    points to the record that closed it, where the answers are.
    """

    __tablename__ = "work_item"
    __table_args__ = (
        Index(
            "ix_work_item_offered",
            "post_id",
            "due_at",
            "id",
            sqlite_where=IS_OFFERED,
            postgresql_where=IS_OFFERED,
        ),
        Index(
            "ix_work_item_open",
            "post_id",
            "due_at",
            "id",
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        Index(
            "ix_work_item_mine",
            "person_id",
            "due_at",
            "id",
            sqlite_where=IS_TAKEN,
            postgresql_where=IS_TAKEN,
        ),
        Index(
            "ix_work_item_done",
            "closed_by",
            "closed_at",
            "id",
            sqlite_where=IS_DONE,
            postgresql_where=IS_DONE,
        ),
        Index(
            "uq_work_item_open_token",
            "instance_id",
            "token",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        Index(None, "instance_id", "id"),
    )
    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    node_id: Mapped[str]
    round: Mapped[int]
    row_no: Mapped[str]
    name: Mapped[str]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    token: Mapped[bytes] = mapped_column(LargeBinary(16))
    opened_at: Mapped[datetime]
    opened_seq: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(default=NO_DUE)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    closed_seq: Mapped[int | None] = mapped_column(default=None)
    flow_id: Mapped[str | None] = mapped_column(default=None)


class FormDraft(Table):
    """What one person has typed into an item and not yet sent."""

    __tablename__ = "form_draft"
    item_id: Mapped[int] = mapped_column(ForeignKey("work_item.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime]


class TableDraft(Table):
    """What the holders of an item's post have typed into one of its tables and not yet sent.

    One for all of them: `cells` says who typed each cell last, `people` who has typed at all, and
    `pages` what each page sent last, as `engine.merging` writes them; `edition` counts how often it
    was kept.
    """

    __tablename__ = "table_draft"
    item_id: Mapped[int] = mapped_column(ForeignKey("work_item.id"), primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)
    cells: Mapped[dict[str, Any]] = mapped_column(JSON)
    people: Mapped[dict[str, Any]] = mapped_column(JSON)
    pages: Mapped[dict[str, Any]] = mapped_column(JSON)
    edition: Mapped[int]
    saved_at: Mapped[datetime]


class Notice(Table):
    """A step's second addressee is told that it was completed; `seq` is the completing record."""

    __tablename__ = "notice"
    __table_args__ = (Index(None, "post_id", "id"),)
    id: Mapped[Id]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    node_id: Mapped[str]
    name: Mapped[str]
    seq: Mapped[int]
    at: Mapped[datetime]


class NoticeSeen(Table):
    """A person has read a notice."""

    __tablename__ = "notice_seen"
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
