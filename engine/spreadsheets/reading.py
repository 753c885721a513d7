"""Reads a table of indicators from a spreadsheet: values only, row by row, within limits.

A column is known by its head, in Indonesian or by its key; where the heads stand is found. What a
cell must be, `measurement.reading` says; a problem there is led back to the sheet's own cell.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from engine import media
from engine.errors import BadSheet, CellProblem
from engine.fields import numbers
from engine.fields.validation import MOST_ROWS
from engine.measurement.cells import COLUMNS
from engine.measurement.settings import heading

LARGEST = 5_000_000
LARGEST_UNPACKED = 40_000_000
MOST_COLUMNS = 80
MOST_HEAD_ROWS = 20

# What a file that is not as it should be makes its reader raise.
_UNREADABLE = (
    *(BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError),
    *(IndexError, SyntaxError, EOFError, OverflowError, zlib.error),
)


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet by their columns' keys, and where in it they stand."""

    rows: list[dict[str, Any]]
    lines: list[int]
    letters: dict[str, str]

    def where(self, problem: CellProblem) -> tuple[int, str]:
        """The row of the sheet and the letter of the column that a problem is about."""
        line = self.lines[problem.row - 1] if 0 < problem.row <= len(self.lines) else 0
        return line, self.letters.get(problem.column, "")


def read(data: bytes) -> Sheet:
    """The first sheet of an XLSX file that has the heads. Raises BadSheet."""
    _refuse_unfit(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = next(filter(None, map(_sheet, book.worksheets)), None)
        book.close()
    except _UNREADABLE as error:
        raise BadSheet(reason="it is damaged") from error
    if found is None:
        raise BadSheet(reason="no row has the heads of the columns")
    return found


def _refuse_unfit(data: bytes) -> None:
    if len(data) > LARGEST:
        raise BadSheet(reason="it is larger than 5 MB")
    if media.of(data) is not media.XLSX:
        raise BadSheet(reason="it is no XLSX file")
    try:
        with ZipFile(BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > LARGEST_UNPACKED:
                raise BadSheet(reason="it is larger than 5 MB")
            # Entities that multiply stand in a document type, which no office program writes.
            if any(_has_type(archive, name) for name in archive.namelist()):
                raise BadSheet(reason="it is damaged")
    except _UNREADABLE as error:
        raise BadSheet(reason="it is damaged") from error


def _has_type(archive: ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        return name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in part.read(4096)


def _sheet(sheet: Any) -> Sheet | None:
    columns: dict[int, str] = {}
    rows: list[dict[str, Any]] = []
    lines: list[int] = []
    for line, cells in _lines(sheet):
        if not columns:
            columns = _heads(cells) if line <= MOST_HEAD_ROWS else {}
        elif any(cell.value is not None for cell in cells):
            rows.append({key: _value(cells[at]) for at, key in columns.items() if at < len(cells)})
            lines.append(line)
        if len(rows) > MOST_ROWS:
            break
    letters = {key: get_column_letter(at + 1) for at, key in columns.items()}
    return Sheet(rows, lines, letters) if columns else None


def _lines(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    # A sheet that claims to have more is not read further than a whole table could reach.
    most = MOST_ROWS * 2 + MOST_HEAD_ROWS
    return enumerate(sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS), 1)


def _heads(cells: tuple[Any, ...]) -> dict[int, str]:
    """The columns of a row of heads, by their places; none when it has no column of codes."""
    known = {_plain(heading(key)): key for key in COLUMNS} | {key: key for key in COLUMNS}
    places = ((at, known.get(_plain(cell.value))) for at, cell in enumerate(cells))
    found = {at: key for at, key in places if key}
    return found if "id" in found.values() else {}


def _plain(value: Any) -> str:
    return " ".join(value.split()).casefold() if isinstance(value, str) else ""


def _value(cell: Any) -> Any:
    """A cell's value as it would be typed; one that is shown in per cent as shown, 0.99 as 99."""
    value = cell.value
    if value is None or isinstance(value, bool | str):
        return value
    if not isinstance(value, int | float) or not isfinite(value):
        return str(value)
    shown_in_percent = "%" in str(getattr(cell, "number_format", "") or "")
    number = Decimal(repr(value)) * (100 if shown_in_percent else 1)
    return numbers.as_written(numbers.plain(number))
