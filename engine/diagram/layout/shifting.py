"""Moving one part of a drawing away from the other, across or down."""

from __future__ import annotations

from collections.abc import Iterable

from engine.diagram.layout.plan import GAP, Plan, Point, Points, bottom, middle, right, shifted
from engine.diagram.process import Box


def shift(plan: Plan, cut: float, by: float, but: Iterable[str] = ()) -> None:
    """Move all that has its middle right of a line aside; what frames it grows or shrinks.

    To the left it moves only so far that nothing comes closer than GAP.
    """
    kept = set(but)
    moves = {n for n, box in plan.shapes().items() if middle(box)[0] >= cut and n not in kept}
    by = by if by > 0 else -min(-by, _room(plan, moves))
    if not by:
        return
    ways = {name: _moved(plan, name, moves, cut, by) for name in plan.edges}
    for name, box in list(plan.labels.items()):
        plan.labels[name] = shifted(box, _label_moves(plan, name, moves, cut, ways, by))
    for name, box in list(plan.boxes.items()):
        if name in moves or (name in plan.frames and box.x >= cut):
            plan.boxes[name] = shifted(box, by)
        elif name in plan.frames and right(box) >= cut:
            plan.boxes[name] = Box(box.x, box.y, box.width + by, box.height)
    plan.edges.update(ways)


def _room(plan: Plan, moves: set[str]) -> float:
    shapes = plan.shapes()
    free = [float("inf")]
    for name in moves:
        for other, box in shapes.items():
            beside = box.y < bottom(shapes[name]) and shapes[name].y < bottom(box)
            if other not in moves and beside:
                free.append(shapes[name].x - right(box) - GAP)
    return max(0.0, min(free))


def _moved(plan: Plan, edge: str, moves: set[str], cut: float, by: float) -> Points:
    """The points of a line: those above or below an end that is a shape move as the shape does."""
    points, flow = plan.edges[edge], plan.process.flow.get(edge)
    shifts = [by if x >= cut else 0.0 for x, _ in points]
    if flow is not None and points:
        for end, places in (
            (flow.source, _upright(points)),
            (flow.target, [len(points) - 1 - place for place in _upright(points[::-1])]),
        ):
            for place in places:
                shifts[place] = by if end in moves else 0.0
    return tuple((x + d, y) for (x, y), d in zip(points, shifts, strict=True))


def _upright(points: Points) -> list[int]:
    """The places of the first points as long as they stand above each other."""
    found = []
    for place, (x, _) in enumerate(points):
        if x != points[0][0]:
            break
        found.append(place)
    return found


def _label_moves(
    plan: Plan, name: str, moves: set[str], cut: float, ways: dict[str, Points], by: float
) -> float:
    """A label goes with its shape, or with the nearest point of its line."""
    if name in plan.boxes:
        return by if name in moves else 0.0
    points = plan.edges.get(name, ())
    if not points:
        return by if middle(plan.labels[name])[0] >= cut else 0.0
    nearest = min(range(len(points)), key=lambda n: _away(points[n], plan.labels[name]))
    return ways[name][nearest][0] - points[nearest][0]


def _away(point: Point, box: Box) -> float:
    x = max(box.x - point[0], 0.0, point[0] - right(box))
    y = max(box.y - point[1], 0.0, point[1] - bottom(box))
    return x + y


def turned(plan: Plan) -> Plan:
    """The drawing with its rows as columns, so that what is said of one holds for the other."""
    return Plan(
        plan.process,
        plan.frames,
        {name: _turned(box) for name, box in plan.boxes.items()},
        {name: tuple((y, x) for x, y in points) for name, points in plan.edges.items()},
        {name: _turned(box) for name, box in plan.labels.items()},
        plan.written,
        plan.free,
    )


def _turned(box: Box) -> Box:
    return Box(box.y, box.x, box.height, box.width)


def lower(plan: Plan, cut: float, by: float) -> None:
    """Move all that has its middle below a line down (or up); what frames it grows or shrinks."""
    other = turned(plan)
    shift(other, cut, by)
    back = turned(other)
    plan.boxes, plan.edges, plan.labels = back.boxes, back.edges, back.labels
