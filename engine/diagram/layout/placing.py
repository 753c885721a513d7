"""Places for steps: a new one between two, one in another lane, two in the other order.

Every function is told a plan whose process already is as it will be, and mends the drawing only
around what changed. Where the drawing keeps the distances of `spacing`, doing and undoing gives
the same drawing again; wider ones, drawn by hand, are kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagram.layout import labels, returns, routes, shifting, spacing
from engine.diagram.layout.plan import Plan, Point, bottom, middle, right, shifted
from engine.diagram.layout.spacing import follow
from engine.diagram.process import Box, Flow

LEAST = 20.0
"""What a lane is at least higher than a step in it."""


def insert(plan: Plan, node: str, size: Point, wider: float = 0.0) -> None:
    """Give a node a place behind the source of its flow; what followed there moves aside.

    `wider` is how much wider than need be the way was on which it now stands.
    """
    into = _into(plan, [node])
    lane = plan.process.node[node].lane
    if not into or lane not in plan.boxes:
        return
    before, flow = plan.boxes[into[-1].source], into[-1]
    _fit(plan, lane, size[1])
    height = spacing.line_of(plan, lane)
    start = right(before) + spacing.REACH - size[0] / 2
    plan.boxes[node] = Box(start, height - size[1] / 2, *size)
    _move(plan, node, right(before) + spacing.tight(plan, flow) - start)
    for way in plan.process.outgoing[node][:1]:
        if plan.draws(way.target) and middle(plan.boxes[way.target])[0] > middle(before)[0]:
            follow(plan, way, wider, but=[node])
    spacing.clear(plan, [node])
    redraw(plan, [node])
    returns.mend(plan, [node])


def slack(plan: Plan, flow: Flow) -> float:
    """How much wider than need be the distance is over which a flow runs."""
    if not plan.draws(flow.source, flow.target) or not spacing.runs_right(plan, flow):
        return 0.0
    return max(0.0, spacing.distance(plan, flow) - spacing.tight(plan, flow))


def close(plan: Plan, ways: Sequence[Flow], wider: float) -> None:
    """Close the gap that a node left on the ways that now run past its place."""
    drawn = [way for way in ways if plan.draws(way.source, way.target)]
    right_on = [way for way in drawn if spacing.runs_right(plan, way)]
    behind = [way for one in right_on for way in _out(plan, [one.target])[:1]]
    before = _measured(plan, behind)
    if right_on:
        nearest = max(right_on, key=lambda way: right(plan.boxes[way.source]))
        follow(plan, nearest, wider)
    redraw(plan, [], drawn)
    _keep_distances(plan, before)
    returns.mend(plan, [])


def change_lane(plan: Plan, nodes: Sequence[str]) -> None:
    """Move nodes that follow each other onto the line of the lane in which they now are."""
    lane = plan.process.node[nodes[0]].lane
    if not plan.draws(*nodes, lane):
        return
    ways = [*_into(plan, nodes)[-1:], *_ahead(plan, nodes)]
    before = _measured(plan, ways)
    _unname(plan, nodes)
    _fit(plan, lane, plan.boxes[nodes[0]].height)
    height = spacing.line_of(plan, lane, nodes)
    for node in nodes:
        _move(plan, node, down=height - middle(plan.boxes[node])[1])
    _keep_distances(plan, before)
    spacing.clear(plan, nodes)
    redraw(plan, nodes)
    returns.mend(plan, nodes)


def _measured(plan: Plan, ways: Sequence[Flow]) -> list[tuple[Flow, float, float]]:
    """Flows with the distances over which they run, and over which they need to."""
    return [(way, spacing.distance(plan, way), spacing.tight(plan, way)) for way in ways]


def _keep_distances(plan: Plan, before: list[tuple[Flow, float, float]]) -> None:
    """Let distances that were as small as can be be so again, and none be smaller."""
    for way, distance, tight in before:
        if distance == tight or distance < spacing.tight(plan, way):
            follow(plan, way)


def exchange(
    plan: Plan, first: Sequence[str], second: Sequence[str], wider: Sequence[float]
) -> None:
    """Put the nodes of one row behind those of the row that followed it; each keeps its form.

    `wider` is how much wider than need be the distances before, between and behind them were.
    """
    nodes = [*second, *first]
    into, out = _into(plan, second), _out(plan, first)
    between = [way for way in plan.process.outgoing[second[-1]] if way.target == first[0]]
    if not plan.draws(*nodes) or not into or not between:
        return
    _unname(plan, nodes)
    boxes = {node: plan.boxes.pop(node) for node in nodes}
    for way, row, more in ((into[-1], second, wider[0]), (between[0], first, wider[1])):
        plan.boxes[row[0]] = boxes[row[0]]
        start = right(plan.boxes[way.source]) + spacing.tight(plan, way) + more
        for node in row:
            plan.boxes[node] = shifted(boxes[node], start - boxes[row[0]].x)
    for way in out[:1]:
        follow(plan, way, wider[2], but=nodes)
    spacing.clear(plan, nodes)
    redraw(plan, nodes)
    returns.mend(plan, nodes)


def redraw(plan: Plan, nodes: Sequence[str], flows: Sequence[Flow] = ()) -> None:
    """Draw the flows of some nodes anew, and place their names and those of the nodes."""
    ways = list(flows) or plan.touching(nodes)
    _unname(plan, nodes, ways)
    routes.reroute(plan, ways)
    for way in ways:
        labels.name_flow(plan, way)
    for way in ways:
        returns.make_room_for_name(plan, way)
    for node in nodes:
        if plan.draws(node):
            labels.name_node(plan, node)


def _unname(plan: Plan, nodes: Sequence[str], ways: Sequence[Flow] = ()) -> None:
    """Take names away that are placed last: where they stood must not bend the lines."""
    for name in (*nodes, *(way.id for way in ways or plan.touching(nodes))):
        plan.labels.pop(name, None)


def _move(plan: Plan, node: str, across: float = 0.0, down: float = 0.0) -> None:
    plan.boxes[node] = shifted(plan.boxes[node], across, down)
    if node in plan.labels:
        plan.labels[node] = shifted(plan.labels[node], across, down)


def _fit(plan: Plan, lane: str, height: float) -> None:
    """Make a lane high enough for a step."""
    missing = height + LEAST - plan.boxes[lane].height
    if missing > 0:
        shifting.lower(plan, bottom(plan.boxes[lane]) - 0.5, missing)


def _ahead(plan: Plan, nodes: Sequence[str]) -> list[Flow]:
    """The way that leads on from some nodes, and the next one, which their words may touch."""
    found = _out(plan, nodes)[:1]
    return [*found, *(way for first in found for way in _out(plan, [first.target])[:1])]


def _into(plan: Plan, nodes: Sequence[str]) -> list[Flow]:
    """The flows that come to the first of some nodes from the left, the nearest last."""
    found = [f for f in plan.process.incoming[nodes[0]] if plan.draws(f.source)]
    own = plan.boxes.get(nodes[0])
    if own is not None:
        found = [f for f in found if middle(plan.boxes[f.source])[0] < middle(own)[0]]
    return sorted(found, key=lambda f: right(plan.boxes[f.source]))


def _out(plan: Plan, nodes: Sequence[str]) -> list[Flow]:
    """The flows that lead from the last of some nodes to the right, the nearest first."""
    drawn = [f for f in plan.process.outgoing[nodes[-1]] if plan.draws(f.source, f.target)]
    found = [f for f in drawn if f.target not in nodes and spacing.runs_right(plan, f)]
    return sorted(found, key=lambda f: plan.boxes[f.target].x)
