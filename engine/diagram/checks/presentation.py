"""What people see beside the run: the drawing, and the printed SOP."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import dates
from engine.diagram.checks.subject import Subject
from engine.diagram.process import Kind
from engine.diagram.verdicts import Verdict, changed

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
    """Nodes, lanes and flows without a place in the drawing; symbols that the SOP AP lacks."""
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
