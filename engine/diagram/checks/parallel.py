"""Parallel blocks: each split has one join that all its branches reach, and nothing crosses them.

SpiffWorkflow's join fires early when a branch loops, waits for ever when two flows of one branch
enter it, and runs what follows twice where branches meet without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from engine.diagram import graph
from engine.diagram.checks.subject import Subject
from engine.diagram.process import Kind, Process
from engine.diagram.verdicts import Verdict, refused


@dataclass(frozen=True)
class Branch:
    """The nodes of a branch up to its joins, and the joins once for each flow into them."""

    nodes: frozenset[str]
    joins: tuple[str, ...]


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """Every parallel split with its branches, and the joins that belong to no split."""
    process, matched = subject.process, set[str]()
    for split in _parallel(process):
        if len(process.outgoing[split]) > 1:
            branches = [_branch(process, flow.target) for flow in process.outgoing[split]]
            yield from _block(process, split, branches)
            matched |= {join for branch in branches for join in branch.joins}
    for join in _parallel(process):
        if _is_join(process, join) and join not in matched:
            yield refused(join, "parallel-unbalanced")


def _parallel(process: Process) -> list[str]:
    return [node.id for node in process.nodes if node.kind is Kind.PARALLEL]


def _is_join(process: Process, node: str) -> bool:
    return process.node[node].kind is Kind.PARALLEL and len(process.incoming[node]) > 1


def _branch(process: Process, first: str) -> Branch:
    """The branch that begins with a node, the first one behind its split."""
    joins, nodes, waiting = list[str](), set[str](), [first]
    while waiting:
        node = waiting.pop()
        if _is_join(process, node):
            joins.append(node)
        elif node not in nodes:
            nodes.add(node)
            waiting += [flow.target for flow in process.outgoing[node]]
    return Branch(frozenset(nodes), tuple(joins))


def _block(process: Process, split: str, branches: list[Branch]) -> Iterator[Verdict]:
    inside = frozenset[str]().union(*(branch.nodes for branch in branches))
    if split in inside:
        yield refused(split, "loop-in-branch")
        return
    inner = [n for n in _parallel(process) if n in inside and len(process.outgoing[n]) > 1]
    if inner:
        yield from (refused(node, "parallel-nested") for node in inner)
        return
    yield from _loop(process, inside)
    yield from _closed(process, split, branches, inside)
    yield from _crossed(process, split, branches)


def _loop(process: Process, inside: frozenset[str]) -> Iterator[Verdict]:
    ways = {n: [f.target for f in process.outgoing[n] if f.target in inside] for n in inside}
    for node in process.nodes:
        if any(node.id in graph.reachable(target, ways) for target in ways.get(node.id, ())):
            yield refused(node.id, "loop-in-branch")
            return


def _closed(
    process: Process, split: str, branches: list[Branch], inside: frozenset[str]
) -> Iterator[Verdict]:
    joins = {join for branch in branches for join in branch.joins}
    ends = [node for node in inside if process.node[node].kind is Kind.END]
    if len(joins) != 1 or ends or any(not branch.joins for branch in branches):
        yield refused(split, "parallel-unbalanced")
    elif len(process.incoming[join := joins.pop()]) != len(branches) or any(
        len(branch.joins) != 1 for branch in branches
    ):
        yield refused(join, "parallel-unbalanced")


def _crossed(process: Process, split: str, branches: list[Branch]) -> Iterator[Verdict]:
    times = Counter(node for branch in branches for node in branch.nodes)
    for node, count in times.items():
        sources = {flow.source for flow in process.incoming[node]}
        if count > 1 and not any(times[source] > 1 for source in sources):
            yield refused(node, "merge-after-parallel")
        if not sources <= {split, *times}:
            yield refused(node, "into-branch")
