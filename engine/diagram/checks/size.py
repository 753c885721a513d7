"""How much a diagram may hold, so that no file takes long to judge: asked before all else."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram.process import Process
from engine.diagram.verdicts import Verdict, refused
from engine.fields.kinds import Field

MOST_NODES = 200
# Drawing as many between as many nodes takes some seconds; an SOP has one or two a node.
MOST_FLOWS = 400
# Of one step; the columns of its rows are counted with it.
MOST_FIELDS = 100
# Each text is tried in a process of its own.
MOST_PAPERS = 50
# In characters, all conditions of flows and fields together.
LONGEST_CONDITIONS = 50_000


def verdicts(process: Process) -> Iterator[Verdict]:
    """What there is too much of."""
    nodes, flows = len(process.nodes), len(process.flows)
    if nodes > MOST_NODES:
        yield refused(process.key, "too-many-nodes", count=str(nodes))
    if flows > MOST_FLOWS:
        yield refused(process.key, "too-many-flows", count=str(flows))
    if len(process.papers) > MOST_PAPERS:
        yield refused(process.key, "too-many-papers", count=str(len(process.papers)))
    forms = {node.id: _fields(node.step.fields) for node in process.user_tasks if node.step}
    for node, fields in forms.items():
        if len(fields) > MOST_FIELDS:
            yield refused(node, "too-many-fields", count=str(len(fields)))
    asked = [field.shown_when for fields in forms.values() for field in fields]
    length = sum(map(len, asked)) + sum(len(flow.condition) for flow in process.flows)
    if length > LONGEST_CONDITIONS:
        yield refused(process.key, "conditions-too-long", count=str(length))


def _fields(form: tuple[Field, ...]) -> list[Field]:
    return [one for field in form for one in (field, *_fields(field.columns))]
