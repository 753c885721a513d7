"""The course of a figure over quarters, as a line with its targets beside it, computed for SVG.

Every course has its own scale: what it came to is compared by the tables beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

Numbers = Sequence[Fraction | None]


@dataclass(frozen=True)
class Frame:
    """The size of a picture, and where it draws: the first point, the step to the next, heights."""

    width: int
    height: int
    first: float
    step: float
    top: float
    bottom: float

    def x(self, place: int) -> float:
        """How far to the right the point of a place is, counted from 0."""
        return round(self.first + self.step * place, 1)


SMALL = Frame(232, 112, first=24, step=58, top=26.5, bottom=73.5)
# As low as a row of a printed table may be.
LOW = Frame(232, 84, first=24, step=58, top=22, bottom=46)
WIDE = Frame(340, 124, first=34, step=88, top=28, bottom=82)


def spread(places: int) -> Frame:
    """A wide frame for so many points."""
    first = 34
    step = (WIDE.width - 2 * first) / max(1, places - 1)
    return Frame(WIDE.width, WIDE.height, first, step, WIDE.top, WIDE.bottom)


@dataclass(frozen=True)
class Point:
    """A point, and what is said at it."""

    x: float
    y: float
    text: str = ""
    text_y: float = 0.0


@dataclass(frozen=True)
class Course:
    """A picture: the line that was reached, dashed ones to be reached, the last value in words."""

    frame: Frame
    axis: float
    names: Sequence[Point]
    line: str
    points: Sequence[Point]
    aims: Sequence[str]
    ticks: Sequence[Point]
    said: Sequence[Point]


def course(
    frame: Frame,
    names: Sequence[str],
    reached: Numbers,
    aims: Sequence[Numbers],
    said: Sequence[str],
    run: int = 0,
) -> Course:
    """A picture of what was `reached` at the places of `names`, against several `aims`.

    `said` are the words of each point; "" stands for none. A line begins anew after so many places
    as `run` says, for what adds up in one year does not go on in the next; 0 stands for all.
    """
    heights = _Heights(frame, [n for row in (reached, *aims) for n in row if n is not None])
    points = _points(frame, heights, reached)
    ticks = [_points(frame, heights, aim) for aim in aims]
    axis = frame.height - 16.0
    return Course(
        frame=frame,
        axis=axis,
        names=[Point(frame.x(n), frame.height - 4.0, name) for n, name in enumerate(names)],
        line=_lines(frame, heights, reached, run or len(reached)),
        points=points,
        aims=[path for path in map(_path, ticks) if path],
        ticks=[one for several in ticks for one in several],
        said=list(_words(frame, heights, reached, aims, said)),
    )


class _Heights:
    """How high a number stands: the highest at the top of the frame, the lowest at its bottom."""

    def __init__(self, frame: Frame, numbers: Sequence[Fraction]) -> None:
        self.frame = frame
        self.low = min(numbers, default=Fraction(0))
        self.span = max(numbers, default=Fraction(0)) - self.low

    def of(self, number: Fraction) -> float:
        top, bottom = self.frame.top, self.frame.bottom
        if not self.span:
            return (top + bottom) / 2
        return round(bottom - float((number - self.low) / self.span) * (bottom - top), 1)


def _points(frame: Frame, heights: _Heights, numbers: Numbers) -> list[Point]:
    return [Point(frame.x(place), heights.of(number)) for place, number in _known(numbers)]


def _known(numbers: Numbers) -> list[tuple[int, Fraction]]:
    return [(place, number) for place, number in enumerate(numbers) if number is not None]


def _lines(frame: Frame, heights: _Heights, numbers: Numbers, run: int) -> str:
    """The lines of all runs, one after another; a run of one point has none."""
    runs = groupby(_known(numbers), key=lambda pair: pair[0] // run)
    return "".join(
        _path([Point(frame.x(place), heights.of(number)) for place, number in own])
        for _, own in runs
    )


def _path(points: Sequence[Point]) -> str:
    if len(points) < 2:
        return ""
    return "M" + "L".join(f"{_plain(point.x)} {_plain(point.y)}" for point in points)


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _words(
    frame: Frame, heights: _Heights, reached: Numbers, aims: Sequence[Numbers], said: Sequence[str]
) -> list[Point]:
    """The words of points, away from the line of the aim: below a point that stands below it."""
    found = []
    for place, (number, text) in enumerate(zip(reached, said, strict=False)):
        if number is not None and text:
            aim = next((row[place] for row in aims if row[place] is not None), None)
            y = heights.of(number)
            is_below = aim is not None and number < aim
            found.append(Point(frame.x(place), y, text, y + 18 if is_below else y - 10))
    return found
