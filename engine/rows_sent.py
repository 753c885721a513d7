"""Rows of a table that come without a page, put where pages keep what is typed into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
class Kept:
    """A table as it stands then, and the cells in which somebody else had typed another."""

    shared: SharedTable
    disputes: list[Dispute]


def keep(
    session: Session, item: Locked, field: Field, given: Mapping[str, Any], now: datetime
) -> Kept:
    """Keep rows that somebody sends, when all of them are in order.

    Of a table that is set up they are all of its rows. Raises what `continuing.read` raises, and
    what `shared_tables.keep` does.
    """
    before = shared_tables.of(session, item.row.id).get(field.key, shared_tables.NOTHING)
    about = {**before.typed, **given}
    earlier, table = continuing.made(session, item.actor, item.row, field, about)
    if earlier is None or table is None:
        return Kept(before, [])
    hand = Hand(item.actor.id, item.actor.name, now)
    if continuing.sets_up(field):
        rows = [cells.as_typed(row) for row in table.to_json()["rows"]]
        after = merging.arranged(before, about | {"rows": rows}, hand)
    else:
        sent = _cells(given["rows"], table, before, field)
        after = merging.merged(before, earlier, sent, hand)
    if after is not before:
        shared_tables.keep(session, item, field, after, now)
    old = set(disputes.of(before))
    return Kept(after, [one for one in disputes.of(after) if one not in old])


def _cells(rows: Any, table: Table, before: SharedTable, field: Field) -> Iterator[SentCell]:
    """The cells of rows as they were read; files come beside those that others have added."""
    read = {row["id"]: cells.as_typed(row) for row in table.to_json()["rows"]}
    files = cells.attached(field.mode, table.quarter)
    columns = cells.written(field.mode, table.quarter) | files
    for row in rows:
        id = " ".join(str(row.get("id", "")).split())
        for column in row.keys() & columns.keys() if id in read else ():
            cell = read[id].get(column, "")
            if column in files:
                stood = before.cell(id, column)
                named = [file["sha256"] for file in cell or ()]
                cell = [*dict.fromkeys([*(stood if isinstance(stood, list) else ()), *named])]
            yield SentCell(id, column, cell)
