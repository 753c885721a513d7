"""What others have typed into the fields of the same open task: of several, only one is sent.

Tables of indicators are not among these: all fill in the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actors import Actor
from engine.models import FormDraft, Person


@dataclass(frozen=True)
class Beside:
    """Who else has typed into a task and not sent it, and when that was saved last."""

    name: str
    saved_at: datetime


def of(session: Session, actor: Actor, item_id: int) -> Sequence[Beside]:
    """The others who have typed into an item, the latest first. One statement."""
    found = (
        select(Person.name, FormDraft.saved_at, FormDraft.answers)
        .join(Person, Person.id == FormDraft.person_id)
        .where(FormDraft.item_id == item_id, FormDraft.person_id != actor.id)
        .order_by(FormDraft.saved_at.desc())
    )
    rows = session.execute(found)
    # Whoever looked at the form and pressed its button has a draft of blank answers.
    return [Beside(name, at) for name, at, typed in rows if any(typed.values())]
