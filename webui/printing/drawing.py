"""A sheet's arrows and symbols cut into rows: each row's drawing fills the cell of its lanes.

Places are parts of the cell, from 0 to 1, so that a drawing fits whatever height the words give
its row, and lines meet at the borders of rows. Symbols and labels have a fixed size around their
place, in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from webui.printing.chart import Band, Symbol
from webui.printing.heights import CONNECTOR_BAND, least
from webui.printing.labels import Label, label
from webui.printing.paper import Columns, symbol_size
from webui.printing.routing import Route, routes
from webui.printing.sheets import Sheet
from webui.printing.tracks import (
    DOWNWARD,
    LEFT,
    RIGHT,
    UPWARD,
    Node,
    band_of,
    is_beside,
    spot,
)

MORE_FOR_TRACK = 5.0
"""What a band needs more of height when an arrow runs above or below its symbols."""

ENTERED = {RIGHT: "left", LEFT: "right", DOWNWARD: "top", UPWARD: "bottom"}
"""The side of a symbol at which an arrow arrives, by its direction."""


@dataclass(frozen=True)
class Line:
    """A straight stretch of an arrow, from one place to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    back: bool


@dataclass(frozen=True)
class Head:
    """An arrow's head at a side of a symbol: top, bottom, left or right."""

    side: str
    back: bool


@dataclass(frozen=True)
class Mark:
    """A symbol at its place, so wide and so high."""

    x: float
    y: float
    kind: str
    letter: str
    width: float
    height: float
    heads: tuple[Head, ...]


@dataclass(frozen=True)
class Drawing:
    """What is drawn beside a row, or in a line of connectors; `least` is its least height."""

    least: float
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


def drawings(sheet: Sheet, at: Columns) -> list[Drawing | None]:
    """The drawings of the connectors above (None without), the rows, the connectors below."""
    pen = _Pen(sheet, at)
    parts = [sheet.above, *(row.bands for row in sheet.rows), sheet.below]
    leasts = [
        CONNECTOR_BAND * len(sheet.above),
        *(least(row) for row in sheet.rows),
        CONNECTOR_BAND * len(sheet.below),
    ]
    found: list[Drawing | None] = []
    first = 0
    for bands, high in zip(parts, leasts, strict=True):
        found.append(pen.drawing(first, bands, high) if bands else None)
        first += len(bands)
    return found


class _Pen:
    def __init__(self, sheet: Sheet, at: Columns) -> None:
        self.lanes, self.at = len(at.lanes), at
        self.routes = routes(sheet.bands, self.lanes, sheet.arrows)

    def drawing(self, first: int, bands: Sequence[Band], high: float) -> Drawing:
        """What stands in so many bands from the first on."""
        part = range(first, first + len(bands))
        lines = {line for route in self.routes for line in self._lines(route, part)}
        marks = [self._mark(s, n, part) for n, band in zip(part, bands, strict=True) for s in band]
        crowded = any(self._beside(route, part) for route in self.routes)
        labels = self._labels(part)
        more = MORE_FOR_TRACK * len(bands) if crowded else 0.0
        least = max([high + more, *(len(bands) * one.around for one in labels)])
        ordered = sorted(lines, key=lambda line: (line.back, line.x1, line.y1, line.x2, line.y2))
        return Drawing(round(least, 2), tuple(ordered), tuple(marks), tuple(labels))

    def _lines(self, route: Route, part: range) -> Iterator[Line]:
        for a, b in pairwise(route.nodes):
            (x1, y1), (x2, y2) = sorted((self._spot(a, part), self._spot(b, part)))
            if max(y1, y2) < 0 or min(y1, y2) > 1 or (y1 == y2 and not 0 <= y1 <= 1):
                continue
            top, bottom = max(min(y1, y2), 0.0), min(max(y1, y2), 1.0)
            if top < bottom or x1 < x2:
                yield Line(x1, top, x2, bottom, route.arrow.back)

    def _spot(self, node: Node, part: range) -> tuple[float, float]:
        x, y = spot(node)
        return round(x / self.lanes, 4), round((y - part.start) / len(part), 4)

    def _mark(self, symbol: Symbol, band: int, part: range) -> Mark:
        x = (symbol.lane + 0.5) / self.lanes
        y = (band - part.start + 0.5) / len(part)
        size = symbol_size(symbol.kind, self.at)
        heads = {self._head(r) for r in self.routes if r.arrow.target == symbol.id}
        ordered = sorted(heads, key=lambda head: (head.back, head.side))
        place = round(x, 4), round(y, 4)
        return Mark(*place, symbol.kind, symbol.letter, *size, tuple(ordered))

    def _head(self, route: Route) -> Head:
        return Head(ENTERED[route.last], route.arrow.back)

    def _beside(self, route: Route, part: range) -> bool:
        """Whether an arrow runs level in a band, but not at the height of its symbols."""
        pairs = pairwise(route.nodes)
        return any(a[1] == b[1] and is_beside(a) and band_of(a) in part for a, b in pairs)

    def _labels(self, part: range) -> list[Label]:
        """Each way's label once, also where it forks."""
        named = [r for r in self.routes if r.arrow.label and band_of(r.nodes[0]) in part]
        first = {(r.arrow.source, r.arrow.label, r.first): r for r in reversed(named)}
        places = ((r, self._spot(r.nodes[0], part)) for r in named if r in first.values())
        return [label(route, *place, self.at) for route, place in places]
