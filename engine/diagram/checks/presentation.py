"""What people see beside the run: the drawing, and the printed SOP."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.diagram import dates, xml
from engine.diagram.checks.subject import Subject
from engine.diagram.layout.plan import Point, bottom, middle, right
from engine.diagram.process import Box, Kind
from engine.diagram.verdicts import Verdict, changed, refused

# How far beside a shape a flow may begin or end: some tools draw no nearer.
NEAR = 25.0

BLOCKS = {
    "legalBasis": "Legal basis",
    "qualification": "Qualification of those who carry it out",
    "equipment": "Equipment",
    "recording": "Recording",
}
"""The blocks that every SOP has something for, and what pages call them.

Many an SOP has no related one, and nothing to warn of.
"""


def identity(subject: Subject) -> Iterator[Verdict]:
    """What the printed form would leave empty, and dates that cannot be read.

    Agency, unit and who approves are printed from the office where the SOP names none.
    """
    said, key = subject.process.identity, subject.process.key
    blank = [] if said.number else ["Number"]
    blank += [called for block, called in BLOCKS.items() if not said.block(block)]
    if blank:
        yield changed(key, "identity-blank", blank=", ".join(blank))
    for day in (said.created, said.revised, said.effective):
        if day and dates.read(day) is None:
            yield changed(key, "identity-date", day=day[:40])


def drawing(subject: Subject) -> Iterator[Verdict]:
    """What has no place in the drawing, a second drawing, and symbols that the SOP AP lacks."""
    if (count := len(xml.planes(subject.root))) > 1:
        yield changed("", "second-drawing", count=str(count))
    process, drawn = subject.process, subject.process.drawing
    for name in [node.id for node in process.nodes] + [lane.id for lane in process.lanes]:
        if name not in drawn.boxes:
            yield changed(name, "no-drawing")
    for node in process.nodes:
        if node.kind is Kind.PARALLEL:
            yield changed(node.id, "not-printable")
    for flow in process.flows:
        if len(drawn.edges.get(flow.id, ())) < 2:
            yield changed(flow.id, "no-drawing")


def places(subject: Subject) -> Iterator[Verdict]:
    """What is drawn where it does not run: people act, and approve, by what they see."""
    process, drawn = subject.process, subject.process.drawing
    for node in process.nodes:
        box, lane = drawn.boxes.get(node.id), drawn.boxes.get(node.lane)
        if box and lane and not _is_near(lane, middle(box), 0):
            yield refused(node.id, "drawn-outside", detail=process.lane[node.lane].name)
    for flow in process.flows:
        ends = (drawn.boxes.get(flow.source), drawn.boxes.get(flow.target))
        points = drawn.edges.get(flow.id, ())
        if len(points) > 1 and not all(map(_meets, ends, (points[0], points[-1]))):
            yield refused(flow.id, "drawn-elsewhere")
    drawn_nodes = [(node, drawn.boxes[node.id]) for node in process.nodes if node.id in drawn.boxes]
    for (one, box), (other, under) in combinations(drawn_nodes, 2):
        if _is_near(box, middle(under), 0) or _is_near(under, middle(box), 0):
            yield refused(other.id, "drawn-over", detail=one.name or one.id)


def _meets(box: Box | None, point: Point) -> bool:
    return box is None or _is_near(box, point, NEAR)


def _is_near(box: Box, point: Point, gap: float) -> bool:
    x, y = point
    return box.x - gap <= x <= right(box) + gap and box.y - gap <= y <= bottom(box) + gap
