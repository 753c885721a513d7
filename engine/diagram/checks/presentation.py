"""What people see beside the run: the drawing, and the printed SOP."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import xml
from engine.diagram.checks.subject import Subject
from engine.diagram.process import Kind
from engine.diagram.verdicts import Verdict, changed


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
