"""What differs between two diagrams of an SOP, as facts; sentences are made where they are shown.

Both must be such as the check accepts. Elements are the same when their ids are. Where a step goes
on is compared as people see it: by which decision, to which steps, whether back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from engine.diagram import graph
from engine.diagram.process import Flow, Kind, Node, Process
from engine.diagram.step import Step
from engine.fields.kinds import Field


class Topic(StrEnum):
    """What a change is about."""

    PROCESS = "process"
    IDENTITY = "identity"
    CLAUSE = "clause"
    PAPER = "paper"
    LANE = "lane"
    STEP = "step"
    FIELD = "field"
    WAY = "way"
    RETURN = "return"
    DRAWING = "drawing"


class Turn(StrEnum):
    """What became of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    QUESTIONED = "questioned"


@dataclass(frozen=True)
class Change:
    """One difference; `fact` names what changed of the topic, `element` the shape to mark.

    `row` and `name` say which step, lane, field, paper or block it is about.
    """

    topic: Topic
    turn: Turn
    element: str = ""
    row: str = ""
    name: str = ""
    fact: str = ""
    before: str = ""
    after: str = ""


def between(old: Process, new: Process) -> list[Change]:
    """All differences: first the SOP as a whole, then its steps in walking order."""
    found = [*_process(old, new), *_papers(old, new), *_lanes(old, new)]
    found += [*_steps(old, new), *_ways(old, new)]
    if not found and old.drawing != new.drawing:
        found.append(Change(Topic.DRAWING, Turn.CHANGED))
    return found


# --- the SOP as a whole -----------------------------------------------------------------------

IDENTITY = (
    *("number", "title", "flow_title", "agency", "unit"),
    *("created", "revised", "effective", "approved_by"),
)


def _process(old: Process, new: Process) -> Iterator[Change]:
    for fact in ("key", "name", "name_en"):
        yield from _changed(Change(Topic.PROCESS, Turn.CHANGED, fact=fact), old, new)
    for fact in IDENTITY:
        change = Change(Topic.IDENTITY, Turn.CHANGED, fact=fact)
        yield from _changed(change, old.identity, new.identity)
    before = {(clause.block, clause.text) for clause in old.identity.clauses}
    after = {(clause.block, clause.text) for clause in new.identity.clauses}
    for block, text in sorted(before - after):
        yield Change(Topic.CLAUSE, Turn.REMOVED, name=block, before=text)
    for block, text in sorted(after - before):
        yield Change(Topic.CLAUSE, Turn.ADDED, name=block, after=text)


def _papers(old: Process, new: Process) -> Iterator[Change]:
    before, after = {p.code: p for p in old.papers}, {p.code: p for p in new.papers}
    yield from _came_and_went(
        before,
        after,
        lambda code, paper: Change(Topic.PAPER, Turn.CHANGED, name=f"{code} {paper.name}"),
    )
    for code in before.keys() & after.keys():
        for fact in ("name", "name_en", "file"):
            change = Change(Topic.PAPER, Turn.CHANGED, name=code, fact=fact)
            yield from _changed(change, before[code], after[code])


def _lanes(old: Process, new: Process) -> Iterator[Change]:
    yield from _came_and_went(
        old.lane,
        new.lane,
        lambda id_, lane: Change(Topic.LANE, Turn.CHANGED, id_, name=lane.name),
    )
    for lane in new.lanes:
        for fact in ("name", "name_en", "post", "kind"):
            change = Change(Topic.LANE, Turn.CHANGED, lane.id, name=lane.name, fact=fact)
            if lane.id in old.lane:
                yield from _changed(change, old.lane[lane.id], lane)


def _came_and_went(
    before: Mapping[str, Any], after: Mapping[str, Any], change: Callable[[str, Any], Change]
) -> Iterator[Change]:
    for key, thing in before.items():
        if key not in after:
            yield _turned(change(key, thing), Turn.REMOVED)
    for key, thing in after.items():
        if key not in before:
            yield _turned(change(key, thing), Turn.ADDED)


