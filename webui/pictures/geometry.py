"""Paths: outlines of shapes, tracks of lines, heads of arrows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from engine.diagram.process import Box, Kind

Point = tuple[float, float]

HEAD = 6.5
"""The length of an arrow's head."""


def number(value: float) -> str:
    """A coordinate, to a tenth, as short as it can be written."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def move(*values: float) -> str:
    """Coordinates parted by blanks."""
    return " ".join(number(value) for value in values)


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """The outline of a box with square corners."""
    return f"M{move(x, y)}h{number(width)}v{number(height)}h{number(-width)}z"


def capsule(x: float, y: float, width: float, height: float) -> str:
    """The outline of a box with round ends."""
    r, straight = height / 2, width - height
    right = f"h{number(straight)}a{move(r, r)} 0 0 1 0 {number(height)}"
    left = f"h{number(-straight)}a{move(r, r)} 0 0 1 0 {number(-height)}"
    return f"M{move(x + r, y)}{right}{left}z"


def diamond(x: float, y: float, reach: float, rise: float) -> str:
    """The outline of a diamond around its middle."""
    sides = [(reach, rise), (-reach, rise), (-reach, -rise)]
    return f"M{move(x, y - rise)}" + "".join(f"l{move(*side)}" for side in sides) + "z"


def outline(kind: Kind, box: Box) -> str:
    """A node's outline in its box: events are round, gateways diamonds, tasks boxes."""
    if kind in (Kind.START, Kind.END):
        size = min(box.width, box.height)
        return capsule(box.x + (box.width - size) / 2, box.y + (box.height - size) / 2, size, size)
    if kind is Kind.USER_TASK:
        return rectangle(box.x, box.y, box.width, box.height)
    return diamond(*middle(box), box.width / 2, box.height / 2)


def plus(box: Box) -> str:
    """The sign of a parallel gateway."""
    (x, y), arm = middle(box), box.width / 5
    return f"M{move(x - arm, y)}h{number(2 * arm)}M{move(x, y - arm)}v{number(2 * arm)}"


def tick(box: Box, size: float) -> str:
    """The sign of a finished step: a tick in a round, on the lower right corner."""
    x, y, unit = box.x + box.width - 0.4 * size, box.y + box.height + 0.1 * size, size / 11
    around = capsule(x - 7 * unit, y - 7 * unit, 14 * unit, 14 * unit)
    stroke = f"l{move(2.5 * unit, 3 * unit)}l{move(4.5 * unit, -6 * unit)}"
    return f"{around}M{move(x - 3.5 * unit, y)}{stroke}"


def track(points: Sequence[Point]) -> str:
    """The path through points, ending where the arrow's head begins."""
    (px, py), (x, y) = _last_stretch(points)
    length = hypot(x - px, y - py) or 1
    back = min(HEAD, length) / length
    ends = [*points[:-1], (x - (x - px) * back, y - (y - py) * back)]
    return "M" + "L".join(move(*point) for point in ends)


def head(points: Sequence[Point], length: float = HEAD) -> str:
    """The triangle at the end of a line, pointing the way the line goes."""
    (px, py), (x, y) = _last_stretch(points)
    far = hypot(x - px, y - py) or 1
    ux, uy = (x - px) / far * length, (y - py) / far * length
    side = 0.55
    left = x - ux - uy * side, y - uy + ux * side
    right = x - ux + uy * side, y - uy - ux * side
    return f"M{move(x, y)}L{move(*left)}L{move(*right)}z"


def middle(box: Box) -> Point:
    """The middle of a box."""
    return box.x + box.width / 2, box.y + box.height / 2


def route(source: Box, target: Box) -> tuple[Point, ...]:
    """A way between two boxes whose line was never drawn.

    It leaves sideways and enters from above or below; a way back runs under both boxes.
    """
    (sx, sy), (tx, ty) = middle(source), middle(target)
    right, floor = source.x + source.width, source.y + source.height
    bottom = target.y + target.height
    if source == target or target.x + target.width <= source.x:
        under = max(floor, bottom) + 12
        return (sx, floor), (sx, under), (tx, under), (tx, bottom)
    enter = target.y if ty > sy else bottom
    if tx <= right:
        return (sx, floor if ty > sy else source.y), (sx, enter)
    if abs(sy - ty) < 1:
        return (right, sy), (target.x, ty)
    return (right, sy), (tx, sy), (tx, enter)


def beside(points: Sequence[Point], size: float) -> Box:
    """A place for a label beside the first stretch of a line."""
    (x0, y0), (x1, y1) = next(iter(pairwise(points)))
    wide, high = 7 * size, 1.3 * size
    if abs(x1 - x0) >= abs(y1 - y0):
        return Box((x0 + x1 - wide) / 2, y0 - high - 2, wide, high)
    return Box(x0 + 0.4 * size, y0 + (4 if y1 > y0 else -4 - high), wide, high)


def beside_upright(box: Box, wide: float, ways: Sequence[Sequence[Point]]) -> float:
    """Where words have their middle: in their box, but off an upright line that passes it."""
    near = 14
    for (x, y0), (x1, y1) in (stretch for way in ways for stretch in pairwise(way)):
        passes = abs(x - x1) < 1 and min(y0, y1) < box.y + box.height and box.y < max(y0, y1)
        if passes and 0 <= box.x - x <= near:
            return box.x + max(wide, box.width) / 2
        if passes and 0 <= x - box.x - box.width <= near:
            return box.x + box.width - max(wide, box.width) / 2
    return box.x + box.width / 2


def _last_stretch(points: Sequence[Point]) -> tuple[Point, Point]:
    for before, after in reversed(list(pairwise(points))):
        if hypot(after[0] - before[0], after[1] - before[1]) > 0.1:
            return before, after
    return points[0], points[-1]
