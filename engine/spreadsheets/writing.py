"""Writes a table of indicators as a spreadsheet: one sheet, one row of heads, no formula."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from engine.fields.kinds import FieldType
from engine.fields.numbers import as_written
from engine.measurement.cells import COLUMNS, FIGURE_TEXTS, TARGETS, YEAR_TARGET
from engine.measurement.formulas import rounded
from engine.measurement.indicators import QUARTERS
from engine.measurement.measuring import Measured
from engine.measurement.settings import heading, words
from engine.measurement.table import Table

SET_UP = (
    *("id", "goal", "name", "definition", "unit", "direction", "consolidation", "frequency"),
    *(YEAR_TARGET, *TARGETS, "division", "source"),
)
_WIDTHS = {"name": 50, "definition": 40, "goal": 32, "division": 30, "source": 24}
_WIDE = dict.fromkeys(FIGURE_TEXTS, 32)

# More digits than these a spreadsheet's number does not hold.
_EXACT_DIGITS = 15


def to_set_up(table: Table) -> bytes:
    """The sheet in which indicators and targets are set up; every cell is open."""
    return _written(table.to_json()["rows"], SET_UP, set(SET_UP))


def to_fill(table: Table, division: str | None = None) -> bytes:
    """The sheet of a quarter's figures, of all divisions or one: what was set up is locked."""
    quarter = table.quarter
    figures = [f"{key}_{quarter}" for key in ("realisation", "x", "y", *FIGURE_TEXTS)]
    columns = ("id", "name", "division", "unit", f"target_{quarter}", *figures)
    rows = [row for row in table.to_json()["rows"] if division in (None, row.get("division", ""))]
    return _written(rows, columns, set(figures))


def whole(table: Table) -> bytes:
    """All of a table, with what was reckoned in its quarter; nothing in it is open."""
    stems = ("realisation", "x", "y")
    figures = [f"{stem}_{n}" for n in QUARTERS[: table.quarter] for stem in stems]
    said = [f"{key}_{table.quarter}" for key in FIGURE_TEXTS]
    last = [f"so_far_{table.quarter}", f"achievement_{table.quarter}", "of_year", "predicate"]
    pairs = zip(table.to_json()["rows"], table.measured(), strict=True)
    rows = [row | _reckoned(found, table.quarter) for row, found in pairs]
    return _written(rows, (*SET_UP, *figures, *last, *said), set())


def _reckoned(found: Measured, quarter: int) -> dict[str, str]:
    cells: dict[str, Any] = {f"so_far_{quarter}": found.realisation}
    now, of_year = found.achievement, found.of_year
    cells |= {f"achievement_{quarter}": now.raw if now else None}
    cells |= {"of_year": of_year.raw if of_year else None}
    known = {key: str(rounded(value)) for key, value in cells.items() if value is not None}
    return known | ({"predicate": now.predicate.label} if now else {})


def _written(rows: Sequence[dict[str, Any]], columns: Sequence[str], open_: set[str]) -> bytes:
    out = BytesIO()
    how = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, how) as book:
        sheet = book.add_worksheet("Indikator")
        look = {"text_wrap": True, "valign": "top", "border": 1}
        head = book.add_format(look | {"bold": True, "bg_color": "#D5DAE2"})
        shut = book.add_format(look | {"bg_color": "#F3F5F8", "locked": True})
        free = book.add_format(look | {"locked": False})
        sheet.freeze_panes(1, min(3, len(columns)))
        for at, column in enumerate(columns):
            stem = column.rpartition("_")[0]
            sheet.set_column(at, at, _WIDTHS.get(column) or _WIDE.get(stem, 14))
            sheet.write_string(0, at, heading(column), head)
            _choices(sheet, at, column)
            for line, row in enumerate(rows, 1):
                _cell(
                    sheet,
                    (line, at),
                    column,
                    row.get(column),
                    _look(row, column, open_, free, shut),
                )
        if open_ and open_ != set(columns):
            sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    return out.getvalue()


def _look(row: dict[str, Any], column: str, open_: set[str], free: Format, shut: Format) -> Format:
    """A cell is open where its column is; a figure only as the row is measured."""
    stem, is_rate = column.rpartition("_")[0], row.get("consolidation") == "XY"
    unfit = stem == "realisation" if is_rate else stem in ("x", "y")
    return free if column in open_ and not unfit else shut


def _cell(sheet: Any, at: tuple[int, int], column: str, stored: Any, look: Format) -> None:
    if stored is None:
        sheet.write_blank(*at, None, look)
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
    return known.type is FieldType.NUMBER if known else column != "predicate"


def _words_of(column: str) -> dict[str, str]:
    """What spreadsheets write for the choices of a column, the first word of each."""
    return {value: word for word, value in reversed(words().get(column, {}).items())}


def _choices(sheet: Any, at: int, column: str) -> None:
    if said := list(_words_of(column).values()):
        listed = {"validate": "list", "source": said, "error_type": "information"}
        sheet.data_validation(1, at, 500, at, listed)
