"""Reads a table of indicators from a spreadsheet, in a process that may go wrong (`reader`).

What a cell must be, `measurement.reading` says; a problem there is led back to the cell of the
sheet.
"""

from __future__ import annotations

import json
import logging
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from engine import media
from engine.errors import BadSheet, CellProblem
from engine.press import child

log = logging.getLogger("alur")

LARGEST = 5_000_000
SECONDS = 20


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet by their columns' keys, and where in it they stand.

    `year` is the one that its title says. Of the row of heads, at the line `head`, those that name
    a column again are `twice`, and those that name none, or are blank, above something that is
    written `unknown`; both by their letters.
    """

    title: str
    year: int | None
    head: int
    rows: list[dict[str, Any]]
    lines: list[int]
    letters: dict[str, str]
    twice: dict[str, str]
    unknown: dict[str, str]

    def where(self, problem: CellProblem) -> tuple[int, str]:
        """The row of the sheet and the letter of the column that a problem is about.

        Of a head the problem's column is the letter, for it names no column.
        """
        if not problem.row and problem.column in {*self.twice, *self.unknown}:
            return self.head, problem.column
        line = self.lines[problem.row - 1] if 0 < problem.row <= len(self.lines) else 0
        return line, self.letters.get(problem.column, "")


def read(data: bytes) -> Sheet:
    """The first sheet of an XLSX file that has the heads. Raises BadSheet.

    It may take seconds: nobody should wait for it behind a lock.
    """
    if len(data) > LARGEST:
        raise BadSheet(reason="it is larger than 5 MB")
    if media.of(data) is not media.XLSX:
        raise BadSheet(reason="it is no XLSX file")
    answer = _answer(data)
    if fault := answer.get("fault"):
        raise BadSheet(reason=fault)
    return Sheet(**answer)


def _answer(data: bytes) -> dict[str, Any]:
    told = {"data": b64encode(data).decode()}
    try:
        found: dict[str, Any] = json.loads(child.run("engine.spreadsheets.reader", told, SECONDS))
    except child.Ended as error:
        raise BadSheet(reason="it takes too long to read") from error
    except child.Failed as error:
        # What is damaged, or short of memory, may fail in any way.
        log.info("spreadsheet reader: %s", error)
        raise BadSheet(reason="it is damaged") from error
    return found
