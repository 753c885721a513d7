"""What others have typed into the fields of the same open task: of several, only one is sent.

Tables of indicators are not among these: all fill in the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actors import Actor
from engine.models import FormDraft, Person
from engine.uploads import UPLOADED


@dataclass(frozen=True)
class Beside:
    """Who else has typed into a task and not sent it, when that was saved last, and the names of
    the files that he added to it."""

    name: str
    saved_at: datetime
    files: Sequence[str] = ()


def of(session: Session, actor: Actor, item_id: int) -> Sequence[Beside]:
    """The others who have typed into an item, the latest first. One statement, two with others."""
    found = (
        select(Person.id, Person.name, FormDraft.saved_at, FormDraft.answers)
        .join(Person, Person.id == FormDraft.person_id)
        .where(FormDraft.item_id == item_id, FormDraft.person_id != actor.id)
        .order_by(FormDraft.saved_at.desc())
    )
    # Whoever looked at the form and pressed its button has a draft of blank answers.
    rows = [row for row in session.execute(found) if any(row.answers.values())]
    files = _files(session, item_id) if rows else {}
    return [Beside(row.name, row.saved_at, _named(files.get(row.id, {}), row)) for row in rows]


def _files(session: Session, item_id: int) -> dict[int, dict[str, str]]:
    """What everybody added to an item: the names of the files by their sha256."""
    added = select(UPLOADED.person_id, UPLOADED.sha256, UPLOADED.file_name)
    found = dict[int, dict[str, str]]()
    for row in session.execute(added.where(UPLOADED.item_id == item_id).order_by(UPLOADED.id)):
        found.setdefault(row.person_id, {})[row.sha256.hex()] = row.file_name
    return found


def _named(files: Mapping[str, str], row: Any) -> list[str]:
    """Those that the answers of a draft name: what is in a table is everybody's."""
    answers = [one for one in row.answers.values() if isinstance(one, list)]
    return [files[sha] for one in answers for sha in one if isinstance(sha, str) and sha in files]
