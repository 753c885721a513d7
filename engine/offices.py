"""The office of a database: its name, and whether it is real."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.models import Setting


@dataclass(frozen=True)
class Office:
    """An office; `lines` are its short name, `kind` is real or demo, and "" before founding."""

    name: str = ""
    lines: tuple[str, ...] = ()
    kind: str = ""
    office_id: str = ""

    @property
    def is_demo(self) -> bool:
        """Whether nothing here is real."""
        return self.kind == "demo"


def office(session: Session) -> Office:
    """The office of this database. One statement."""
    found = {row.key: row.value for row in session.scalars(select(Setting))}
    if "office_id" not in found:
        return Office()
    lines = tuple(found["short"].splitlines())
    return Office(found["name"], lines, found["kind"], found["office_id"])
