"""How wide the columns of a table are: figures get what they need, words share the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

from engine.papers.blocks import Runs, Table

INSET = 2.2
"""What a cell keeps free on both sides, in letters."""

WORD = re.compile(r"[^ \n]+")

LONGEST = 24
"""The letters of a word for which room is kept; a longer one, such as a file's name, is broken."""

BY_HAND = 17.0
"""The letters for which a column of words is open that is written on paper, and empty here."""

MOST = 0.72
"""The part of a table that figures may take of it."""


SMALL = 0.55
"""A table whose lines all fit into this part of the width is not stretched over all of it."""


def widths(table: Table, letters: float) -> list[float]:
    """The columns' widths in letters, together at most so many."""
    whole = [need * 1.15 for _, need in _needs(table)]
    if sum(whole) <= letters * SMALL:
        return whole
    return _shared(table, letters)


def _shared(table: Table, letters: float) -> list[float]:
    rigid = [need if align != "left" else 0.0 for align, need in _needs(table)]
    weights = [0.0 if size else _weight(table, n) for n, size in enumerate(rigid)]
    if not any(weights):
        return [letters * size / sum(rigid) for size in rigid]
    shrunk = min(1.0, letters * MOST / (sum(rigid) or 1))
    rest = letters - sum(rigid) * shrunk
    parts = zip(rigid, weights, strict=True)
    return [size * shrunk or rest * weight / sum(weights) for size, weight in parts]


def _needs(table: Table) -> list[tuple[str, float]]:
    """Each column's alignment, and the letters that its figures and its head's words need."""
    return [
        (align, INSET + max(_longest_line(table, n), _longest_word(table.head[n : n + 1])))
        for n, align in enumerate(table.align)
    ]


def _weight(table: Table, column: int) -> float:
    """The weight of a column of words: long texts take several lines."""
    cells = _column(table, column)
    longest = max((len(_text(cell)) for cell in cells), default=0)
    if cells and not longest:
        return BY_HAND
    return INSET + max(_longest_word((*table.head[column : column + 1], *cells)), sqrt(longest) * 4)


def _column(table: Table, column: int) -> list[Runs]:
    """The cells of a column below its head; rows that stretch over all columns count for none."""
    return [row[column] for row in table.rows if len(row) == len(table.align)]


def _longest_line(table: Table, column: int) -> float:
    lines = (line for cell in _column(table, column) for line in _text(cell).split("\n"))
    return max(map(len, lines), default=0)


def _longest_word(cells: Sequence[Runs]) -> float:
    words = (word for cell in cells for word in WORD.findall(_text(cell)))
    return min(LONGEST, max(map(len, words), default=0)) * 1.1


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)
