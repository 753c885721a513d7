"""A drawing while it is changed: where everything is, and how flows run between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.diagram.process import Box, Flow, Lane, Process

Point = tuple[float, float]
Points = tuple[Point, ...]

TASK, GATEWAY, EVENT = (132.0, 104.0), (50.0, 50.0), (36.0, 36.0)

GAP = 15.0
"""Between neighbours on one line."""

LETTER = 5.6
"""How wide a letter of a label is, on average."""
LABEL = 18.0
"""The height of a label's place."""


@dataclass
class Plan:
    """A process with its drawing; `frames` are the lanes and pools, which hold other shapes.

    `written` are the labels as they were, whose sizes are kept; `free` are the flows that may be
    drawn anew.
    """

    process: Process
    frames: frozenset[str]
    boxes: dict[str, Box]
    edges: dict[str, Points]
    labels: dict[str, Box]
    written: dict[str, Box]
    free: frozenset[str] = frozenset()

    @classmethod
    def of(cls, process: Process, frames: frozenset[str]) -> Plan:
        """The drawing of a process as it stands."""
        drawing = process.drawing
        boxes, labels = dict(drawing.boxes), dict(drawing.labels)
        return cls(process, frames, boxes, dict(drawing.edges), labels, dict(labels))

    def copy(self) -> Plan:
        """The same drawing, to try something out."""
        parts = (dict(self.boxes), dict(self.edges), dict(self.labels))
        return Plan(self.process, self.frames, *parts, self.written, self.free)

    def draws(self, *nodes: str) -> bool:
        """Whether all these have a place."""
        return all(node in self.boxes for node in nodes)

    def shapes(self) -> dict[str, Box]:
        """The boxes of what is no frame, by id."""
        return {name: box for name, box in self.boxes.items() if name not in self.frames}

    def lanes(self) -> list[tuple[Lane, Box]]:
        """The lanes that are drawn, from top to bottom."""
        found = [(lane, self.boxes[lane.id]) for lane in self.process.lanes if self.draws(lane.id)]
        return sorted(found, key=lambda pair: pair[1].y)

    def members(self, lane: str) -> list[str]:
        """The nodes of a lane that are drawn."""
        return [n.id for n in self.process.nodes if n.lane == lane and self.draws(n.id)]

    def touching(self, nodes: Sequence[str]) -> list[Flow]:
        """The flows from or to any of some nodes, both ends of which are drawn."""
        flows = [f for f in self.process.flows if f.source in nodes or f.target in nodes]
        return [flow for flow in flows if self.draws(flow.source, flow.target)]

    def forget(self, *names: str) -> None:
        """Take away what is drawn of nodes and flows that are gone."""
        for name in names:
            self.boxes.pop(name, None)
            self.edges.pop(name, None)
            self.labels.pop(name, None)

    def label_width(self, name: str) -> float:
        """How wide the place of a node's or flow's name outside its shape is."""
        if name in self.written:
            return self.written[name].width
        thing = self.process.node.get(name) or self.process.flow[name]
        return width_of(thing.name) if thing.name else 0.0


def width_of(name: str) -> float:
    """How wide a label's place has to be."""
    return float(round(len(name) * LETTER + 12))


def middle(box: Box) -> Point:
    """The middle of a box."""
    return box.x + box.width / 2, box.y + box.height / 2


def right(box: Box) -> float:
    """Where a box ends on the right."""
    return box.x + box.width


def bottom(box: Box) -> float:
    """Where a box ends below."""
    return box.y + box.height


def shifted(box: Box, across: float = 0.0, down: float = 0.0) -> Box:
    """A box of the same size elsewhere."""
    return Box(box.x + across, box.y + down, box.width, box.height)


def stretches(points: Points) -> Iterator[Box]:
    """The straight parts of a line, each as a box without width or height."""
    for (x, y), (u, v) in pairwise(points):
        yield Box(min(x, u), min(y, v), abs(x - u), abs(y - v))


def overlap(one: Box, other: Box, gap: float = 0.0) -> bool:
    """Whether two boxes have more than a side in common, or are closer across than a gap."""
    across = one.x < right(other) + gap and other.x < right(one) + gap
    return across and one.y < bottom(other) and other.y < bottom(one)
