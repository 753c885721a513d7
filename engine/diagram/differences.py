"""What differs between two diagrams of an SOP.

Both must be such as the check accepts. Elements are the same when their ids are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.diagram.changes import Change, Topic, Turn, came_and_went, changed
from engine.diagram.identity import Identity
from engine.diagram.number_differences import numbers
from engine.diagram.process import Kind, Lane, Process
from engine.diagram.step_differences import post, steps
from engine.diagram.way_differences import ways


def between(old: Process, new: Process, language: str = "id") -> list[Change]:
    """All differences: first the SOP as a whole, then its steps in walking order.

    Posts are called as readers of a language know them.
    """
    found = [*_process(old, new), *_papers(old, new), *_lanes(old, new)]
    old, new = _read_in(old, language), _read_in(new, language)
    found += [*_start(old, new), *steps(old, new), *numbers(old, new)]
    found += (told := [*ways(old, new)])
    if not told and _symbols(old) != _symbols(new):
        found.append(Change(Topic.SYMBOLS, Turn.CHANGED))
    if not found and old.drawing != new.drawing:
        found.append(Change(Topic.DRAWING, Turn.CHANGED))
    return found


def _read_in(process: Process, language: str) -> Process:
    """The process with its lanes called as readers of a language know them."""
    if language != "en":
        return process
    lanes = (replace(lane, name=lane.name_en or lane.name) for lane in process.lanes)
    return replace(process, lanes=tuple(lanes))


IDENTITY = (
    *("number", "title", "flow_title", "agency", "unit"),
    *("created", "revised", "effective", "approved_by"),
)


def _process(old: Process, new: Process) -> Iterator[Change]:
    for fact in ("key", "name", "name_en"):
        yield from changed(Change(Topic.PROCESS, Turn.CHANGED, fact=fact), old, new)
    for fact in IDENTITY:
        change = Change(Topic.IDENTITY, Turn.CHANGED, fact=fact)
        yield from changed(change, old.identity, new.identity)
    before, after = _clauses(old.identity), _clauses(new.identity)
    for block, text in sorted(before - after):
        yield Change(Topic.CLAUSE, Turn.REMOVED, name=block, before=text)
    for block, text in sorted(after - before):
        yield Change(Topic.CLAUSE, Turn.ADDED, name=block, after=text)


def _clauses(identity: Identity) -> set[tuple[str, str]]:
    """The clauses by block and text, but for the one that only repeats the number."""
    found = {(clause.block, clause.text) for clause in identity.clauses}
    return found - {("number", identity.number)}


def _papers(old: Process, new: Process) -> Iterator[Change]:
    before, after = {p.code: p for p in old.papers}, {p.code: p for p in new.papers}
    yield from came_and_went(
        before,
        after,
        lambda code, paper: Change(Topic.PAPER, Turn.CHANGED, name=f"{code} {paper.name}"),
    )
    for code in before.keys() & after.keys():
        for fact in ("name", "name_en", "file"):
            change = Change(Topic.PAPER, Turn.CHANGED, name=code, fact=fact)
            yield from changed(change, before[code], after[code])


def _lanes(old: Process, new: Process) -> Iterator[Change]:
    yield from came_and_went(
        old.lane,
        new.lane,
        lambda id_, lane: Change(Topic.LANE, Turn.CHANGED, id_, name=lane.name),
    )
    for lane in new.lanes:
        was = old.lane.get(lane.id, Lane(lane.id, lane.name, ""))
        for fact in ("name", "name_en", "post", "kind"):
            change = Change(Topic.LANE, Turn.CHANGED, lane.id, name=lane.name, fact=fact)
            yield from changed(change, was, lane)


def _start(old: Process, new: Process) -> Iterator[Change]:
    """Who may begin an instance: the post in whose lane the start stands."""
    before, after = post(old, old.start.id, new), post(new, new.start.id, old)
    if before != after:
        about = (Topic.START, Turn.CHANGED, new.start.id)
        yield Change(*about, fact="post", before=before, after=after)


def _symbols(process: Process) -> set[tuple[str, ...]]:
    """Gateways and events, and all flows, by what is said of them."""
    others = (node for node in process.nodes if node.kind is not Kind.USER_TASK)
    nodes = {(node.id, node.kind.value, node.name, node.name_en) for node in others}
    return nodes | {
        (flow.source, flow.target, flow.name, flow.name_en, flow.condition)
        for flow in process.flows
    }
