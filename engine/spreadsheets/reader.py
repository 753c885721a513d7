"""Reads a spreadsheet: run as a process of its own (`press.child`), for anybody may have made it.

Values only, row by row, within limits. A column is known by its head, in Indonesian or by its key;
where the heads stand is found. Answers the rows as JSON, or the fault that it has.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
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
from engine.fields.problems import quoted
from engine.fields.validation import MOST_ROWS
from engine.measurement.cells import COLUMNS
from engine.measurement.settings import QUARTERS, heading
from engine.press import limits
from engine.spreadsheets import parts

SECONDS, MEMORY = 8, 600_000_000

MOST_COLUMNS = 80
MOST_HEAD_ROWS = 20

# Of which year a table is, the name of its sheet says.
_YEAR = re.compile(r"\b(?:19|20|21)[0-9]{2}\b")

# What a number's format says in letters: "quoted", \escaped, or the [conditions] that it has.
_SAID = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


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
    _known(), _beside()


def _read(data: BytesIO) -> dict[str, Any]:
    """The first sheet that has the heads; one that is hidden only where no other has."""
    book = load_workbook(data, read_only=True, data_only=True, keep_links=False)
    for sheet in sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible"):
        if found := _sheet(sheet):
            _need_results(data, sheet.title, found)
            return found
    raise BadSheet(reason="no row has the heads of the columns")


def _need_results(data: BytesIO, title: str, found: dict[str, Any]) -> None:
    """Refuse formulas of which the file keeps no result, for they would be read as blank."""
    blank = {
        (line, found["letters"][key])
        for line, row in zip(found["lines"], found["rows"], strict=True)
        for key, value in row.items()
        if value is None
    }
    if blank:
        book = load_workbook(data, read_only=True, keep_links=False)
        if any(_place(cell) in blank for cells in _cells(book[title]) for cell in cells):
            raise BadSheet(reason="a formula in it has no result yet")


def _cells(sheet: Any) -> Iterator[list[Any]]:
    return ([cell for cell in cells if cell.data_type == "f"] for _, cells in _lines(sheet))


def _place(cell: Any) -> tuple[int, str]:
    return cell.row, get_column_letter(cell.column)


def _sheet(sheet: Any) -> dict[str, Any] | None:
    heads: _Heads | None = None
    rows: list[dict[str, Any]] = []
    lines: list[int] = []
    for line, cells in _lines(sheet):
        if heads is None:
            heads = _Heads.of(line, cells) if line <= MOST_HEAD_ROWS else None
        elif any(cell.value is not None for cell in cells):
            rows.append(heads.row(cells))
            lines.append(line)
        if len(rows) > MOST_ROWS:
            break
    year = _YEAR.search(sheet.title)
    about = {"title": sheet.title, "year": int(year[0]) if year else None}
    return about | heads.told() | {"rows": rows, "lines": lines} if heads else None


def _lines(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    # A sheet that claims to have more is not read further than a whole table could reach.
    most = MOST_ROWS * 2 + MOST_HEAD_ROWS
    return enumerate(sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS), 1)


@dataclass
class _Heads:
    """A row of heads: the columns by their places, and where one is named again.

    `unread` are the places of other heads, or of none, below which something stands.
    """

    line: int
    texts: list[str]
    columns: dict[int, str]
    twice: list[int]
    unread: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, line: int, cells: tuple[Any, ...]) -> _Heads | None:
        """The heads that a row has; None when it has no column of codes."""
        texts = [quoted(str(cell.value or "")) for cell in cells]
        keys = [_known().get(_plain(text), "") for text in texts]
        columns = {keys.index(key): key for key in dict.fromkeys(keys) if key}
        twice = [at for at, key in enumerate(keys) if key and at not in columns]
        return cls(line, texts, columns, twice) if "id" in keys else None

    def row(self, cells: tuple[Any, ...]) -> dict[str, Any]:
        """A row below the heads, by the keys of its columns."""
        used = {at for at, cell in enumerate(cells) if cell.value is not None}
        self.unread |= {at for at in used - self.columns.keys() if not self._is_beside(at)}
        return {key: _value(cells[at]) for at, key in self.columns.items() if at < len(cells)}

    def _is_beside(self, at: int) -> bool:
        return at in self.twice or (at < len(self.texts) and _plain(self.texts[at]) in _beside())

    def told(self) -> dict[str, Any]:
        """Where the heads stand, and those that cannot be read, by their letters."""
        texts = dict(enumerate(self.texts))
        return {
            "head": self.line,
            "letters": {key: get_column_letter(at + 1) for at, key in self.columns.items()},
            "twice": {get_column_letter(at + 1): texts[at] for at in self.twice},
            "unknown": {get_column_letter(at + 1): texts.get(at, "") for at in sorted(self.unread)},
        }


@cache
def _known() -> dict[str, str]:
    """The columns by their heads and by their keys."""
    return {_plain(heading(key)): key for key in COLUMNS} | {key: key for key in COLUMNS}


@cache
def _beside() -> set[str]:
    """The heads of what is only read: numbers of rows, and what is reckoned of the figures."""
    stems = ("so_far", "achievement", "difference", "reached")
    of_quarters = [f"{stem}_{n}" for stem in stems for n in QUARTERS]
    reckoned = map(heading, (*of_quarters, "of_year", "predicate"))
    return {"no", "no.", *map(_plain, reckoned)}


def _plain(value: Any) -> str:
    return " ".join(value.split()).casefold() if isinstance(value, str) else ""


def _value(cell: Any) -> Any:
    """A cell's value as it would be typed; one that is shown in per cent as shown, 0.99 as 99.

    What a formula reckoned is rounded to the digits that a spreadsheet holds and we keep: 100/3.
    """
    value = cell.value
    if value is None or isinstance(value, bool | str):
        return value
    if not isinstance(value, int | float) or not isfinite(value):
        return str(value)
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    number *= 100 if _is_in_percent(str(getattr(cell, "number_format", "") or "")) else 1
    if number.adjusted() < numbers.WHOLE_DIGITS:
        number = round(number, numbers.FRACTION_DIGITS)
    return numbers.as_written(numbers.plain(number))


def _is_in_percent(form: str) -> bool:
    """Whether a format shows hundredfold; a sign that is quoted or escaped is only said."""
    return "%" in _SAID.sub("", form)


if __name__ == "__main__":
    main()
