"""What arrows are called, set beside the tips that they leave from. Lengths are millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webui.pictures.lettering import fit, width_of
from webui.printing import metrics
from webui.printing.chart import DIAMOND
from webui.printing.paper import Columns, symbol_size
from webui.printing.routing import Route
from webui.printing.tracks import DOWNWARD, LEFT, RIGHT, Step, band_of, direction

SIZE, MOST_LINES, GAP = 6.8, 3, 0.7
ASCENT, LEADING = 0.8 * SIZE * metrics.POINT, 1.1 * SIZE * metrics.POINT

LEAST_ROOM, STRETCH = 6.0, 1.6
"""How narrow a label may be, and by how much it grows for a word that would else be divided."""


@dataclass(frozen=True)
class Label:
    """What an arrow is called: lines beginning or ending (`anchor`) beside a place.

    `dx`, `dy` lead from the place to the first line's baseline.
    """

    x: float
    y: float
    dx: float
    dy: float
    anchor: str
    lines: tuple[str, ...]
    back: bool

    @property
    def around(self) -> float:
        """The height of a band whose middle is the place, and that holds the label."""
        return 2 * (max(-self.dy + ASCENT, self.dy + _stack(self.lines)) + GAP)


def label(route: Route, x: float, y: float, at: Columns) -> Label:
    """The label of an arrow that leaves a symbol at a place."""
    if route.first in (LEFT, RIGHT):
        return _along_level(route, x, y, at)
    return _beside_upright(route, x, y, at)


def _beside_upright(route: Route, x: float, y: float, at: Columns) -> Label:
    """To the right of the line; to its left in the last lane, whose right is narrow.

    Where the line turns soon, it is on the other side.
    """
    is_last = x * len(at.lanes) > len(at.lanes) - 1
    turn = _soon_turned(route)
    is_left = turn == RIGHT if turn else is_last
    free = (x if is_left else 1 - x) * at.drawing - GAP
    lines = _fitted(route.arrow.label, min(free, at.lanes[0]))
    reach = symbol_size(DIAMOND, at)[1] / 2 + GAP
    dy = reach + ASCENT if route.first == DOWNWARD else -reach - _stack(lines)
    side = (-GAP, "end") if is_left else (GAP, "start")
    return Label(x, y, side[0], dy, side[1], lines, route.arrow.back)


def _soon_turned(route: Route) -> Step | None:
    """Where a way turns within the row that it leaves from, if it does."""
    begins, bend, *after = route.nodes
    is_soon = after and band_of(begins) == band_of(bend)
    return direction(bend, after[0]) if is_soon else None


def _along_level(route: Route, x: float, y: float, at: Columns) -> Label:
    """Above the line, or below it where the line turns up; never beyond the drawing."""
    is_right, reach = route.first == RIGHT, symbol_size(DIAMOND, at)[0] / 2 + GAP
    free = ((1 - x) if is_right else x) * at.drawing - GAP
    lines = _fitted(route.arrow.label, min(free - reach, at.lanes[0] * 0.95))
    turns_up = len(route.nodes) > 2 and route.nodes[2][1] < route.nodes[1][1]
    dy = GAP + ASCENT if turns_up else -GAP - _stack(lines)
    fits = reach + _width(lines) <= free
    dx, anchor = (reach, "start") if fits else (free, "end")
    if not is_right:
        dx, anchor = -dx, "end" if fits else "start"
    return Label(x, y, dx, dy, anchor, lines, route.arrow.back)


def _fitted(text: str, room: float) -> tuple[str, ...]:
    width = max(room, LEAST_ROOM) / metrics.POINT
    widest = max(width, *(width_of(word, SIZE, bold=True) for word in text.split()))
    width = widest if widest < STRETCH * width else width
    return tuple(fit(text, [width] * MOST_LINES, SIZE, bold=True))


def _stack(lines: Sequence[str]) -> float:
    """From a first baseline to the last one."""
    return (len(lines) - 1) * LEADING


def _width(lines: Sequence[str]) -> float:
    return max(width_of(line, SIZE, bold=True) for line in lines) * metrics.POINT