def _turned(change: Change, turn: Turn) -> Change:
    return Change(change.topic, turn, change.element, change.row, change.name, change.fact)


def _changed(change: Change, old: Any, new: Any) -> Iterator[Change]:
    """The change with what an attribute of that name was and is, if that differs."""
    before, after = getattr(old, change.fact), getattr(new, change.fact)
    if before != after:
        about = (change.topic, change.turn, change.element, change.row, change.name, change.fact)
        yield Change(*about, before=_text(before), after=_text(after))


def _text(value: Any) -> str:
    """A value as words: options and columns by their labels, what is missing as nothing."""
    if isinstance(value, tuple):
        return ", ".join(part.label for part in value)
    return "" if value is None else str(value)


# --- steps ------------------------------------------------------------------------------------

# What people see of a step, each by the name that pages word.
FACTS: Mapping[str, Callable[[Process, Node, Step], object]] = {
    "row": lambda process, node, step: graph.rows(process)[node.id],
    "name": lambda process, node, step: node.name,
    "name_en": lambda process, node, step: node.name_en,
    "post": lambda process, node, step: process.lane[node.lane].name,
    "wording": lambda process, node, step: step.wording,
    "inputs": lambda process, node, step: step.standard.printed_inputs,
    "time": lambda process, node, step: step.standard.printed_time,
    "duration": lambda process, node, step: step.standard.duration,
    "outputs": lambda process, node, step: step.standard.printed_outputs,
    "needs": lambda process, node, step: " ".join(step.standard.inputs),
    "makes": lambda process, node, step: " ".join(step.standard.outputs),
    "meaning": lambda process, node, step: step.meaning.value,
    "notify": lambda process, node, step: ", ".join(step.notify),
}
FIELD_FACTS = (
    *("label", "label_en", "type", "required", "help", "help_en", "default", "minimum", "maximum"),
    *("shown_when", "options", "columns", "mode", "paper"),
)


def _steps(old: Process, new: Process) -> Iterator[Change]:
    before, after = graph.rows(old), graph.rows(new)
    for node in graph.walking_order(old):
        if node in before and node not in after:
            name = old.node[node].name
            yield Change(Topic.STEP, Turn.REMOVED, node, before[node], name)
    for node in graph.walking_order(new):
        if node in after and node not in before:
            lane = new.lane[new.node[node].lane].name
            about = (node, after[node], new.node[node].name)
            yield Change(Topic.STEP, Turn.ADDED, *about, fact="post", after=lane)
        elif node in after:
            yield from _step(old, new, node, after[node])


def _step(old: Process, new: Process, node: str, row: str) -> Iterator[Change]:
    was, now = old.node[node], new.node[node]
    old_step, new_step = was.step or Step(), now.step or Step()
    for fact, read in FACTS.items():
        before, after = read(old, was, old_step), read(new, now, new_step)
        if before != after:
            about = (Topic.STEP, Turn.CHANGED, node, row, now.name, fact)
            yield Change(*about, str(before), str(after))
    if old_step.unconfirmed != new_step.unconfirmed:
        turn = Turn.QUESTIONED if new_step.unconfirmed else Turn.CONFIRMED
        yield Change(Topic.STEP, turn, node, row, now.name)
    yield from _fields(old_step.fields, new_step.fields, node, row)


def _fields(
    old: tuple[Field, ...], new: tuple[Field, ...], node: str, row: str
) -> Iterator[Change]:
    before, after = {f.key: f for f in old}, {f.key: f for f in new}
    yield from _came_and_went(
        before, after, lambda _, field: Change(Topic.FIELD, Turn.CHANGED, node, row, field.label)
    )
    for key in after:
        for fact in FIELD_FACTS if key in before else ():
            change = Change(Topic.FIELD, Turn.CHANGED, node, row, after[key].label, fact)
            yield from _changed(change, before[key], after[key])


# --- ways -------------------------------------------------------------------------------------


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


def _ways(old: Process, new: Process) -> Iterator[Change]:
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
