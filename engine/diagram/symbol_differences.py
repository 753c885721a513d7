"""What differs between gateways, events and flows of two diagrams that no told way shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.diagram import graph
from engine.diagram.process import Kind, Process


def differ(old: Process, new: Process, told: Iterable[str]) -> bool:
    """Whether symbols that stayed have other names, or others came, went or are joined untold.

    `told` are the nodes whose ways were told: what is passed on these was told with them, as it was
    with the steps that came or went.
    """
    before, after = _names(old), _names(new)
    if any(before[name] != after[name] for name in before.keys() & after.keys()):
        return True
    steps = {*told, *_changed(old, new), *_changed(new, old)}
    passed = {node for process in (old, new) for node in _passed(process, steps)}
    return not {symbol[0] for symbol in _joined(old) ^ _joined(new)} <= passed


def _names(process: Process) -> dict[str, tuple[str, str]]:
    """The names of gateways and events, and the English ones of flows, whose others ways tell."""
    others = (node for node in process.nodes if node.kind is not Kind.USER_TASK)
    nodes = {node.id: (node.name, node.name_en) for node in others}
    return nodes | {flow.id: ("", flow.name_en) for flow in process.flows}


def _joined(process: Process) -> set[tuple[str, ...]]:
    """Gateways, events and flows by what they do, each behind the node at which it is met."""
    others = (node for node in process.nodes if node.kind is not Kind.USER_TASK)
    flows = process.flows
    return {(node.id, node.kind.value) for node in others} | {
        (flow.source, flow.target, flow.name, flow.condition) for flow in flows
    }


def _changed(one: Process, other: Process) -> Iterator[str]:
    """The steps that only one process has, and those that lead to them."""
    gone = {node.id for node in one.user_tasks if node.id not in other.node}
    for node in one.nodes:
        ways = graph.courses(one, one.outgoing[node.id])
        if node.id in gone or gone & {way[-1].target for way in ways}:
            yield node.id


def _passed(process: Process, steps: Iterable[str]) -> Iterator[str]:
    """Some steps, and the gateways and ends on the ways from there."""
    for step in steps:
        yield step
        for way in graph.courses(process, process.outgoing.get(step, ())):
            passed = (node for flow in way for node in (flow.source, flow.target))
            yield from (n for n in passed if process.node[n].kind is not Kind.USER_TASK)
