"""What differs between two diagrams of an SOP.

Both must be such as the check accepts. Elements are the same when their ids are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from engine.diagram import symbol_differences, untold
from engine.diagram.changes import Change, Topic, Turn, came_and_went, changed, order
from engine.diagram.identity import FACTS, Identity
from engine.diagram.number_differences import numbers
from engine.diagram.process import Lane, Process
from engine.diagram.step_differences import post, steps
from engine.diagram.way_differences import ways


def between(old: Process, new: Process, language: str = "id") -> list[Change]:
    """All differences: first the SOP as a whole, then its steps in walking order.

    What differs beside them and no sentence names is said to differ; of the drawing it is only
    told where nothing else does. Posts are called as readers of a language know them.
    """
    found = [*_process(old, new), *_papers(old, new), *_lanes(old, new)]
    old, new = _read_in(old, language), _read_in(new, language)
    found += [*_start(old, new), *steps(old, new), *numbers(old, new)]
    found += (told := [*ways(old, new)])
    if symbol_differences.differ(old, new, [change.element for change in told]):
        found.append(Change(Topic.SYMBOLS, Turn.CHANGED))
    if untold.remains(old, new) or not (found or untold.is_alike(old, new)):
        found.append(Change(Topic.CONTENT, Turn.CHANGED))
    if not found and old.drawing != new.drawing:
        found.append(Change(Topic.DRAWING, Turn.CHANGED))
    return found


def _read_in(process: Process, language: str) -> Process:
    """The process with its lanes called as readers of a language know them."""
    if language != "en":
        return process
    lanes = (replace(lane, name=lane.name_en or lane.name) for lane in process.lanes)
    return replace(process, lanes=tuple(lanes))


def _process(old: Process, new: Process) -> Iterator[Change]:
    for fact in ("key", "name", "name_en"):
        yield from changed(Change(Topic.PROCESS, Turn.CHANGED, fact=fact), old, new)
    for fact in FACTS.values():
        change = Change(Topic.IDENTITY, Turn.CHANGED, fact=fact)
        yield from changed(change, old.identity, new.identity)
    for block in dict.fromkeys(c.block for c in (*old.identity.clauses, *new.identity.clauses)):
        yield from _clauses(_texts(old.identity, block), _texts(new.identity, block), block)


def _texts(identity: Identity, block: str) -> list[str]:
    """The clauses of a block, but for the one that only repeats the number."""
    texts = [clause.text for clause in identity.block(block)]
    return [text for text in texts if block != "number" or text != identity.number]


def _clauses(before: Sequence[str], after: Sequence[str], block: str) -> Iterator[Change]:
    """The clauses of a block that went or came, the same words each time, and their order."""
    for text in (Counter(before) - Counter(after)).elements():
        yield Change(Topic.CLAUSE, Turn.REMOVED, name=block, before=text)
    for text in (Counter(after) - Counter(before)).elements():
        yield Change(Topic.CLAUSE, Turn.ADDED, name=block, after=text)
    change = Change(Topic.CLAUSE, Turn.CHANGED, name=block, fact="clauses")
    yield from order(change, *({text: text for text in texts} for texts in (before, after)))


def _papers(old: Process, new: Process) -> Iterator[Change]:
    before, after = {p.code: p for p in old.papers}, {p.code: p for p in new.papers}
    yield from came_and_went(
        before,
        after,
        lambda code, paper: Change(Topic.PAPER, Turn.CHANGED, name=f"{code} {paper.name}"),
    )
    change = Change(Topic.PROCESS, Turn.CHANGED, fact="papers")
    yield from order(change, *({p.code: p.name for p in its.papers} for its in (old, new)))
    for code in (code for code in after if code in before):
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
