"""Tables of indicators that are sent with a step: kept by content, named by its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine import attachments, continuing, contributions, indicators, shared_tables
from engine.contributions import SharedTable
from engine.errors import TableChanged
from engine.fields.kinds import Field
from engine.locking import Locked, Seen
from engine.measurement.table import Table


@dataclass(frozen=True)
class Kept:
    """What the record of a step says: the answers, the files that are new in its tables, and who
    else than the sender filled these in."""

    answers: dict[str, object]
    attached: dict[str, object]
    contributors: dict[str, object]


def keep(
    session: Session, item: Locked, answers: Mapping[str, Any], partial: bool, seq: int
) -> Kept:
    """Keep the tables of a step's fields, and attach what is new in them by the record `seq`.

    Raises what `told` raises.
    """
    shared = _shared(session, item)
    found, new = _tables(session, item, shared, answers, partial), dict[str, object]()
    others = dict[str, object]()
    for field, earlier, table in found:
        indicators.store(session, table)
        given = answers.get(field.key) or {}
        about = shared.get(field.key, shared_tables.NOTHING)
        if who := contributions.contributors(about, table, given, item.actor.id):
            others[field.key] = who
        known = earlier.files() if earlier else {}
        files = [file for sha, file in table.files().items() if sha not in known]
        if files:
            attachments.keep(session, item, field, files, seq)
            new[field.key] = [vars(file) for file in files]
    return Kept(_named(item, answers, found), new, others)


@dataclass(frozen=True)
class Told:
    """What the record of a step would say: the answers, and the tables that they name by sha256."""

    answers: dict[str, object]
    tables: dict[str, Table]


def told(session: Session, item: Seen, answers: Mapping[str, Any], partial: bool = False) -> Told:
    """The answers as the record would keep them, without keeping anything.

    A table is what its holders have typed into it, with what the answers bring; one that nobody
    touched is the one it continues. `partial` lets required ones be absent. Raises what
    `continuing.read` raises, and TableChanged when the sender has seen another table.
    """
    found = _tables(session, item, _shared(session, item), answers, partial)
    tables = {indicators.digest(table): table for _, _, table in found}
    return Told(_named(item, answers, found), tables)


def _shared(session: Session, item: Seen) -> dict[str, SharedTable]:
    return shared_tables.of(session, item.row.id) if item.row.has_tables else {}


Found = list[tuple[Field, Table | None, Table]]


def _tables(
    session: Session,
    item: Seen,
    shared: Mapping[str, SharedTable],
    answers: Mapping[str, Any],
    partial: bool,
) -> Found:
    """The tables of a step, each with its field and the one that it continues."""
    found: Found = []
    for field in indicators.tables(item.step.fields):
        about = shared.get(field.key, shared_tables.NOTHING)
        given = answers.get(field.key) or {}
        typed = contributions.joined(about, given, continuing.sets_up(field))
        earlier, table = continuing.made(session, item.actor, item.row, field, typed, partial)
        if typed.get("sha256") not in (None, "", indicators.digest(table) if table else None):
            raise TableChanged()
        if table is not None:
            found.append((field, earlier, table))
        elif field.required and not partial:
            raise continuing.unfit(field, "required")
    return found


def _named(item: Seen, answers: Mapping[str, Any], found: Found) -> dict[str, object]:
    keys = {field.key for field in indicators.tables(item.step.fields)}
    others = {key: answer for key, answer in answers.items() if key not in keys}
    return others | {field.key: indicators.reference(table) for field, _, table in found}
