"""What differs between the ways on from the steps of two diagrams.

Where a step goes on is compared as people see it: by which decision and
conditions, to which steps, whether beside each other, whether back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from engine.diagram import graph
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.insertions import inserted, places
from engine.diagram.process import GATEWAYS, Flow, Kind, Process

# Gateways in a row may lead on in more ways than anybody can read.
MOST_COURSES = 30

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class _Way:
    """A way on from a step or the start: by which decision and conditions, to which steps or ends.

    `to` tells the steps by their rows; where a row was only given another number, the way is the
    same.
    """

    decision: str
    when: tuple[str, ...]
    targets: tuple[str, ...]
    beside: bool
    back: bool
    to: str = field(compare=False)


@dataclass(frozen=True)
class _Course:
    """The flows from a step or the start through gateways to the next step or end."""

    flows: tuple[Flow, ...]
    when: tuple[str, ...] = ()
    beside: bool = False


def ways(old: Process, new: Process) -> Iterator[Change]:
    """The ways and returns that went or came, from the start and each step in walking order.

    What leads through a step that was put on a way, and the way on from there, is told with it.
    """
    # Old ways, too, call a step by its number of now, and one that is gone by its name: its number
    # may be another's.
    gone = {node: f"“{old.node[node].name}”" for node in graph.rows(old)}
    rows, onto = gone | graph.rows(new), inserted(old, new)
    start = _ways_from(new, new.start.id, rows, onto)
    yield from _turned(_ways_from(old, old.start.id, rows), start, new.start.id)
    for node in graph.walking_order(new):
        if node in rows and node not in onto:
            before = _ways_from(old, node, rows) if node in old.node else set()
            yield from _turned(before, _ways_from(new, node, rows, onto), node, rows[node])


def _turned(before: set[_Way], after: set[_Way], node: str, row: str = "") -> Iterator[Change]:
    for way in sorted(before - after, key=str):
        yield _way(way, Turn.REMOVED, node, row)
    for way in sorted(after - before, key=str):
        yield _way(way, Turn.ADDED, node, row)


def _way(way: _Way, turn: Turn, node: str, row: str) -> Change:
    topic = Topic.RETURN if way.back else Topic.WAY if row else Topic.START
    before, after = (way.to, "") if turn is Turn.REMOVED else ("", way.to)
    return Change(
        *(topic, turn, node, row, way.decision),
        before=before,
        after=after,
        when=way.when,
        beside=way.beside,
    )


def _ways_from(
    process: Process, node: str, rows: Mapping[str, str], onto: Mapping[str, str] = NOTHING
) -> set[_Way]:
    """The ways on from a node; those of one split are one way with several targets.

    `rows` are the numbers by which steps are called; `onto` says which are passed, and to what.
    """
    flows = graph.decisions(process, node) or process.outgoing[node]
    alike: dict[tuple[str, tuple[str, ...], bool, bool], list[str]] = {}
    for flow in flows:
        for course in _told(process, flow):
            back = any(graph.is_return(process, one) for one in course.flows)
            names = " / ".join(one.name for one in course.flows if one.name)
            key = (names, course.when, course.beside, back)
            alike.setdefault(key, []).append(course.flows[-1].target)
    led = Counter(onto.get(target, target) for targets in alike.values() for target in targets)
    found = set[_Way]()
    for (names, when, beside, back), targets in alike.items():
        # Of a return, and of several ways to one step, it is told which lead through another.
        on = [t if back or led[onto.get(t, t)] > 1 else onto.get(t, t) for t in targets]
        found.add(_Way(names, when, tuple(on), beside, back, places(process, targets, rows)))
    return found


def _told(process: Process, flow: Flow) -> list[_Course]:
    """The courses that begin with a flow; of too many to tell each, all that is asked at once."""
    found = list(islice(_courses(process, _Course((flow,))), MOST_COURSES + 1))
    if len(found) <= MOST_COURSES:
        return found
    passed = list(_passed(process, flow))
    when = tuple(one.condition for one in passed if one.condition)
    beside = any(_splits(process, one.target, Kind.PARALLEL) for one in passed)
    ends = (one for one in passed if process.node[one.target].kind not in GATEWAYS)
    return [_Course((*passed, end), when, beside) for end in ends]


def _passed(process: Process, first: Flow) -> Iterator[Flow]:
    """A flow and all that follow it through gateways, each once."""
    seen, waiting = set[Flow](), [first]
    while waiting:
        flow = waiting.pop(0)
        if flow not in seen:
            yield flow
            seen.add(flow)
            is_gateway = process.node[flow.target].kind in GATEWAYS
            waiting += process.outgoing[flow.target] if is_gateway else ()


def _splits(process: Process, node: str, kind: Kind) -> bool:
    return process.node[node].kind is kind and len(process.outgoing[node]) > 1


def _courses(process: Process, course: _Course) -> Iterator[_Course]:
    """A course led on by all ways to steps and ends; the check refuses loops of gateways alone.

    A gateway may be passed on many ways, each under conditions of its own, so that `graph.courses`
    does not do.
    """
    gateway = course.flows[-1].target
    if process.node[gateway].kind not in GATEWAYS:
        yield course
        return
    is_choice = _splits(process, gateway, Kind.CHOICE)
    beside = course.beside or _splits(process, gateway, Kind.PARALLEL)
    for flow in process.outgoing[gateway]:
        asked = (flow.condition,) if is_choice else ()
        on = _Course((*course.flows, flow), (*course.when, *asked), beside)
        yield from _courses(process, on)
