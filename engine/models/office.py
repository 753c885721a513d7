"""The organisation: who people are, which posts they hold, when the office works.

No row here is deleted: people, posts and holdings are closed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.models.columns import OPEN_END, BigInt, Id, Table


class Person(Table):
    """A person who can sign in; `id` is also the id of the person's record stream.

    Raising `epoch` ends all sessions of the person. `failures` and `paused_until` count refused
    sign-ins, and the two of `proof` wrong passwords given while signed in.
    """

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(BigInt, ForeignKey("stream.id"), primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    nip: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="id")
    epoch: Mapped[int] = mapped_column(default=1)
    failures: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[datetime | None] = mapped_column(default=None)
    proof_failures: Mapped[int] = mapped_column(server_default="0")
    proof_paused_until: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class Grant(Table):
    """A role given to a person; `process_id` limits it to one SOP, NULL means all."""

    __tablename__ = "grant"
    __table_args__ = (Index(None, "person_id", "to_date"),)
    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    process_id: Mapped[int | None] = mapped_column(ForeignKey("process.id"), default=None)
    from_date: Mapped[date]
    to_date: Mapped[date] = mapped_column(default=OPEN_END)


class Post(Table):
    """An office post; `key` is what a lane's attribute names; `kind` is single or group."""

    __tablename__ = "post"
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="single")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)


class Holding(Table):
    """A person holding a post for a period, in a capacity, by a decree."""

    __tablename__ = "holding"
    __table_args__ = (Index(None, "person_id", "to_date"), Index(None, "post_id", "to_date"))
    id: Mapped[Id]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[str]
    decree: Mapped[str] = mapped_column(default="")
    from_date: Mapped[date]
    to_date: Mapped[date] = mapped_column(default=OPEN_END)


class Day(Table):
    """A day on which the office does not work."""

    __tablename__ = "day"
    date: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]


class Hours(Table):
    """Working windows from a date on; with `to_date`, special hours such as Ramadan's."""

    __tablename__ = "hours"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(default="")
    from_date: Mapped[date]
    to_date: Mapped[date] = mapped_column(default=OPEN_END)
    week: Mapped[dict[str, Any]] = mapped_column(JSON)


class Setting(Table):
    """A named setting of the office."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
