"""What the parts of a diagram are called in sentences: by row and name, never by their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.diagram import graph
from engine.diagram.process import Flow, Kind, Node, Process
from webui.language import gettext
from webui.views import lines
from webui.words import N_

Named = Callable[[str], str]
"""What a part is called, by its id, or a paper, by its place."""

_NAMED = {Kind.CHOICE: N_("the decision “%(name)s”"), Kind.PARALLEL: N_("the branching “%(name)s”")}
_BEHIND = {
    Kind.CHOICE: N_("the decision behind row %(row)s"),
    Kind.PARALLEL: N_("the branching behind row %(row)s"),
}
_ALONE = {
    Kind.START: N_("the start"),
    Kind.END: N_("the end"),
    Kind.CHOICE: N_("a decision without a name"),
    Kind.PARALLEL: N_("a branching without a name"),
}


def of(process: Process, others: Mapping[str, str]) -> Named:
    """How to name the parts of a process; `others` are the names of what is no part of it."""
    rows = graph.rows(process)
    found = {place.place: lines.named(place) for place in process.papers}
    found |= {lane.id: _lane(lines.named(lane)) for lane in process.lanes}
    found |= {node.id: _node(process, rows, node) for node in process.nodes}
    found |= {flow.id: _flow(process, rows, flow) for flow in process.flows}
    found |= {"": gettext("the file"), process.key: gettext("the SOP")}
    strangers = {name: f"“{said}”" for name, said in others.items() if said}
    return lambda element: found.get(element) or strangers.get(element) or element


def _lane(name: str) -> str:
    return gettext("the lane “%(name)s”", name=name) if name else gettext("a lane without a name")


def _node(process: Process, rows: Mapping[str, str], node: Node) -> str:
    name = lines.named(node)
    if node.id in rows:
        said = _row(rows[node.id])
        return f"{said} ({name})" if name else said
    if node.kind not in _NAMED:
        return gettext(_ALONE[node.kind])
    before = _before(process, rows, node.id)
    if name:
        # Many decisions are called the same.
        said = gettext(_NAMED[node.kind], name=name)
        return (
            gettext("%(gateway)s behind row %(row)s", gateway=said, row=before) if before else said
        )
    return gettext(_BEHIND[node.kind], row=before) if before else gettext(_ALONE[node.kind])


def _row(number: str) -> str:
    return gettext("row %(number)s", number=number)


def _before(process: Process, rows: Mapping[str, str], node: str) -> str:
    """The row that leads to a gateway; "" where there is none, or more than one."""
    ways_in = process.incoming[node]
    return rows.get(ways_in[0].source, "") if len(ways_in) == 1 else ""


def _flow(process: Process, rows: Mapping[str, str], flow: Flow) -> str:
    source, target = process.node.get(flow.source), process.node.get(flow.target)
    # The ways on of a decision are known by the row in which it is made.
    begins = source and source.kind is Kind.CHOICE and _before(process, rows, source.id)
    said = gettext(
        "the arrow from %(source)s to %(target)s",
        source=_row(begins) if begins else _end(process, rows, source),
        target=_end(process, rows, target),
    )
    name = lines.named(flow)
    return f"{said} ({name})" if name else said


def _end(process: Process, rows: Mapping[str, str], node: Node | None) -> str:
    if node is None:
        return gettext("nowhere")
    return _row(rows[node.id]) if node.id in rows else _node(process, rows, node)
