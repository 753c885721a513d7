"""Writes tables of indicators as spreadsheets: each sheet with one row of heads, no formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from engine.fields.kinds import FieldType
from engine.fields.numbers import as_written
from engine.measurement.cells import (
    COLUMNS,
    ENTRY_TEXTS,
    FIGURE_TEXTS,
    FILES,
    NOTES,
    TARGETS,
    YEAR_TARGET,
)
from engine.measurement.formulas import rounded
from engine.measurement.indicators import QUARTERS
from engine.measurement.measuring import Measured, State
from engine.measurement.settings import QUARTERS as NUMERALS, heading, words
from engine.measurement.summary import summary
from engine.measurement.table import Table

SET_UP = (
    *("id", "goal", "name", "definition", "unit", "direction", "consolidation", "frequency"),
    *(YEAR_TARGET, *TARGETS, "division", "source"),
)
_TABLE = "Indikator"
# The columns by which an indicator is known over a year, and those of each of its quarters.
_SHORT = ("id", "name", "unit", "direction", "division", YEAR_TARGET)
_COURSE = ("target", "so_far", "achievement", "reached")
# Of what is reckoned, these are words.
_WORDS = ("predicate", "reached", "quarter")
_WIDTHS = {"name": 50, "definition": 40, "goal": 32, "division": 30, "source": 24}
_WIDE = dict.fromkeys((*ENTRY_TEXTS, FILES), 32)

# More digits than these a spreadsheet's number does not hold.
_EXACT_DIGITS = 15


def to_set_up(table: Table) -> bytes:
    """The sheet in which indicators and targets are set up; every cell is open."""
    return _written(table, table.to_json()["rows"], SET_UP, set(SET_UP))


def to_fill(table: Table, division: str | None = None) -> bytes:
    """The sheet of a quarter's figures, of all divisions or one: what was set up is locked."""
    quarter = table.quarter
    figures = [f"{key}_{quarter}" for key in ("realisation", "x", "y", *FIGURE_TEXTS)]
    columns = ("id", "name", "division", "unit", f"target_{quarter}", *figures)
    rows = [row for row in table.to_json()["rows"] if division in (None, row.get("division", ""))]
    return _written(table, rows, columns, set(figures))


def whole(table: Table) -> bytes:
    """All of a table, with what was reckoned in its quarter; nothing in it is open."""
    return _book([_whole(table)])


def over_year(tables: Sequence[Table]) -> bytes:
    """The last of a year's tables as `whole` writes it; how each indicator went from quarter to
    quarter; and what each quarter came to."""
    return _book([_whole(tables[-1]), _course(tables), _totals(tables)])


@dataclass(frozen=True)
class _Sheet:
    """A sheet: its columns, with heads of their own where they are no column of a table."""

    name: str
    rows: Sequence[dict[str, Any]]
    columns: Sequence[str]
    open: frozenset[str] = frozenset()
    heads: dict[str, str] = field(default_factory=dict)


def _whole(table: Table) -> _Sheet:
    stems = ("realisation", "x", "y")
    figures = [f"{stem}_{n}" for n in QUARTERS[: table.quarter] for stem in stems]
    said = [f"{key}_{table.quarter}" for key in (*FIGURE_TEXTS, FILES, *NOTES.values())]
    last = [f"so_far_{table.quarter}", f"achievement_{table.quarter}", "of_year", "predicate"]
    pairs = zip(table.to_json()["rows"], table.measured(), strict=True)
    rows = [row | _reckoned(found, table.quarter) for row, found in pairs]
    return _Sheet(_named(table), rows, (*SET_UP, *figures, *last, *said))


def _course(tables: Sequence[Table]) -> _Sheet:
    """Each indicator in a row, with what each quarter's own table says of it."""
    rows: dict[str, dict[str, Any]] = {}
    for table in reversed(tables):
        for cells, found in zip(table.to_json()["rows"], table.measured(), strict=True):
            own = rows.setdefault(cells["id"], {key: cells.get(key) for key in _SHORT})
            n, reckoned = table.quarter, _reckoned(found, table.quarter)
            own |= reckoned | {f"target_{n}": cells.get(f"target_{n}")}
            own[f"reached_{n}"] = reckoned.get("predicate")
    columns = [f"{stem}_{table.quarter}" for table in tables for stem in _COURSE]
    return _Sheet(heading("course"), list(rows.values()), (*_SHORT, *columns))


