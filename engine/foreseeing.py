"""What completing an item would make, before anybody does; it only reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import attachments, dossier, planning, tabling
from engine.actors import Held
from engine.dossier import Completed
from engine.fields import validation
from engine.fields.kinds import KEPT
from engine.locking import Seen, right
from engine.measurement.table import Table
from engine.planning import Planned
from engine.sending import Sent, checked


@dataclass(frozen=True)
class Foreseen:
    """What completing an item would do with its papers, and what will be completed then; with the
    tables of the step by their sha256, of which some are kept only then."""

    plans: Sequence[Planned]
    completed: Sequence[Completed]
    tables: Mapping[str, Table]


def foreseen(session: Session, item: Seen, sent: Sent, now: datetime) -> Foreseen:
    """What completing an item would make; it only reads.

    Raises what `right` and `sending.checked` raise, BadTable, TableChanged and OutputMissing.
    """
    held = right(session, item)
    given = checked(item.definition, item.node, sent)
    named = tabling.told(session, item, given.answers, given.goes_back)
    answers = attachments.told(session, item, item.step.fields, named.answers)
    before = dossier.latest(session, item.row.instance_id)
    completed = dossier.after(before, completed_by(item, held, answers, now))
    return Foreseen(planning.planned(session, item, completed), completed, named.tables)


def so_far(
    session: Session, item: Seen, values: Mapping[str, object], now: datetime
) -> list[Completed]:
    """What will be completed if an item is sent with what is typed so far, whatever is missing.

    Its tables and files are left out. It only reads; raises what `right` raises, and InvalidValues
    for what is typed and wrong.
    """
    held = right(session, item)
    fields = [field for field in item.step.fields if field.type not in KEPT]
    answers = validation.so_far(fields, values)
    before = dossier.latest(session, item.row.instance_id)
    return dossier.after(before, completed_by(item, held, answers, now))


def completed_by(item: Seen, held: Held, answers: Mapping[str, Any], now: datetime) -> Completed:
    """An item's completion by a holding, as the dossier will tell it."""
    about = (now, item.actor.name, held.name, held.capacity, answers)
    return Completed(item.node.id, item.row.round, item.head.seq + 1, *about)
