"""How a flow runs: of a few ways in right angles, the one that disturbs the least.

A flow leaves a step on the right and enters the next one on its left, or from above or below when
that stands in another lane. A flow that leads back, or past others, leaves above or below, runs
along the edge of a lane, where no step stands, and enters from there.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram.layout.plan import Plan, Points, bottom, middle, overlap, right, stretches
from engine.diagram.process import Box, Flow

TRACK = 20.0
"""From the edge of a lane or of its steps to the line that runs along there."""

BEND, NARROW, CROSSING, SHARED, LABEL, OUTSIDE, HIDDEN, THROUGH = (
    *(20, 120, 250, 400, 500, 5000, 2500),
    10_000,
)


def route(plan: Plan, flow: Flow) -> tuple[float, Points]:
    """How much a flow disturbs between two drawn shapes, and the points at which it does least."""
    around = _Around(plan, flow)
    least: float = float("inf")
    best: Points = ()
    for way in _ways(plan, plan.boxes[flow.source], plan.boxes[flow.target]):
        cost = around.cost(way, least)
        # The first of equals wins, so the same drawing always gives the same way.
        if cost < least:
            least, best = cost, way
    return least, best


def reroute(plan: Plan, flows: list[Flow]) -> None:
    """Draw flows anew, those that lead on before those that lead back."""
    for flow in flows:
        plan.edges.pop(flow.id, None)
    boxes = plan.boxes
    for flow in sorted(flows, key=lambda f: boxes[f.target].x <= boxes[f.source].x):
        plan.edges[flow.id] = route(plan, flow)[1]


# --- the ways that there are ------------------------------------------------------------------


def _ways(plan: Plan, source: Box, target: Box) -> Iterator[Points]:
    (sx, sy), (tx, ty) = middle(source), middle(target)
    if sy == ty and target.x >= right(source):
        yield (right(source), sy), (target.x, ty)
    if tx > right(source) and not target.y <= sy <= bottom(target):
        yield (right(source), sy), (tx, sy), (tx, target.y if ty > sy else bottom(target))
    if target.x - right(source) >= 10 and sy != ty:
        turn = target.x - min(12.0, (target.x - right(source)) / 2)
        yield (right(source), sy), (turn, sy), (turn, ty), (target.x, ty)
    if target.x > sx and not source.y <= ty <= bottom(source):
        yield (sx, source.y if ty < sy else bottom(source)), (sx, ty), (target.x, ty)
    for track in _tracks(plan):
        if not _beside(track, source) and not _beside(track, target):
            yield _along(source, target, track)
    # Under everything there always is a way.
    yield _along(source, target, max(map(bottom, plan.boxes.values())) + TRACK)


def _beside(track: float, box: Box) -> bool:
    return box.y <= track <= bottom(box)


def _along(source: Box, target: Box, track: float) -> Points:
    (sx, _), (tx, _) = middle(source), middle(target)
    leave = source.y if track < source.y else bottom(source)
    enter = target.y if track < target.y else bottom(target)
    return (sx, leave), (sx, track), (tx, track), (tx, enter)


def _tracks(plan: Plan) -> Iterator[float]:
    for upper, lower in margins(plan):
        yield from tracks_between(upper, lower)


def margins(plan: Plan) -> Iterator[tuple[float, float]]:
    """Where lines can run along lanes: from a lane's edge to its steps, above and below them."""
    for lane, box in plan.lanes():
        inside = [plan.boxes[node] for node in plan.members(lane.id)]
        if not inside:
            yield box.y, bottom(box)
            continue
        yield box.y, min(shape.y for shape in inside)
        yield max(map(bottom, inside)), bottom(box)


def tracks_between(upper: float, lower: float) -> Iterator[float]:
    """The heights of lines in a margin; in a narrow one its middle."""
    if lower - upper < 1.5 * TRACK:
        if lower - upper >= TRACK / 2:
            yield (upper + lower) // 2
        return
    track = upper + TRACK
    while track <= lower - TRACK / 2:
        yield track
        track += TRACK


# --- what each disturbs -----------------------------------------------------------------------


class _Around:
    """What a flow may disturb: shapes, words, and the stretches of all other lines."""

    def __init__(self, plan: Plan, flow: Flow) -> None:
        self.shapes = list(plan.shapes().values())
        self.words = [box for name, box in plan.labels.items() if name != flow.id]
        self.floor = max(map(bottom, plan.boxes.values()))
        self.narrow = [(a, b) for a, b in margins(plan) if b - a < 1.5 * TRACK]
        self.lines: list[tuple[Box, int]] = []
        for other, points in plan.edges.items():
            twin = plan.process.flow.get(other)
            # Flows to one step may come together; any others can then not be told apart.
            shared = SHARED if twin is not None and twin.target == flow.target else HIDDEN
            if other != flow.id:
                self.lines += [(line, shared) for line in stretches(points)]

    def cost(self, way: Points, most: float) -> float:
        """How much a way disturbs; not counted to the end where it is more than the most."""
        parts = list(stretches(way))
        total = sum(part.width + part.height for part in parts) + BEND * len(parts)
        total += OUTSIDE * (max(y for _, y in way) > self.floor)
        total += NARROW * (len(way) == 4 and any(a < way[1][1] < b for a, b in self.narrow))
        for part in parts:
            if total > most:
                break
            total += THROUGH * sum(overlap(part, box) for box in self.shapes)
            total += LABEL * sum(overlap(part, box) for box in self.words)
            total += sum(_meeting(part, line, shared) for line, shared in self.lines)
        return total


def _meeting(part: Box, line: Box, shared: int) -> int:
    if covers(part, line):
        return shared
    return CROSSING if overlap(part, line) else 0


def covers(one: Box, other: Box) -> bool:
    """Whether two stretches run so close along each other that they look like one."""
    if one.width and other.width:
        near = abs(one.y - other.y) < 5
        return near and one.x < right(other) and other.x < right(one)
    if one.height and other.height:
        near = abs(one.x - other.x) < 5
        return near and one.y < bottom(other) and other.y < bottom(one)
    return False