def _totals(tables: Sequence[Table]) -> _Sheet:
    """Each quarter in a row: its mean, and how many indicators reached which predicate."""
    several = [(table, summary(table.measured(), table.settings.scale)) for table in tables]
    labels = dict.fromkeys(one.label for _, total in several for one in total.predicates)
    rows = [
        {
            "quarter": f"TW {NUMERALS[str(table.quarter)]} {table.year}",
            "mean": str(rounded(total.mean)) if total.mean is not None else None,
            **{state.value: str(count) for state, count in total.states.items()},
            **{one.label: str(count) for one, count in total.predicates.items()},
        }
        for table, total in several
    ]
    columns = ("quarter", "mean", *(state.value for state in State), *labels)
    return _Sheet(heading("totals"), rows, columns, heads={label: label for label in labels})


def _reckoned(found: Measured, quarter: int) -> dict[str, str]:
    cells: dict[str, Any] = {f"so_far_{quarter}": found.realisation}
    now, of_year = found.achievement, found.of_year
    cells |= {f"achievement_{quarter}": now.raw if now else None}
    cells |= {"of_year": of_year.raw if of_year else None}
    known = {key: str(rounded(value)) for key, value in cells.items() if value is not None}
    return known | ({"predicate": now.predicate.label} if now else {})


def _named(table: Table) -> str:
    """What a table's sheet is called: by its year it is known when it comes back."""
    return f"{_TABLE} {table.year}"


def _written(
    table: Table, rows: Sequence[dict[str, Any]], columns: Sequence[str], open_: set[str]
) -> bytes:
    return _book([_Sheet(_named(table), rows, columns, frozenset(open_))])


def _book(sheets: Sequence[_Sheet]) -> bytes:
    out = BytesIO()
    how = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, how) as book:
        look = {"text_wrap": True, "valign": "top", "border": 1}
        head = book.add_format(look | {"bold": True, "bg_color": "#D5DAE2"})
        shut = book.add_format(look | {"bg_color": "#F3F5F8", "locked": True})
        free = book.add_format(look | {"locked": False})
        for one in sheets:
            _fill(book.add_worksheet(one.name), one, head, shut, free)
    return out.getvalue()


def _fill(sheet: Any, one: _Sheet, head: Format, shut: Format, free: Format) -> None:
    sheet.freeze_panes(1, min(3, len(one.columns)))
    for at, column in enumerate(one.columns):
        stem = column.rpartition("_")[0]
        sheet.set_column(at, at, _WIDTHS.get(column) or _WIDE.get(stem, 14))
        sheet.write_string(0, at, one.heads.get(column) or heading(column), head)
        _choices(sheet, at, column)
        for line, row in enumerate(one.rows, 1):
            look = _look(row, column, one.open, free, shut)
            _cell(sheet, (line, at), column, row.get(column), look)
    if one.open and one.open != set(one.columns):
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _look(
    row: dict[str, Any], column: str, open_: frozenset[str], free: Format, shut: Format
) -> Format:
    """A cell is open where its column is; a figure only as the row is measured."""
    stem, is_rate = column.rpartition("_")[0], row.get("consolidation") == "XY"
    unfit = stem == "realisation" if is_rate else stem in ("x", "y")
    return free if column in open_ and not unfit else shut


def _cell(sheet: Any, at: tuple[int, int], column: str, stored: Any, look: Format) -> None:
    if stored is None:
        sheet.write_blank(*at, None, look)
    elif column.startswith(FILES):
        sheet.write_string(*at, "\n".join(file["name"] for file in stored), look)
    elif isinstance(stored, list):
        sheet.write_string(*at, "-".join(as_written(bound) for bound in stored), look)
    elif _is_number(column) and len(stored.replace(".", "")) <= _EXACT_DIGITS:
        sheet.write_number(*at, float(stored), look)
    elif _is_number(column):
        sheet.write_string(*at, as_written(stored), look)
    else:
        sheet.write_string(*at, _words_of(column).get(stored, stored), look)


def _is_number(column: str) -> bool:
    known = COLUMNS.get(column)
    return known.type is FieldType.NUMBER if known else not column.startswith(_WORDS)


def _words_of(column: str) -> dict[str, str]:
    """What spreadsheets write for the choices of a column, the first word of each."""
    return {value: word for word, value in reversed(words().get(column, {}).items())}


def _choices(sheet: Any, at: int, column: str) -> None:
    if said := list(_words_of(column).values()):
        listed = {"validate": "list", "source": said, "error_type": "information"}
        sheet.data_validation(1, at, 500, at, listed)
