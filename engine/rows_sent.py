"""Rows of a table that come without a page, such as those of a spreadsheet: read, and put where
pages keep what is typed into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import continuing, disputes, merging, shared_tables
from engine.contributions import SharedTable
from engine.disputes import Dispute
from engine.fields.kinds import Field
from engine.locking import Locked
from engine.measurement import cells
from engine.measurement.table import Table
from engine.merging import Hand, SentCell


@dataclass(frozen=True)
class Merged:
    """A table as it stands then, and the cells in which somebody else had typed another."""

    shared: SharedTable
    disputes: list[Dispute]


def read(
    session: Session, item: Locked, field: Field, given: Mapping[str, Any]
) -> dict[str, Any] | None:
    """What somebody sends, when all of its rows are in order, as pages would type it.

    None where there is no table yet. Raises what `continuing.read` raises.
    """
    before = shared_tables.of(session, item.row.id).get(field.key, shared_tables.NOTHING)
    about = {**before.typed, **given}
    _, table = continuing.made(session, item.actor, item.row, field, about)
    if table is None:
        return None
    rows = [cells.as_typed(row) for row in table.to_json()["rows"]]
    if not continuing.sets_up(field):
        rows = [*_changed(given["rows"], rows, table, before, field)]
    return {**given, "rows": rows}


def keep(
    session: Session, item: Locked, field: Field, given: Mapping[str, Any], now: datetime
) -> Merged:
    """Keep what was read, put together with what others have typed.

    Of a table that is set up they are all of its rows. Raises what `shared_tables.keep` does.
    """
    before = shared_tables.of(session, item.row.id).get(field.key, shared_tables.NOTHING)
    about, hand = {**before.typed, **given}, Hand(item.actor.id, item.actor.name, now)
    earlier = continuing.base(session, item.row.instance_id, field, about)
    if earlier is None:
        return Merged(before, [])
    if continuing.sets_up(field):
        after = merging.arranged(before, about, hand)
    else:
        after = merging.merged(before, earlier, _cells(given["rows"]), hand)
    if after is not before:
        shared_tables.keep(session, item, field, after, now)
    old = list(disputes.of(before))
    return Merged(after, [one for one in disputes.of(after) if one not in old])


def _cells(rows: Iterable[Mapping[str, Any]]) -> Iterator[SentCell]:
    """The cells of rows, which say nothing of what was shown."""
    for row in rows:
        yield from (SentCell(row["id"], key, cell) for key, cell in row.items() if key != "id")


def _changed(
    given: Any, rows: list[dict[str, Any]], table: Table, before: SharedTable, field: Field
) -> Iterator[dict[str, Any]]:
    """The cells of rows as they were read; files come beside those that others have added."""
    known = {row["id"]: row for row in rows}
    files = cells.attached(field.mode, table.quarter)
    columns = cells.written(field.mode, table.quarter) | files
    for row in given:
        id = " ".join(str(row.get("id", "")).split())
        if id in known:
            taken = {key: known[id].get(key, "") for key in row.keys() & columns.keys()}
            beside = {
                key: _beside(before.cell(id, key), taken[key])
                for key in taken.keys() & files.keys()
            }
            yield {"id": id} | taken | beside


def _beside(stood: object, read: Any) -> list[str]:
    named = [file["sha256"] for file in read or ()]
    return [*dict.fromkeys([*(stood if isinstance(stood, list) else ()), *named])]
