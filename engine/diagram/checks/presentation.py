"""What people see and read beside the run: papers, the drawing, the printed SOP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.diagram.checks.subject import Subject
from engine.diagram.process import Kind
from engine.diagram.verdicts import Verdict, changed, refused


def papers(subject: Subject) -> Iterator[Verdict]:
    """The list of papers, and whether their texts are in the bundle."""
    process = subject.process
    times = Counter(paper.code for paper in process.papers)
    for paper in process.papers:
        bad = not paper.code or len(paper.code.split()) > 1 or paper.code != paper.code.strip()
        if bad or times[paper.code] > 1 or not paper.name.strip():
            yield refused(process.key, "paper-code", detail=paper.code[:80] or '""')
        absent = subject.papers is not None and paper.file not in subject.papers
        if paper.file and absent:
            yield changed(process.key, "paper-absent", detail=paper.file[:200])


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
