"""The flow from the start to the ends: nothing hangs loose, stops short or runs in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import graph, xml
from engine.diagram.checks.subject import Subject
from engine.diagram.process import GATEWAYS, Flow, Kind, Process
from engine.diagram.verdicts import Verdict, changed, refused

MOST_PREDICTED = 500


def ends(subject: Subject) -> Iterator[Verdict]:
    """Where the process begins and ends, and how many flows each node has."""
    process, count = subject.process, dict.fromkeys(Kind, 0)
    for node in process.nodes:
        count[node.kind] += 1
    if count[Kind.START] != 1:
        yield refused(process.key, "one-start", count=str(count[Kind.START]))
    if not count[Kind.END]:
        yield refused(process.key, "no-end")
    if not count[Kind.USER_TASK]:
        yield refused(process.key, "no-step")
    for node in process.nodes:
        yield from _flows_of(process, node.id)
    yield from _dangling(subject)


def _flows_of(process: Process, node: str) -> Iterator[Verdict]:
    kind, outgoing = process.node[node].kind, len(process.outgoing[node])
    if kind is Kind.START and process.incoming[node]:
        yield refused(node, "into-start")
    if kind is Kind.END and outgoing:
        yield refused(node, "out-of-end")
    if kind is not Kind.END and not outgoing:
        yield refused(node, "dead-end")
    if kind not in GATEWAYS | {Kind.END} and outgoing > 1:
        yield refused(node, "two-flows-out")
    if kind is Kind.PARALLEL and outgoing > 1 and len(process.incoming[node]) > 1:
        yield refused(node, "gateway-mixed")


def _dangling(subject: Subject) -> Iterator[Verdict]:
    # A flow to an element that cannot run is no second fault: the element is refused by itself.
    artifacts = ("sequenceFlow", "textAnnotation", "group", "association")
    there = {n for n, e in subject.by_id.items() if n and xml.local(e) not in artifacts}
    for flow in subject.process.flows:
        if not {flow.source, flow.target} <= there:
            yield refused(flow.id, "dangling-flow")


def paths(subject: Subject) -> Iterator[Verdict]:
    """What lies on no path, what no path leaves, loops that never end, paths beyond counting."""
    process = subject.process
    ways = graph.forward(process)
    yield from _lost(process, ways)
    choices = {node.id for node, _ in subject.splits}
    steps = {node.id for node in process.user_tasks}
    endless = _loops(ways, choices)
    yield from (refused(node, "loop-without-choice") for node in endless)
    yield from (refused(node, "loop-without-step") for node in _loops(ways, steps))
    yield from (changed(flow.id, "back-without-return") for flow in _only_back(subject))
    if not endless:
        yield from _predicted(process, ways, choices)


def _lost(process: Process, ways: dict[str, list[str]]) -> Iterator[Verdict]:
    reached = graph.reachable(process.start.id, ways)
    stops = {node for node, targets in ways.items() if not targets}
    stops |= {node.id for node in process.nodes if node.kind is Kind.END}
    back = graph.backward(process)
    leaving = set[str]().union(*(graph.reachable(stop, back) for stop in stops))
    cut_off = [node for node in ways if node not in reached]
    stuck = [node for node in ways if node in reached and node not in leaving]
    yield from _told(cut_off, _sources(cut_off, ways, back), "unreachable", "unreachable-behind")
    ends = _sources(stuck[::-1], back, ways)
    yield from _told(stuck, _turning(process, stuck, ends), "no-way-out", "no-way-out-before")


Causes = dict[str, frozenset[str]]
"""The nodes at which a fault is to be mended, each with all that have it for that reason."""


def _told(nodes: list[str], causes: Causes, code: str, following: str) -> Iterator[Verdict]:
    yield from (refused(node, code) for node in causes)
    for node in nodes:
        if node not in causes:
            cause = next(cause for cause, behind in causes.items() if node in behind)
            yield refused(node, following, detail=cause)


def _sources(nodes: list[str], ways: graph.Ways, back: graph.Ways) -> Causes:
    """Those of some nodes to which only leads what they lead to, the first of each circle."""
    found, told, every = Causes(), set[str](), set(nodes)
    for node in nodes:
        behind = graph.reachable(node, ways)
        if node not in told and graph.reachable(node, back) & every <= behind:
            found[node] = frozenset(behind)
            told |= behind
    return found


def _turning(process: Process, stuck: list[str], ends: Causes) -> Causes:
    """Of each circle without a way out rather the node that only leads back: it lacks a way on."""
    found: Causes = {}
    for end, before in ends.items():
        circle = [node for node in stuck if node in graph.reachable(end, graph.forward(process))]
        back = [n for n in circle if all(graph.is_return(process, f) for f in process.outgoing[n])]
        found[(back or [end])[-1]] = before
    return found


def _loops(ways: dict[str, list[str]], without: set[str]) -> list[str]:
    """One node of each loop that remains when some nodes are taken out."""
    left = {n: [t for t in ts if t not in without] for n, ts in ways.items() if n not in without}
    found: list[str] = []
    seen: set[str] = set()
    for node in left:
        after = set[str]().union(*(graph.reachable(target, left) for target in left[node]))
        if node in after and node not in seen:
            found.append(node)
            seen |= after
    return found


def _only_back(subject: Subject) -> list[Flow]:
    """The flows out of choices that close a loop and are no returns."""
    process = subject.process
    far = _distances(process.start.id, graph.forward(process))
    chosen = [f for _, flows in subject.splits for f in flows if not graph.is_return(process, f)]
    looping = [f for f in chosen if f.source in graph.downstream(process, f.target)]
    return [flow for flow in looping if far.get(flow.target, 0) <= far.get(flow.source, 0)]


def _distances(start: str, ways: dict[str, list[str]]) -> dict[str, int]:
    """Over how many flows each node is reached at least."""
    far, ring = {start: 0}, {start}
    while ring:
        ring = {target for node in ring for target in ways[node]} - far.keys()
        far |= dict.fromkeys(ring, max(far.values()) + 1)
    return far


def _predicted(
    process: Process, ways: dict[str, list[str]], choices: set[str]
) -> Iterator[Verdict]:
    """The engine foresees every path up to the next choice, and joins once for each branch."""
    known: dict[str, int] = {}

    def tasks(node: str) -> int:
        if node not in known:
            known[node] = 1 if node in choices else 1 + sum(map(tasks, ways[node]))
        return known[node]

    most = max(map(tasks, ways))
    if most > MOST_PREDICTED:
        yield refused(process.key, "too-many-paths", count=str(most))
