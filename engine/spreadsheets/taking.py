"""Takes what a sheet says into a table: as it would be typed, and what of it is left aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import BadTable, CellProblem
from engine.fields.answers import is_blank
from engine.fields.kinds import Mode
from engine.fields.problems import Unfit
from engine.measurement import cells, reading
from engine.measurement.indicators import QUARTERS
from engine.measurement.settings import heading
from engine.measurement.table import Table
from engine.spreadsheets.reading import Sheet

Row = dict[str, Any]


@dataclass(frozen=True)
class Taken:
    """What was typed with what a sheet brings into a table of a year: how many of its indicators
    and of their figures were taken, how many indicators are new, and the quarters of which it says
    more than was taken."""

    year: int
    rows: list[Row]
    indicators: int
    new: int
    figures: int
    left: list[int]


def take(table: Table, mode: str, typed: Sequence[Row], sheet: Sheet) -> Taken:
    """What a step of a mode takes of a sheet, beside the rows that were typed already.

    Who sets up takes definitions and targets, and for new indicators the figures of the year's
    quarters before the table's own, if the sheet says that it is of that year; who fills in takes
    the figures of the quarter. Raises BadTable with all heads and cells that cannot be taken.
    """
    if problems := list(_misfits(table, mode, sheet)):
        raise BadTable(problems)
    before = {row.indicator.id for row in table.rows}
    sent = [_own(table, mode, row, sheet.year, before) for row in sheet.rows]
    known = {_id(row): row for row in typed} if mode == Mode.SET_UP else {}
    whole = [known.get(_id(row), {}) | row for row in sent]
    read = reading.set_up(table, whole) if mode == Mode.SET_UP else reading.fill(table, sent, mode)
    after = {row["id"]: cells.as_typed(row) for row in read.to_json()["rows"]}
    brought = {id: {key: after[id].get(key, "") for key in row} for row in sent if (id := _id(row))}
    return Taken(
        year=table.year,
        rows=_merged(typed, brought),
        indicators=len(brought),
        new=len(brought.keys() - before - known.keys()),
        figures=sum(
            _is_figure(key) and cell != "" for row in brought.values() for key, cell in row.items()
        ),
        left=_left(sheet.rows, sent),
    )


def _own(table: Table, mode: str, row: Row, year: int | None, before: set[str]) -> Row:
    """The cells of a row that the step takes."""
    if mode != Mode.SET_UP:
        columns = {"id", *cells.written(mode, table.quarter)}
    else:
        brings = year == table.year and _id(row) not in before
        earlier = QUARTERS[: table.quarter - 1] if brings else ()
        columns = {*cells.DEFINITION, *(key for n in earlier for key in cells.FIGURES[n])}
    return {key: cell for key, cell in row.items() if key in columns}


def _misfits(table: Table, mode: str, sheet: Sheet) -> Iterator[CellProblem]:
    """What keeps a sheet from being read at all."""
    for letter, head in sheet.twice.items():
        yield CellProblem(0, "", letter, "repeated_heading", {"key": head})
    for letter, head in sheet.unknown.items():
        yield CellProblem(0, "", letter, "unknown_heading" if head else "no_heading", {"key": head})
    if not sheet.rows:
        yield CellProblem(0, "", "", "no_rows")
    if mode == Mode.SET_UP:
        return
    if sheet.year not in (None, table.year):
        yield CellProblem(0, "", "", "other_year", {"key": sheet.year})
    wanted = list(cells.written(mode, table.quarter))
    if not sheet.letters.keys() & wanted:
        yield CellProblem(0, "", "", "missing_column", {"key": heading(wanted[0])})


def _id(row: Row) -> str:
    try:
        return str(cells.read(cells.DEFINITION["id"], row.get("id")) or "")
    except Unfit:
        return ""


def _merged(typed: Sequence[Row], brought: dict[str, Row]) -> list[Row]:
    """Known rows changed, new ones last."""
    kept = [row | brought.get(_id(row), {}) for row in typed]
    new = brought.keys() - set(map(_id, typed))
    return [*kept, *(row for id, row in brought.items() if id in new)]


def _is_figure(key: str) -> bool:
    return key.rpartition("_")[0] in ("realisation", "x")


def _left(rows: Sequence[Row], taken: Sequence[Row]) -> list[int]:
    """The quarters of whose figures something was not taken."""
    pairs = list(zip(rows, taken, strict=True))
    return [
        n
        for n, columns in cells.OF_QUARTER.items()
        if any(
            not is_blank(row.get(key)) for row, own in pairs for key in columns.keys() - own.keys()
        )
    ]
