"""User tasks: their names, rows, standard times, meanings and the papers that they name."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import xml
from engine.diagram.checks import printed
from engine.diagram.checks.subject import Subject
from engine.diagram.keys import KEY
from engine.diagram.process import Node
from engine.diagram.step import Meaning, Step
from engine.diagram.verdicts import Verdict, changed, refused
from engine.worktime import wording
from engine.worktime.standard import Standard

_MEANINGS = {meaning.value for meaning in Meaning}


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """Every user task but its fields."""
    listed = {paper.code: paper.name for paper in subject.process.papers}
    for node, element in subject.tasks:
        step = node.step or Step()
        if not node.name:
            yield refused(node.id, "step-unnamed")
        if not step.row:
            yield changed(node.id, "row-by-order")
        yield from _meaning(node.id, element)
        yield from _standard(node.id, step)
        yield from _addressees(node.id, step)
        named = dict.fromkeys((*step.standard.inputs, *step.standard.outputs))
        if unknown := [code for code in named if code not in listed]:
            yield changed(node.id, "paper-unknown", detail=", ".join(unknown)[:200])
        yield from printed.verdicts(node, step, listed)
    yield from _rows(subject)


def _meaning(node: str, element: xml.Element) -> Iterator[Verdict]:
    for step in xml.extensions(element, "step")[:1]:
        meaning = step.get("meaning", Meaning.DONE.value)
        if meaning not in _MEANINGS:
            yield refused(node, "meaning-unknown", detail=meaning[:80] or '""')


def _standard(node: str, step: Step) -> Iterator[Verdict]:
    if not step.standard.duration:
        yield changed(node, "no-standard")
    elif _time(step) is None:
        yield refused(node, "duration-invalid", detail=step.standard.duration[:80])
    elif _printed_otherwise(step):
        yield changed(node, "time-printed-otherwise", detail=step.standard.printed_time[:80])


def _printed_otherwise(step: Step) -> bool:
    """Whether the printed words say another time; words that say none are free."""
    try:
        said = wording.duration(step.standard.printed_time)
    except ValueError:
        return False
    return bool(said) and Standard.parse(said) != _time(step)


def _time(step: Step) -> Standard | None:
    try:
        return Standard.parse(step.standard.duration)
    except ValueError:
        return None


def _addressees(node: str, step: Step) -> Iterator[Verdict]:
    for post in step.notify:
        if not KEY.fullmatch(post):
            yield refused(node, "post-key", detail=post[:100] or '""')


def _rows(subject: Subject) -> Iterator[Verdict]:
    """A row that several steps share may be timed by one of them, but not in two ways."""
    times: dict[str, tuple[Node, Standard]] = {}
    for node in subject.process.user_tasks:
        step = node.step or Step()
        time, row = _time(step), step.row
        if row and time and times.setdefault(row, (node, time))[1] != time:
            yield refused(node.id, "row-standards-differ", detail=row)
