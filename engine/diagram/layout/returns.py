"""Flows that lead back: along the edges of lanes, which grow for them and shrink behind them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagram.layout import labels, routes, shifting, spacing
from engine.diagram.layout.plan import Plan, bottom, middle, overlap, right, stretches
from engine.diagram.layout.routes import TRACK
from engine.diagram.process import Box, Flow

FREE = 18.0
"""Above and below the steps of a lane along which no line runs."""
GROWTH = 30.0
"""How much a way has to be better for a lane to grow."""


def draw(plan: Plan, flow: Flow) -> None:
    """Draw a flow that leads back; a lane grows, or what stands right of its gateway moves aside,
    where it has no room."""
    _run(plan, flow)
    labels.name_flow(plan, flow)
    make_room_for_name(plan, flow)


def make_room_for_name(plan: Plan, flow: Flow) -> None:
    """Let what stands right of a gateway make room for the name of a flow that leaves it."""
    words = plan.labels.get(flow.id)
    if words is None or not labels.is_covered(plan, words, but=flow.id):
        return
    if spacing.runs_right(plan, flow):
        _push(plan, flow, words)
        return
    ahead = [w for w in plan.process.outgoing[flow.source] if plan.draws(w.source, w.target)]
    ahead = [way for way in ahead if spacing.runs_right(plan, way)]
    if len(ahead) == 1:
        labels.name_beside(plan, flow)
        spacing.follow(plan, ahead[0])


def _push(plan: Plan, flow: Flow, words: Box) -> None:
    """Move shapes that a name lies on to its right, if they stand right of its flow's target."""
    reach = middle(plan.boxes[flow.target])[0]
    for name, box in plan.shapes().items():
        at = middle(plan.boxes[name])[0]
        if at > reach and labels.meet(words, plan.boxes[name]):
            shifting.shift(plan, at, right(words) + spacing.WORDS - box.x)


def drawn_as_here(plan: Plan) -> frozenset[str]:
    """The flows leading back that run as they would be drawn here, and so may be drawn anew."""
    found = [f for f in plan.process.flows if plan.draws(f.source, f.target)]
    back = [f for f in found if not spacing.runs_right(plan, f) and f.id in plan.edges]
    return frozenset(f.id for f in back if routes.route(plan, f)[1] == plan.edges[f.id])


def mend(plan: Plan, nodes: Sequence[str]) -> None:
    """Redraw what runs through nodes that were moved, and returns that now have a better way."""
    boxes = [plan.boxes[node] for node in nodes if node in plan.boxes]
    for flow in plan.process.flows:
        points = plan.edges.get(flow.id, ())
        hit = any(overlap(part, box) for part in stretches(points) for box in boxes)
        if (hit or flow.id in plan.free) and plan.draws(flow.source, flow.target):
            routes.reroute(plan, [flow])
        words = plan.labels.get(flow.id)
        if plan.edges.get(flow.id) != points or (words and _is_hit(words, boxes)):
            labels.name_flow(plan, flow)


def _is_hit(words: Box, boxes: Sequence[Box]) -> bool:
    return any(labels.meet(words, box) for box in boxes)


def _run(plan: Plan, flow: Flow) -> None:
    """Draw a flow that leads back; a lane grows where that makes a better way."""
    best, points = routes.route(plan, flow)
    chosen = None
    for margin in _margins_at(plan, flow):
        other = plan.copy()
        _widen(other, margin, TRACK)
        cost, way = routes.route(other, flow)
        if cost + GROWTH < best:
            best, points, chosen = cost + GROWTH, way, other
    if chosen is not None:
        plan.boxes, plan.edges, plan.labels = chosen.boxes, chosen.edges, chosen.labels
    plan.edges[flow.id] = points


def _margins_at(plan: Plan, flow: Flow) -> list[tuple[float, float]]:
    """The margins of the lanes between which a flow runs, and the first and the last of all."""
    lanes = [plan.process.node[node].lane for node in (flow.source, flow.target)]
    boxes = [plan.boxes[lane] for lane in lanes if lane in plan.boxes]
    margins = list(routes.margins(plan))
    near = [m for m in margins if any(b.y <= m[0] and m[1] <= bottom(b) for b in boxes)]
    return list(dict.fromkeys([*near, *margins[:1], *margins[-1:]]))


def take(plan: Plan, flow: str) -> None:
    """Take a drawn flow away, and the room that it alone needed."""
    margin = _margin_of(plan, flow)
    plan.edges.pop(flow, None)
    plan.labels.pop(flow, None)
    if margin is None:
        return
    others = {name: track for name in plan.edges for track in _tracks(plan, name, margin)}
    spare = margin[1] - margin[0] - FREE - TRACK * len(set(others.values()))
    if spare >= TRACK and spare % TRACK == 0 and not _is_given(plan, margin):
        _widen(plan, margin, -spare)
        flows = [plan.process.flow[name] for name in others if name in plan.process.flow]
        routes.reroute(plan, flows)
        for other in flows:
            labels.name_flow(plan, other)


def _margin_of(plan: Plan, flow: str) -> tuple[float, float] | None:
    """The margin along which a flow runs."""
    margins = (margin for margin in routes.margins(plan) if any(_tracks(plan, flow, margin)))
    return next(margins, None)


def _tracks(plan: Plan, flow: str, margin: tuple[float, float]) -> list[float]:
    """The heights at which a flow runs along a margin."""
    parts = stretches(plan.edges.get(flow, ()))
    return [p.y for p in parts if p.width and margin[0] < p.y < margin[1]]


def _is_given(plan: Plan, margin: tuple[float, float]) -> bool:
    """Whether a lane was made so high by hand: it is even, and no line runs along it any more."""
    (lane,) = [b for _, b in plan.lanes() if b.y <= margin[0] and margin[1] <= bottom(b)]
    inside = [m for m in routes.margins(plan) if lane.y <= m[0] and m[1] <= bottom(lane)]
    even = len({m[1] - m[0] for m in inside}) == 1
    return even and not any(_tracks(plan, name, m) for m in inside for name in plan.edges)


def _widen(plan: Plan, margin: tuple[float, float], by: float) -> None:
    """Make a margin wider or narrower: the steps below it move, or else the lanes below it."""
    shifting.lower(plan, margin[1] - 0.5, by)
