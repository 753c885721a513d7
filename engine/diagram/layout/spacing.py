"""Distances across a drawing, as the shipped SOP keeps them, and keeping them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.diagram.layout.plan import GAP, Plan, middle, overlap, right
from engine.diagram.layout.shifting import shift
from engine.diagram.process import Box, Flow

WORDS = 8.0
"""Between words and the step right of them."""
REACH = 10.0
"""How far a flow runs sideways before it turns to the middle of a step in another lane."""


def line_of(plan: Plan, lane: str, but: Iterable[str] = ()) -> float:
    """The height on which the nodes of a lane stand, some of them left out; else its middle."""
    others = [node for node in plan.members(lane) if node not in set(but)]
    heights = Counter(middle(plan.boxes[node])[1] for node in others)
    if heights:
        return heights.most_common(1)[0][0]
    return round(middle(plan.boxes[lane])[1])


def tight(plan: Plan, flow: Flow) -> float:
    """How far right of its source the target of a flow begins where nothing is wasted."""
    source, target = plan.boxes[flow.source], plan.boxes[flow.target]
    if middle(source)[1] != middle(target)[1]:
        start = max([REACH, *_words_beside(plan, flow)]) - target.width / 2
    else:
        # The names of all ways out of a gateway stand between it and the next step.
        words = [plan.label_width(way.id) for way in plan.process.outgoing[flow.source] if way.name]
        start = max([GAP, *(width + 24 for width in words)])
    return _beyond(plan, flow, right(source) + start) - right(source)


def _words_beside(plan: Plan, flow: Flow) -> Iterator[float]:
    """How far right the names of other ways out of a gateway reach on the side of a flow."""
    source, target = plan.boxes[flow.source], plan.boxes[flow.target]
    is_down = middle(target)[1] > middle(source)[1]
    for way in plan.process.outgoing[flow.source]:
        words = plan.labels.get(way.id)
        if way.id == flow.id or words is None or words.x < middle(source)[0]:
            continue
        if (middle(words)[1] > middle(source)[1]) == is_down and words.x < right(source):
            yield right(words) + WORDS - right(source)


def _beyond(plan: Plan, flow: Flow, x: float) -> float:
    """The first place from x on at which a flow's target is clear of what stands left of it."""
    box, own = plan.boxes[flow.target], {flow.target}
    own |= {way.id for way in (*plan.touching([flow.target]), *plan.process.outgoing[flow.source])}
    left = middle(box)[0]
    around = [(b, GAP) for n, b in plan.shapes().items() if n not in own and middle(b)[0] < left]
    words = [name for name in plan.labels if name not in own and _owner_at(plan, name) < left]
    around += [(plan.labels[name], WORDS) for name in words]
    for other, gap in sorted(around, key=lambda pair: pair[0].x):
        if overlap(Box(x, box.y, box.width, box.height), other, gap):
            x = right(other) + gap
    return x


def _owner_at(plan: Plan, name: str) -> float:
    """How far left the shape stands that words belong to; those of a flow, to its source."""
    flow = plan.process.flow.get(name)
    shape = plan.boxes.get(flow.source if flow else name)
    return middle(shape)[0] if shape else 0.0


def distance(plan: Plan, flow: Flow) -> float:
    """How far right of its source the target of a flow begins."""
    return plan.boxes[flow.target].x - right(plan.boxes[flow.source])


def follow(plan: Plan, way: Flow, wider: float = 0.0, but: Iterable[str] = ()) -> None:
    """Bring the target of a flow, and all right of it, to its distance from the source."""
    target = plan.boxes[way.target]
    wanted = right(plan.boxes[way.source]) + tight(plan, way) + wider
    shift(plan, middle(target)[0], wanted - target.x, but)


def runs_right(plan: Plan, flow: Flow) -> bool:
    """Whether a flow is drawn from left to right."""
    source, target = plan.boxes[flow.source], plan.boxes[flow.target]
    return middle(target)[0] > middle(source)[0]


def clear(plan: Plan, nodes: Iterable[str]) -> None:
    """Push aside what lies on some nodes, or these nodes where that lies left of them."""
    for node in nodes:
        # Every push moves something to the right for good, so this ends; the bound is for doubt.
        for _ in range(len(plan.boxes)):
            if not _pushed(plan, node):
                break


def _pushed(plan: Plan, node: str) -> bool:
    box = plan.boxes[node]
    for name, other in plan.shapes().items():
        if name == node or not overlap(box, other, GAP):
            continue
        if middle(other)[0] >= middle(box)[0]:
            shift(plan, middle(other)[0], right(box) + GAP - other.x, but=[node])
        else:
            shift(plan, middle(box)[0], right(other) + GAP - box.x, but=[name])
        return True
    return False
