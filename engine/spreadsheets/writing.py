"""Writes tables of indicators as spreadsheets.

`said` is what is said of all of it, that it is a sample; "" stands for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from engine.measurement.cells import FIGURE_TEXTS, FILES, NOTES, TARGETS, YEAR_TARGET
from engine.measurement.comparing import Compared, Means
from engine.measurement.formulas import rounded
from engine.measurement.indicators import QUARTERS
from engine.measurement.measuring import Measured, State
from engine.measurement.settings import QUARTERS as NUMERALS, heading
from engine.measurement.table import Table
from engine.spreadsheets.book import Sheet, book

SET_UP = (
    *("id", "goal", "name", "definition", "unit", "direction", "consolidation", "frequency"),
    *(YEAR_TARGET, *TARGETS, "division", "source"),
)
_TABLE = "Indikator"
# The columns by which an indicator is known over a year, and those of each of its quarters.
_SHORT = ("id", "name", "unit", "direction", "division", YEAR_TARGET)
_COURSE = ("target", "so_far", "achievement", "difference", "reached")
# A mean, and by how much it changed.
_MEANS = ("mean", "since_before", "over_year")


def to_set_up(table: Table, said: str = "") -> bytes:
    """The sheet in which indicators and targets are set up; every cell is open."""
    return _written(table, table.to_json()["rows"], SET_UP, set(SET_UP), said)


def to_fill(table: Table, division: str | None = None, said: str = "") -> bytes:
    """The sheet of a quarter's figures, of all divisions or one: what was set up is locked."""
    quarter = table.quarter
    figures = [f"{key}_{quarter}" for key in ("realisation", "x", "y", *FIGURE_TEXTS)]
    columns = ("id", "name", "division", "unit", f"target_{quarter}", *figures)
    rows = [row for row in table.to_json()["rows"] if division in (None, row.get("division", ""))]
    return _written(table, rows, columns, set(figures), said)


def whole(table: Table, said: str = "") -> bytes:
    """All of a table, with what was reckoned in its quarter; nothing in it is open."""
    return book([_whole(table)], said)


def over_year(quarters: Sequence[Compared], said: str = "") -> bytes:
    """The last of a year's tables as `whole` writes it; how each indicator went from quarter to
    quarter; and what each quarter came to, as a whole and by division."""
    tables = [one.now.table for one in quarters]
    sheets = [_whole(tables[-1]), _course(quarters), _totals(quarters), _divisions(quarters)]
    return book(sheets, said)


def _whole(table: Table) -> Sheet:
    stems = ("realisation", "x", "y")
    figures = [f"{stem}_{n}" for n in QUARTERS[: table.quarter] for stem in stems]
    said = [f"{key}_{table.quarter}" for key in (*FIGURE_TEXTS, FILES, *NOTES.values())]
    last = [f"so_far_{table.quarter}", f"achievement_{table.quarter}", "of_year", "predicate"]
    pairs = zip(table.to_json()["rows"], table.measured(), strict=True)
    rows = [row | _reckoned(found, table.quarter) for row, found in pairs]
    return Sheet(_named(table), rows, (*SET_UP, *figures, *last, *said))


def _course(quarters: Sequence[Compared]) -> Sheet:
    """Each indicator in a row, with what each quarter's own table says of it."""
    rows: dict[str, dict[str, Any]] = {}
    for one in reversed(quarters):
        table, differences = one.now.table, one.differences()
        for cells, found in zip(table.to_json()["rows"], one.now.measured, strict=True):
            own = rows.setdefault(cells["id"], {key: cells.get(key) for key in _SHORT})
            n, reckoned = table.quarter, _reckoned(found, table.quarter)
            own |= reckoned | {f"target_{n}": cells.get(f"target_{n}")}
            own[f"difference_{n}"] = _said(differences.get(cells["id"]))
            own[f"reached_{n}"] = reckoned.get("predicate")
    columns = [
        f"{stem}_{one.now.table.quarter}"
        for one in quarters
        for stem in _COURSE
        if one.before or stem != "difference"
    ]
    return Sheet(heading("course"), list(rows.values()), (*_SHORT, *columns), frozen=2)


def _totals(quarters: Sequence[Compared]) -> Sheet:
    """Each quarter in a row: its mean, and how many indicators reached which predicate."""
    labels = dict.fromkeys(p.label for one in quarters for p in one.now.summary.predicates)
    rows = [
        {"quarter": _quarter(one)}
        | _means(one.means())
        | {state.value: str(count) for state, count in one.now.summary.states.items()}
        | {found.label: str(count) for found, count in one.now.summary.predicates.items()}
        for one in quarters
    ]
    columns = ("quarter", *_MEANS, *(state.value for state in State), *labels)
    return Sheet(heading("totals"), rows, columns, heads={one: one for one in labels}, frozen=1)


def _divisions(quarters: Sequence[Compared]) -> Sheet:
    """Each division of each quarter in a row."""
    rows = [
        {"division": division, "quarter": _quarter(one)}
        | _means(one.means_of(division))
        | {State.MEASURED.value: str(one.now.of_division(division).states[State.MEASURED])}
        for one in quarters
        for division in dict.fromkeys(row.indicator.division for row in one.now.table.rows)
    ]
    columns = ("division", "quarter", *_MEANS, State.MEASURED.value)
    return Sheet(heading("divisions"), rows, columns, frozen=2)


def _quarter(found: Compared) -> str:
    return f"TW {NUMERALS[str(found.now.table.quarter)]} {found.now.table.year}"


def _means(found: Means) -> dict[str, str | None]:
    numbers = (found.now, found.since_before, found.over_year)
    return dict(zip(_MEANS, map(_said, numbers), strict=True))


def _said(number: Fraction | None) -> str | None:
    return None if number is None else str(rounded(number))


def _reckoned(found: Measured, quarter: int) -> dict[str, str]:
    cells: dict[str, Any] = {f"so_far_{quarter}": found.realisation}
    now, of_year = found.achievement, found.of_year
    cells |= {f"achievement_{quarter}": now.raw if now else None}
    cells |= {"of_year": of_year.raw if of_year else None}
    known = {key: said for key, value in cells.items() if (said := _said(value))}
    return known | ({"predicate": now.predicate.label} if now else {})


def _named(table: Table) -> str:
    """What a table's sheet is called: by its year it is known when it comes back."""
    return f"{_TABLE} {table.year}"


def _written(
    table: Table, rows: Sequence[dict[str, Any]], columns: Sequence[str], open_: set[str], said: str
) -> bytes:
    return book([Sheet(_named(table), rows, columns, frozenset(open_))], said)
