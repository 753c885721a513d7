"""The rows on the sheets of a paper: where pages break, and what connects them over a break.

An arrow whose ends stand on two sheets ends on the one and begins on the other at a pentagon, both
with its letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase

from webui.printing.chart import CONNECTOR, Arrow, Band, Chart, Row, Symbol
from webui.printing.heights import joint, room
from webui.printing.paper import Paper

EMPTY = 4.0
"""How many arrows may cross rather than that a sheet stays empty. Half of the last one may be."""


@dataclass(frozen=True)
class Passage:
    """A connector's words: the arrow goes on to, or comes from, a row of another sheet."""

    letter: str
    row: str
    sheet: int
    arrives: bool
    back: bool


@dataclass(frozen=True)
class Sheet:
    """Rows on one page, with bands of connectors above and below them, and its own arrows."""

    rows: tuple[Row, ...]
    above: tuple[Band, ...]
    below: tuple[Band, ...]
    arrows: tuple[Arrow, ...]
    passages: tuple[Passage, ...]

    @property
    def bands(self) -> tuple[Band, ...]:
        """All bands from top to bottom."""
        return (*self.above, *(band for row in self.rows for band in row.bands), *self.below)


def sheets(chart: Chart, high: Sequence[float], paper: Paper) -> list[Sheet]:
    """Rows so high by sheet: as few as hold them, broken where few arrows cross.

    A sheet has at least one row.
    """
    count = len(chart.rows)
    best: dict[int, _Plan] = {count: _Plan(0, 0.0, ())}
    for first in reversed(range(count)):
        plans: list[_Plan] = []
        for end in range(first + 1, count + 1):
            free = _free(chart, high, range(first, end), paper)
            if free < 0 and plans:
                break
            is_last = end == count
            bare = max(2 * free - 1, 0.0) if is_last else free
            price = EMPTY * bare**2 + (0 if is_last else _cut(chart, end))
            plans.append(best[end].after(range(first, end), price))
        best[first] = min(plans, key=lambda plan: (plan.sheets, plan.price))
    return _connected(chart, best[0].spans)


@dataclass(frozen=True)
class _Plan:
    """How the rows from one on are divided into sheets, and what the breaks cost."""

    sheets: int
    price: float
    spans: tuple[range, ...]

    def after(self, span: range, price: float) -> _Plan:
        """The plan that has one more sheet before."""
        return _Plan(self.sheets + 1, self.price + price, (span, *self.spans))


def _cut(chart: Chart, row: int) -> int:
    """How many arrows cross a break above a row."""
    row_of = _rows(chart)
    ends = [(row_of[arrow.source], row_of[arrow.target]) for arrow in chart.arrows]
    return sum(min(pair) < row <= max(pair) for pair in ends)


def _free(chart: Chart, high: Sequence[float], span: range, paper: Paper) -> float:
    """The share of a sheet that rows leave free; below 0 when they do not fit."""
    row_of = _rows(chart)
    outside = [_beyond(row_of, arrow, span) for arrow in chart.arrows]
    joints = sum(joint(outside.count(side), chart, paper) for side in (-1, 1))
    return 1 - (sum(high[n] for n in span) + joints) / room(chart, paper)


@lru_cache(maxsize=64)
def _rows(chart: Chart) -> dict[str, int]:
    """The row of each symbol, counted from 0."""
    return {s.id: n for n, row in enumerate(chart.rows) for band in row.bands for s in band}


def _beyond(row_of: Mapping[str, int], arrow: Arrow, span: range) -> int:
    """Where an arrow leaves a span of rows: above (-1), below (1), or not at all (0)."""
    source, target = row_of[arrow.source], row_of[arrow.target]
    if (source in span) == (target in span):
        return 0
    other = target if source in span else source
    return -1 if other < span.start else 1


def _connected(chart: Chart, spans: Sequence[range]) -> list[Sheet]:
    row_of = _rows(chart)
    sheet_of = {s: n for s, row in row_of.items() for n, span in enumerate(spans) if row in span}
    crossing = [a for a in chart.arrows if sheet_of[a.source] != sheet_of[a.target]]
    letters = {arrow: _letter(number) for number, arrow in enumerate(crossing)}
    return [_sheet(chart, span, number, sheet_of, letters) for number, span in enumerate(spans)]


def _letter(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    before, last = divmod(number, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]


def _sheet(
    chart: Chart,
    span: range,
    number: int,
    sheet_of: Mapping[str, int],
    letters: Mapping[Arrow, str],
) -> Sheet:
    row_of, rows = _rows(chart), chart.rows[span.start : span.stop]
    arrows = [a for a in chart.arrows if sheet_of[a.source] == sheet_of[a.target] == number]
    ends: dict[int, list[tuple[str, int]]] = {-1: [], 1: []}
    passages = []
    for arrow, letter in letters.items():
        if side := _beyond(row_of, arrow, span):
            arrives = sheet_of[arrow.target] == number
            there = arrow.source if arrives else arrow.target
            ends[side].append((letter, _lane(chart, arrow.target)))
            arrows.append(_half(arrow, letter, arrives))
            row = chart.rows[row_of[there]].number
            passages.append(Passage(letter, row, sheet_of[there], arrives, arrow.back))
    above, below = (_connectors(ends[side], len(chart.lanes)) for side in (-1, 1))
    return Sheet(rows, above, below, tuple(arrows), tuple(passages))


def _half(arrow: Arrow, letter: str, arrives: bool) -> Arrow:
    """An arrow's part on one sheet; what it is called stands where it begins."""
    if arrives:
        return Arrow(_connector(letter), arrow.target, "", arrow.back)
    return Arrow(arrow.source, _connector(letter), arrow.label, arrow.back)


def _connector(letter: str) -> str:
    return f"connector {letter}"


def _lane(chart: Chart, symbol: str) -> int:
    found = (s.lane for row in chart.rows for band in row.bands for s in band if s.id == symbol)
    return next(found)


def _connectors(ends: Sequence[tuple[str, int]], lanes: int) -> tuple[Band, ...]:
    """Connectors, each in the lane it wants or the nearest free one; full bands begin another."""
    bands: list[dict[int, Symbol]] = []
    for letter, wanted in ends:
        if not bands or len(bands[-1]) == lanes:
            bands.append({})
        free = [lane for lane in range(lanes) if lane not in bands[-1]]
        lane = min(free, key=lambda one: (abs(one - wanted), one))
        bands[-1][lane] = Symbol(_connector(letter), CONNECTOR, lane, letter)
    return tuple(tuple(band[lane] for lane in sorted(band)) for band in bands)
