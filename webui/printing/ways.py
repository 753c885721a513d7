"""How one goes on from a step: over one flow or several, since gateways print no symbol."""

from __future__ import annotations

from dataclasses import dataclass

from engine.diagram import graph
from engine.diagram.process import Flow, Kind, Process

OTHERWISE = "selain itu"
"""What the default flow of a condition is called when it has no name."""


@dataclass(frozen=True)
class Way:
    """A way from a step to the next one, or to an end event.

    `label` is what the gateways' flows are called, "" where none was passed; `back` says that it
    leads back.
    """

    source: str
    target: str
    label: str
    back: bool


def onward(process: Process, node: str) -> tuple[Way, ...]:
    """The ways from a step or the start event, in drawing order; each gateway is passed once."""
    ways = graph.courses(process, process.outgoing[node])
    return tuple(_way(process, node, course) for course in ways)


def _way(process: Process, node: str, course: tuple[Flow, ...]) -> Way:
    labels = (_label(process, flow) for flow in course)
    back = any(graph.is_return(process, flow) for flow in course)
    return Way(node, course[-1].target, ", ".join(filter(None, labels)), back)


def _label(process: Process, flow: Flow) -> str:
    splits = len(process.outgoing[flow.source]) > 1
    if process.node[flow.source].kind is not Kind.CHOICE or not splits:
        return ""
    return flow.name or flow.condition or OTHERWISE
