"""The strip: the steps in walking order as a sparkline over the lanes.

Only user tasks are stations. A decision shows as its task's diamond, the first and last step as a
capsule, and flows through gateways are followed to the next station.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.diagram import graph
from engine.diagram.process import Kind, Lane, Node, Process
from webui.pictures import geometry
from webui.pictures.geometry import Point
from webui.pictures.lettering import Text, cut, width_of
from webui.pictures.model import (
    UNMARKED,
    Line,
    Marks,
    Shape,
    Strip,
    name_of,
    returns,
    rows,
    symbol,
)

STATION = 34
LANE = 19
TOP = 8
FIRST = 20
AHEAD = 3
"""So many stations after the present one are in view at first, where not all are."""
COLUMN = 84
LETTERS = 11.5
HEAD = 5.0


def strip(
    process: Process, order: Iterable[str], marks: Marks = UNMARKED, locale: str = "id"
) -> Strip | None:
    """Draw the steps of `order` (ids of nodes in walking order); None when it names no step."""
    nodes = [process.node[key] for key in order]
    steps = [node for node in nodes if node.kind is Kind.USER_TASK]
    if not steps:
        return None
    lanes = _lanes(process, {step.lane for step in steps})
    places = _places(steps, [lane.id for lane in lanes])
    wide = (len(steps) - 1) * STATION + 2 * FIRST
    height = 2 * TOP + LANE * max(1, len(lanes))
    names = short_names([name_of(lane, locale) for lane in lanes])
    return Strip(
        width=wide,
        height=height,
        column=COLUMN,
        reach=min(wide, FIRST + (_present(steps, marks) + AHEAD) * STATION),
        rules="".join(f"M0 {TOP + n * LANE}h{wide}" for n in range(len(lanes) + 1)),
        names=tuple(Text(0, TOP + (n + 0.5) * LANE + 4, t) for n, t in enumerate(names)),
        lines=tuple(_links(process, places, marks)),
        shapes=tuple(_station(process, step, places[step.id], marks, locale) for step in steps),
    )


def short_names(names: Sequence[str]) -> list[str]:
    """Names for the narrow column: whole where they fit, else as few words as tell them apart."""
    return [_short(name, [other for other in names if other != name]) for name in names]


def _short(name: str, others: Sequence[str]) -> str:
    words = name.split()
    for count in [len(words), *range(1, len(words))]:
        begun = " ".join(words[:count])
        told_apart = not any(other == begun or other.startswith(f"{begun} ") for other in others)
        if told_apart and width_of(begun, LETTERS, bold=True) <= COLUMN:
            return begun
    return cut(name, COLUMN, LETTERS, bold=True) + "…"


def _lanes(process: Process, used: set[str]) -> list[Lane]:
    """The lanes with steps, from top to bottom as drawn, else in the order of the file."""
    boxes = process.drawing.boxes
    lanes = [lane for lane in process.lanes if lane.id in used]
    return sorted(lanes, key=lambda lane: boxes[lane.id].y if lane.id in boxes else 0)


def _places(steps: Sequence[Node], lanes: Sequence[str]) -> dict[str, Point]:
    rank = {lane: n for n, lane in enumerate(lanes)}
    return {
        step.id: (FIRST + n * STATION, TOP + (rank.get(step.lane, 0) + 0.5) * LANE)
        for n, step in enumerate(steps)
    }


def _present(steps: Sequence[Node], marks: Marks) -> int:
    """The place of the step that waits, else of the last one done, else of the first one tagged."""
    now, done, tagged = (
        [n for n, step in enumerate(steps) if step.id in marked]
        for marked in (marks.now, marks.done, marks.tags)
    )
    return now[0] if now else done[-1] if done else min(tagged, default=0)


def _station(process: Process, step: Node, place: Point, marks: Marks, locale: str) -> Shape:
    kind, state, name = symbol(process, step.id), marks.state(step.id), name_of(step, locale)
    x, y = place
    if state != "is-now" and step.id not in marks.tags:
        return Shape(_outline(kind, x, y, 1), state, name)
    row = rows(process).get(step.id, "")
    return Shape(_outline(kind, x, y, 1.65), state, name, number=Text(x, y + 4, row))


def _outline(kind: str, x: float, y: float, scale: float) -> str:
    if kind == "gate":
        return geometry.diamond(x, y, 7.5 * scale, 7.5 * scale)
    wide, high = (20, 10) if kind == "cap" else (14, 9)
    draw = geometry.capsule if kind == "cap" else geometry.rectangle
    return draw(x - wide * scale / 2, y - high * scale / 2, wide * scale, high * scale)


def _links(process: Process, places: dict[str, Point], marks: Marks) -> Iterator[Line]:
    """The ways between stations; those walked come last, so that they lie on top."""
    backward, lines = returns(process), []
    ways = (way for step in places for way in graph.courses(process, process.outgoing[step]))
    for way in (way for way in ways if way[-1].target in places):
        taken = all(marks.taken.get(flow.id) for flow in way)
        back = any(flow.id in backward for flow in way)
        points = _points(places[way[0].source], places[way[-1].target], back)
        lines.append((taken, _line(points, marks.course(taken, back), back)))
    return (line for _, line in sorted(lines, key=lambda pair: pair[0]))


def _line(points: Sequence[Point], classes: str, back: bool) -> Line:
    """A line through points; only a way back has an arrow's head, forward is to the right."""
    if back:
        return Line(geometry.track(points), geometry.head(points, HEAD), classes)
    return Line("M" + "L".join(geometry.move(*point) for point in points), "", classes)


def _points(source: Point, target: Point, back: bool) -> tuple[Point, ...]:
    """One bend to the next station; along the lanes' borders back, or over stations."""
    (sx, sy), (tx, ty) = source, target
    if back or tx <= sx:
        under = max(sy, ty) + 9
        aside = 4 if source == target else 0
        return (sx + aside, sy), (sx + aside, under), (tx - aside, under), (tx - aside, ty + 5)
    if tx - sx > STATION:
        return (sx, sy), (sx, sy + 9), (tx, sy + 9), (tx, ty)
    return (sx, sy), (tx, sy), (tx, ty)
