"""What differs between the numbers of the rows of two diagrams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.diagram import graph
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.process import Process


@dataclass(frozen=True)
class _Renumbered:
    """A step that has another row number than before."""

    node: str
    before: str
    after: str

    @property
    def shift(self) -> int | None:
        """How far the number went; None where one of the two is no number."""
        if not (self.before.isdecimal() and self.after.isdecimal()):
            return None
        return int(self.after) - int(self.before)

    def leads_to(self, other: _Renumbered) -> bool:
        """Whether another step had this number or the next, and went as far."""
        is_alike = self.shift is not None and self.shift == other.shift
        return is_alike and int(other.before) - int(self.before) in (0, 1)


def numbers(old: Process, new: Process) -> Iterator[Change]:
    """The rows that have other numbers; those that went equally far together are one change.

    No shape is to be marked for its number alone.
    """
    for run in _runs(_renumbered(old, new)):
        first, last = run[0], run[-1]
        if first.before == last.before:
            about = (Topic.STEP, Turn.CHANGED, "", first.after, new.node[first.node].name, "row")
            yield Change(*about, first.before, first.after)
        else:
            spans = (f"{first.before}–{last.before}", f"{first.after}–{last.after}")
            yield Change(Topic.NUMBERS, Turn.CHANGED, before=spans[0], after=spans[1])


def _renumbered(old: Process, new: Process) -> list[_Renumbered]:
    """The steps of both that have another number, by the one that they had."""
    before, after = graph.rows(old), graph.rows(new)
    both = [_Renumbered(node, before[node], after[node]) for node in after if node in before]
    found = [one for one in both if one.before != one.after]
    return sorted(found, key=lambda one: int(one.before) if one.before.isdecimal() else 0)


def _runs(found: Sequence[_Renumbered]) -> list[list[_Renumbered]]:
    runs: list[list[_Renumbered]] = []
    for one in found:
        if runs and runs[-1][-1].leads_to(one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
