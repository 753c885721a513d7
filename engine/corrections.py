"""What was corrected since a step was done last: told from the records of what others sent since.

Of each answer and of each cell of a table it is told what was seen, what stands now, by which
completion it changed last, and who typed it for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy.orm import Session

from engine import dossier, indicators
from engine.dossier import Author, Completed
from engine.fields import differences as answers
from engine.fields.kinds import Field
from engine.fields.values import fitting
from engine.measurement import differences as cells
from engine.versions import Definition


@dataclass(frozen=True)
class Cell:
    """A cell that changed in the table of a field."""

    table: Field
    change: cells.Difference


@dataclass(frozen=True)
class Correction:
    """What somebody changed last, of what had been seen, by a completion that any may have sent."""

    done: Completed
    author: Author
    answers: list[answers.Difference] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Since:
    """What was corrected since a step was completed, or returned what it had, by `seen`.

    `is_redone` says whether others did a step again since then that had been done before.
    """

    seen: Completed
    is_redone: bool
    corrections: list[Correction]


def since(session: Session, instance_id: int, definition: Definition, node: str) -> Since | None:
    """What was corrected since a step was done last; None when it was not done yet.

    Three statements, and one for each state of each table that changed: what was recorded before
    the steps that were done again since is not read.
    """
    latest = dossier.latest(session, instance_id)
    seen = next((one for one in latest if one.node == node), None)
    if seen is None:
        return None
    told = _told(session, instance_id, seen.seq, latest)
    again, found = _again(told, seen.seq), dict[tuple[int, Author], Correction]()
    for done, change in _answers(definition, again):
        _by(found, done, done.sender).answers.append(change)
    for done, cell in _cells(session, definition, told, seen.seq):
        author = done.author(cell.table.key, cell.change.id, cell.change.column)
        _by(found, done, author).cells.append(cell)
    corrections = sorted(found.values(), key=lambda one: one.done.seq)
    return Since(seen, bool(again), corrections)


def last_in(session: Session, instance_id: int, table: Field) -> list[Correction]:
    """What the last step that sent a table changed in it, by whom; [] where it set it up."""
    last = indicators.named(session, instance_id, table.key)[:2]
    if len({one.sha256 for one in last}) < 2:
        return []
    after, before = (indicators.load(session, one) for one in last)
    done = dossier.since(session, instance_id, last[0].seq - 1)[0]
    found: dict[tuple[int, Author], Correction] = {}
    for change in cells.differences(before, after):
        author = done.author(table.key, change.id, change.column)
        _by(found, done, author).cells.append(Cell(table, change))
    return list(found.values())


def _by(found: dict[tuple[int, Author], Correction], done: Completed, author: Author) -> Correction:
    return found.setdefault((done.seq, author), Correction(done, author))


def _told(
    session: Session, instance_id: int, seen: int, latest: Sequence[Completed]
) -> list[Completed]:
    """What was completed of each step when it was seen, and every completion since."""
    later = dossier.since(session, instance_id, seen)
    first = {one.node: one.round for one in reversed(later)}
    again = {node for node, round in first.items() if round > 1}
    same = [one for one in latest if one.seq <= seen]
    before = dossier.before(session, instance_id, seen, again)
    return [*sorted([*same, *before], key=lambda one: one.seq), *later]


def _again(told: Sequence[Completed], seen: int) -> dict[str, list[Completed]]:
    """The steps that were done again: each as it was seen, then its completions since.

    One that has only led back is still to be done.
    """
    found = {one.node: [one] for one in told if one.seq <= seen}
    for one in told:
        if one.seq > seen and one.node in found:
            found[one.node].append(one)
    return {
        node: states
        for node, states in found.items()
        if len(states) > 1 and not states[-1].is_return
    }


def _answers(
    definition: Definition, again: Mapping[str, Sequence[Completed]]
) -> Iterator[tuple[Completed, answers.Difference]]:
    """Answers that changed, each with the completion that changed it last."""
    for node, states in again.items():
        found = definition.process.node.get(node)
        fields = found.step.fields if found and found.step else ()
        was, now = (fitting(fields, one.answers) for one in (states[0], states[-1]))
        for change in answers.differences(fields, was, now):
            key = change.field.key
            by = [two for one, two in pairwise(states) if _other(one, two, key)]
            yield by[-1], change


def _other(one: Completed, two: Completed, key: str) -> bool:
    return bool(one.answers.get(key) != two.answers.get(key))


def _cells(
    session: Session, definition: Definition, told: Sequence[Completed], seen: int
) -> Iterator[tuple[Completed, Cell]]:
    """Cells that changed, each with the completion that changed it last."""
    for table in indicators.tables_of(definition.process):
        states = list(_states(told, seen, table.key))
        if len(states) < 2:
            continue
        kept = [indicators.of(session, _sum(one, table.key)) for one in states]
        by: dict[tuple[str, str], Completed] = {}
        first = kept[0]
        for done, (was, now) in zip(states[1:], pairwise(kept), strict=True):
            of = indicators.table_of(definition.process, done.node, table.key)
            first, was = (indicators.as_begun(one, now, of) for one in (first, was))
            by |= {(one.id, one.column): done for one in cells.differences(was, now)}
        for change in cells.differences(first, kept[-1]):
            # A row that went and came again differs in cells that nobody changed by themselves.
            done = by.get((change.id, change.column)) or by[change.id, ""]
            yield done, Cell(table, change)


def _states(told: Iterable[Completed], seen: int, key: str) -> Iterator[Completed]:
    """The completion that left the table that was seen, and those that changed it since."""
    named = [one for one in told if _sum(one, key)]
    before = [one for one in named if one.seq <= seen][-1:]
    last: Any = _sum(before[0], key) if before else None
    yield from before
    for one in named if before else ():
        if one.seq > seen and _sum(one, key) != last:
            last = _sum(one, key)
            yield one


def _sum(one: Completed, key: str) -> str:
    """The sha256 of the table that a completion left; "" where it left none."""
    about = one.answers.get(key)
    return str(about.get("sha256", "")) if isinstance(about, Mapping) else ""
