"""Where names stand outside their shapes: beside a flow's first bend, above or below a gateway."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram.layout.plan import LABEL, Plan, Points, bottom, middle, right, stretches
from engine.diagram.process import Box, Flow, Kind


def name_all(plan: Plan) -> None:
    """Place all names outside shapes anew."""
    plan.labels.clear()
    for flow in plan.process.flows:
        name_flow(plan, flow)
    for node in plan.process.nodes:
        name_node(plan, node.id)


def name_flow(plan: Plan, flow: Flow) -> None:
    """Place the name of a flow, or take it away where it has none."""
    points = plan.edges.get(flow.id)
    if not flow.name or not points:
        plan.labels.pop(flow.id, None)
        return
    _place(plan, flow.id, [_box(x, y, plan, flow.id) for x, y in _beside(plan, flow, points)])


def name_beside(plan: Plan, flow: Flow) -> None:
    """Place the name of a flow where it is liked best, whatever stands there."""
    places = _beside(plan, flow, plan.edges[flow.id])
    plan.labels[flow.id] = _box(*next(places), plan, flow.id)


def name_node(plan: Plan, node: str) -> None:
    """Place the name of a gateway or event below or above it."""
    named, box = plan.process.node[node], plan.boxes.get(node)
    if box is None or not named.name or named.kind is Kind.USER_TASK:
        plan.labels.pop(node, None)
        return
    left = float(round(middle(box)[0] - plan.label_width(node) / 2))
    above, below = box.y - LABEL - 4, bottom(box) + 4
    heights = (above, below) if named.kind is Kind.CHOICE else (below + 1, above)
    sides = [(left, y) for y in heights]
    sides += [(right(box) - 8, above), (right(box) - 8, below)]
    _place(plan, node, [_box(x, y, plan, node) for x, y in sides])


def _box(x: float, y: float, plan: Plan, name: str) -> Box:
    known = plan.written.get(name)
    height = known.height if known else LABEL
    return Box(x, y, plan.label_width(name), height)


def _place(plan: Plan, name: str, places: list[Box]) -> None:
    """Put a name in the first place that is free, else in the one that the least meets."""
    plan.labels.pop(name, None)
    around = _around(plan)
    free = (place for place in places if not any(meet(place, other) for other in around))
    plan.labels[name] = next(free, None) or min(places, key=lambda p: _count(p, around))


def is_covered(plan: Plan, place: Box, but: str) -> bool:
    """Whether a shape, a line, an edge of a lane or a label, all but one, meets a place."""
    return any(meet(place, other) for other in _around(plan, but))


def _count(place: Box, around: list[Box]) -> int:
    return sum(meet(place, other) for other in around)


def _around(plan: Plan, but: str = "") -> list[Box]:
    """All shapes, labels, edges of lanes and straight parts of lines."""
    words = [box for name, box in plan.labels.items() if name != but]
    edges = [Box(box.x, y, box.width, 0) for _, box in plan.lanes() for y in (box.y, bottom(box))]
    lines = [part for points in plan.edges.values() for part in stretches(points)]
    return [*plan.shapes().values(), *words, *edges, *lines]


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have any point in common."""
    # Written out without `right` and `bottom`: each place for a name is asked of every shape.
    across = one.x <= other.x + other.width and other.x <= one.x + one.width
    return across and one.y <= other.y + other.height and other.y <= one.y + one.height


def _beside(plan: Plan, flow: Flow, points: Points) -> Iterator[tuple[float, float]]:
    """Places for the upper left corner of a flow's name, the best first."""
    width = plan.label_width(flow.id)
    (x, y), (turn_x, turn_y), *rest = points
    if y == turn_y and not rest:
        yield round((x + turn_x - width) / 2), y - LABEL - 3
        yield round((x + turn_x - width) / 2), y + 3
    elif y == turn_y:
        yield turn_x + 6, y + 10 if rest[0][1] > y else y - 28
        yield x + 4, y - LABEL - 3 if rest[0][1] > y else y + 3
    else:
        start = y + 4 if turn_y > y else y - LABEL - 4
        yield x + 5, start
        yield x - 5 - width, turn_y - LABEL - 1
        yield x + 5, turn_y - LABEL - 1
        yield x + 5, turn_y + 1
        yield x - 5 - width, start
        yield x - 5 - width, turn_y + 1
    yield from _along(points, width)


def _along(points: Points, width: float) -> Iterator[tuple[float, float]]:
    """Places above and below each level stretch, from its beginning on."""
    for (x, y), (u, v) in zip(points, points[1:], strict=False):
        if y == v and abs(x - u) > width + 10:
            step = 20 if u > x else -20
            for n in range(int((abs(x - u) - width - 10) // 20) + 1):
                left = x + 5 + step * n if u > x else x - 5 - width + step * n
                yield left, y - LABEL - 1
                yield left, y + 1
