"""What differs between the ways on from the steps of two diagrams.

Where a step goes on is compared as people see it: by which decision, to which steps, whether back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.diagram import graph
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.process import Flow, Kind, Process


@dataclass(frozen=True)
class _Way:
    """A way on from a step: by which decision, to which steps or ends, whether back.

    `to` tells the steps by their rows; where a row was only given another number, the way is the
    same.
    """

    decision: str
    targets: tuple[str, ...]
    back: bool
    to: str = field(compare=False)


def ways(old: Process, new: Process) -> Iterator[Change]:
    """The ways and returns that went or came, of each step in walking order."""
    rows = graph.rows(old) | graph.rows(new)
    for node in graph.walking_order(new):
        if node not in rows:
            continue
        before = _ways_from(old, node) if node in old.node else set()
        after = _ways_from(new, node)
        for way in sorted(before - after, key=str):
            yield _way(way, Turn.REMOVED, node, rows[node])
        for way in sorted(after - before, key=str):
            yield _way(way, Turn.ADDED, node, rows[node])


def _way(way: _Way, turn: Turn, node: str, row: str) -> Change:
    topic = Topic.RETURN if way.back else Topic.WAY
    sides = {"before": way.to} if turn is Turn.REMOVED else {"after": way.to}
    return Change(topic, turn, node, row, name=way.decision, **sides)


def _ways_from(process: Process, node: str) -> set[_Way]:
    flows = graph.decisions(process, node) or process.outgoing[node]
    rows = graph.rows(process)
    return {_way_by(process, rows, flow) for flow in flows}


def _way_by(process: Process, rows: Mapping[str, str], flow: Flow) -> _Way:
    targets = graph.next_steps(process, flow)
    told = ", ".join(_target(process, rows, target) for target in targets)
    return _Way(flow.name, targets, graph.is_return(process, flow), told)


def _target(process: Process, rows: Mapping[str, str], node: str) -> str:
    """A step as "row (lane)"; an end event by its name."""
    if process.node[node].kind is not Kind.USER_TASK:
        return process.node[node].name
    return f"{rows[node]} ({process.lane[process.node[node].lane].name})"
