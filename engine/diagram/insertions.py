"""Steps that were put on a way which otherwise stays.

The sentence of such a step says between which others it stands, so that the ways of those need not
be told: they lead, through the step, to where they led.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.diagram import graph
from engine.diagram.process import Flow, Kind, Process


def inserted(old: Process, new: Process) -> dict[str, str]:
    """The steps that came and have one plain way on, each with what it leads to.

    Of several that follow each other, each leads to what the last one leads to.
    """
    found: dict[str, str] = {}
    for node in reversed(graph.walking_order(new)):
        if new.node[node].kind is Kind.USER_TASK and node not in old.node:
            ways = graph.courses(new, new.outgoing[node])
            if len(ways) == 1 and _is_plain(new, ways[0]):
                target = ways[0][-1].target
                found[node] = found.get(target, target)
    return found


def between(process: Process, node: str) -> tuple[str, str]:
    """Where a step with one way on comes from without a return, and where it leads to."""
    steps = [process.start.id, *graph.rows(process)]
    sources = [step for step in steps if any(_leads_to(process, step, node))]
    (way,) = graph.courses(process, process.outgoing[node])
    rows = graph.rows(process)
    return places(process, sources, rows), place(process, way[-1].target, rows)


def places(process: Process, nodes: Iterable[str], rows: Mapping[str, str]) -> str:
    """Several nodes, each as its place."""
    return ", ".join(filter(None, (place(process, node, rows) for node in nodes)))


def place(process: Process, node: str, rows: Mapping[str, str]) -> str:
    """A step as "row (lane)", by its number among `rows`; an event by its name."""
    if process.node[node].kind is not Kind.USER_TASK:
        return process.node[node].name
    return f"{rows[node]} ({process.lane[process.node[node].lane].name})"


def _leads_to(process: Process, step: str, node: str) -> Iterable[bool]:
    for way in graph.courses(process, process.outgoing[step]):
        yield way[-1].target == node and not _goes_back(process, way)


def _is_plain(process: Process, way: Iterable[Flow]) -> bool:
    """Whether nobody chooses a way, and it leads on."""
    return not any(flow.name for flow in way) and not _goes_back(process, way)


def _goes_back(process: Process, way: Iterable[Flow]) -> bool:
    return any(graph.is_return(process, flow) for flow in way)
