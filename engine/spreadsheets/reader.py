"""Reads a spreadsheet: run as a process of its own (`press.child`), for anybody may have made it.

Values only, row by row, within limits. A column is known by its head, in Indonesian or by its key;
where the heads stand is found. Answers the rows as JSON, or the fault that it has.
"""

from __future__ import annotations

import codecs
import json
import sys
from base64 import b64decode
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from math import isfinite
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from engine.errors import BadSheet
from engine.fields import numbers
from engine.fields.validation import MOST_ROWS
from engine.measurement.cells import COLUMNS
from engine.measurement.settings import heading
from engine.press import limits
from engine.spreadsheets import parts

SECONDS, MEMORY = 8, 600_000_000

MOST_COLUMNS = 80
MOST_HEAD_ROWS = 20


def main() -> None:
    """Read what stands on the standard input, opening no file; whatever goes wrong ends it."""
    limits.bind(SECONDS, MEMORY)
    data = BytesIO(b64decode(json.load(sys.stdin)["data"]))
    _warm()
    limits.close()
    try:
        with ZipFile(data) as archive:
            parts.judge(archive)
        json.dump(_read(data), sys.stdout)
    except BadSheet as bad:
        json.dump({"fault": bad.facts["reason"]}, sys.stdout)


def _warm() -> None:
    """Let everything be read that is read only once it is needed."""
    codecs.lookup("cp437")
    _known()


def _read(data: BytesIO) -> dict[str, Any]:
    book = load_workbook(data, read_only=True, data_only=True, keep_links=False)
    found = next(filter(None, map(_sheet, book.worksheets)), None)
    if found is None:
        raise BadSheet(reason="no row has the heads of the columns")
    return found


def _sheet(sheet: Any) -> dict[str, Any] | None:
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
    return {"rows": rows, "lines": lines, "letters": letters} if columns else None


def _lines(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    # A sheet that claims to have more is not read further than a whole table could reach.
    most = MOST_ROWS * 2 + MOST_HEAD_ROWS
    return enumerate(sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS), 1)


def _heads(cells: tuple[Any, ...]) -> dict[int, str]:
    """The columns of a row of heads, by their places; none when it has no column of codes."""
    places = ((at, _known().get(_plain(cell.value))) for at, cell in enumerate(cells))
    found = {at: key for at, key in places if key}
    return found if "id" in found.values() else {}


@cache
def _known() -> dict[str, str]:
    """The columns by their heads and by their keys."""
    return {_plain(heading(key)): key for key in COLUMNS} | {key: key for key in COLUMNS}


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


if __name__ == "__main__":
    main()
