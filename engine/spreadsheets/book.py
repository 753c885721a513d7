"""Spreadsheets as files: each sheet with one row of heads, no formula.

What is said of a whole book stands above the heads where nothing is filled in, else beside them,
for whoever fills in counts on their row; and on every page of a print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from engine.fields.kinds import FieldType
from engine.fields.numbers import FRACTION_DIGITS, as_written
from engine.measurement.cells import COLUMNS, ENTRY_TEXTS, FILES
from engine.measurement.settings import heading, words

# Of what is reckoned, these are words, and these are said with their signs.
_WORDS = ("predicate", "reached", "quarter")
_SIGNED = ("difference", "since_before", "over_year")
_WIDTHS = {"name": 50, "definition": 40, "goal": 32, "division": 30, "source": 24}
_WIDE = dict.fromkeys((*ENTRY_TEXTS, FILES), 32)

# More digits than these a spreadsheet's number does not hold.
_EXACT_DIGITS = 15


@dataclass(frozen=True)
class Sheet:
    """A sheet: its columns, with heads of their own where they are no column of a table.

    So many columns as are `frozen` stay in view.
    """

    name: str
    rows: Sequence[dict[str, Any]]
    columns: Sequence[str]
    open: frozenset[str] = frozenset()
    heads: dict[str, str] = field(default_factory=dict)
    frozen: int = 3


def book(sheets: Sequence[Sheet], said: str) -> bytes:
    """The file of several sheets."""
    out = BytesIO()
    how = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, how) as made:
        looks = _Looks(made)
        for one in sheets:
            _fill(made.add_worksheet(one.name), one, looks, said)
    return out.getvalue()


class _Looks:
    """How cells look: what is said, heads, what is shut, its numbers, and what is open."""

    def __init__(self, made: xlsxwriter.Workbook) -> None:
        look = {"text_wrap": True, "valign": "top", "border": 1}
        shut = look | {"bg_color": "#F3F5F8", "locked": True}
        places = [f"#,##0{'.' if n else ''}{'0' * n}" for n in range(FRACTION_DIGITS + 1)]
        self.said = made.add_format({"bold": True})
        self.head = made.add_format(look | {"bold": True, "bg_color": "#D5DAE2"})
        self.shut = made.add_format(shut)
        self.free = made.add_format(look | {"locked": False})
        self.numbers = [made.add_format(shut | {"num_format": one}) for one in places]
        self.signed = made.add_format(shut | {"num_format": "+#,##0.00;-#,##0.00;0.00"})

    def number(self, column: str, stored: str) -> Format:
        """How a number looks that nobody changes: with as many places as it has."""
        if column.startswith(_SIGNED):
            return self.signed
        return self.numbers[len(stored.partition(".")[2])]


def _fill(sheet: Any, one: Sheet, looks: _Looks, said: str) -> None:
    top = 1 if said and not one.open else 0
    if said:
        sheet.write_string(0, 0 if top else len(one.columns), said, looks.said)
        sheet.set_header("&C" + said.replace("&", "&&"))
    sheet.freeze_panes(top + 1, min(one.frozen, len(one.columns)))
    for at, column in enumerate(one.columns):
        stem = column.rpartition("_")[0]
        sheet.set_column(at, at, _WIDTHS.get(column) or _WIDE.get(stem, 14))
        sheet.write_string(top, at, one.heads.get(column) or heading(column), looks.head)
        _choices(sheet, top, at, column)
        for line, row in enumerate(one.rows, top + 1):
            stored = row.get(column)
            _cell(sheet, (line, at), column, stored, _look(row, column, one.open, looks))
    if one.open and one.open != set(one.columns):
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _look(row: dict[str, Any], column: str, open_: frozenset[str], looks: _Looks) -> Format:
    """A cell is open where its column is; a figure only as the row is measured."""
    stem, is_rate = column.rpartition("_")[0], row.get("consolidation") == "XY"
    unfit = stem == "realisation" if is_rate else stem in ("x", "y")
    if column in open_ and not unfit:
        # What is typed there is shown with all the places that it has.
        return looks.free
    stored = row.get(column)
    is_number = isinstance(stored, str) and _is_number(column)
    return looks.number(column, stored or "") if is_number else looks.shut


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


def _choices(sheet: Any, top: int, at: int, column: str) -> None:
    if said := list(_words_of(column).values()):
        listed = {"validate": "list", "source": said, "error_type": "information"}
        sheet.data_validation(top + 1, at, top + 500, at, listed)
