"""How much a diagram may hold, so that no file takes long to judge: asked before all else."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram.process import Process
from engine.diagram.verdicts import Verdict, refused
from engine.diagram.wording import wordings
from engine.fields.answers import LONGEST_AREA, LONGEST_TEXT
from engine.fields.kinds import Field
from engine.texts import tidy

MOST_NODES = 200
# Drawing as many between as many nodes takes some seconds; an SOP has one or two a node.
MOST_FLOWS = 400
# An SOP has a dozen at most: beside each row its page and its print draw every one.
MOST_LANES = 40
# Posts that are told of one step, and different ones of all steps: those unknown would be made.
MOST_TOLD, MOST_TOLD_IN_ALL = 20, 40
# Of one step; the columns of its rows are counted with it.
MOST_FIELDS = 100
# Each text is tried in a process of its own.
MOST_PAPERS = 50
# In characters, all conditions of flows and fields together.
LONGEST_CONDITIONS = 50_000
# Names, labels and all that is written in one line may be as long as a line that people answer;
# these facts are paragraphs, and may be as long as what they answer in several.
PARAGRAPHS = {
    *("wording", "original_wording", "reasoning", "printed_inputs", "printed_outputs"),
    *("help", "help_en", "default", "shown_when", "condition"),
    *("text", "original", "note", "reading"),
}


def verdicts(process: Process) -> Iterator[Verdict]:
    """What there is too much of."""
    key = process.key[:LONGEST_TEXT]
    counted = (
        ("too-many-nodes", len(process.nodes), MOST_NODES),
        ("too-many-flows", len(process.flows), MOST_FLOWS),
        ("too-many-lanes", len(process.lanes), MOST_LANES),
        ("too-many-papers", len(process.papers), MOST_PAPERS),
    )
    for code, count, most in counted:
        if count > most:
            yield refused(key, code, count=str(count))
    yield from _told(process)
    yield from _forms(process)
    yield from _too_long(process)


def _told(process: Process) -> Iterator[Verdict]:
    told = {node.id: node.step.notify for node in process.user_tasks if node.step}
    bounds = [(node, len(posts), MOST_TOLD) for node, posts in told.items()]
    in_all = len({post for posts in told.values() for post in posts})
    for element, count, most in (*bounds, (process.key, in_all, MOST_TOLD_IN_ALL)):
        if count > most:
            yield refused(element, "too-many-told", count=str(count), most=str(most))


def _forms(process: Process) -> Iterator[Verdict]:
    forms = {node.id: _fields(node.step.fields) for node in process.user_tasks if node.step}
    for node, fields in forms.items():
        if len(fields) > MOST_FIELDS:
            yield refused(node, "too-many-fields", count=str(len(fields)))
    asked = [field.shown_when for fields in forms.values() for field in fields]
    length = sum(map(len, asked)) + sum(len(flow.condition) for flow in process.flows)
    if length > LONGEST_CONDITIONS:
        yield refused(process.key, "conditions-too-long", count=str(length))


def _too_long(process: Process) -> Iterator[Verdict]:
    for element, fact, text in wordings(process):
        most = LONGEST_AREA if fact in PARAGRAPHS else LONGEST_TEXT
        if len(text) > most:
            facts = {"detail": tidy(text[:60]), "count": str(len(text)), "most": str(most)}
            yield refused(element[:LONGEST_TEXT], "text-too-long", **facts)


def _fields(form: tuple[Field, ...]) -> list[Field]:
    return [one for field in form for one in (field, *_fields(field.columns))]
