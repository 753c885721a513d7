"""What differs between the texts of two bundles of an SOP, line by line.

What differs between their diagrams is told by `differences`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from engine.diagram.changes import Turn
from engine.diagram.identity import TEXTS
from engine.papers import LONGEST

# So many lines that stay are shown before and behind what changes.
AROUND = 2


@dataclass(frozen=True)
class Line:
    """A line of a text: `turn` is None where it stays, `number` its place, counted from 1.

    The number of a line that is removed is the one that it had.
    """

    turn: Turn | None
    number: int
    text: str


@dataclass(frozen=True)
class Change:
    """A text that was added, removed or changed, and where; `parts` are runs of lines.

    Of a text that is longer than any paper there are no lines.
    """

    path: str
    turn: Turn
    parts: tuple[tuple[Line, ...], ...]


def between(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Change]:
    """The texts that differ, by path; of each the lines that differ, with those around them."""
    paths = sorted(path for path in {*old, *new} if path.startswith(TEXTS))
    return [_change(p, old.get(p), new.get(p)) for p in paths if old.get(p) != new.get(p)]


def lines(old: str, new: str) -> tuple[tuple[Line, ...], ...]:
    """The lines that differ between two texts, in runs with those around them."""
    before, after = old.splitlines(), new.splitlines()
    compared = SequenceMatcher(None, before, after, autojunk=False)
    groups = compared.get_grouped_opcodes(AROUND)
    return tuple(tuple(_run(before, after, group)) for group in groups)


def _change(path: str, old: bytes | None, new: bytes | None) -> Change:
    turn = Turn.ADDED if old is None else Turn.REMOVED if new is None else Turn.CHANGED
    texts = [(data or b"").decode(errors="replace") for data in (old, new)]
    # Comparing takes time that grows with the square of the lines.
    return Change(path, turn, () if max(map(len, texts)) > LONGEST else lines(*texts))


def _run(
    before: Sequence[str], after: Sequence[str], group: Sequence[tuple[str, int, int, int, int]]
) -> Iterator[Line]:
    for kind, start, end, begin, stop in group:
        if kind == "equal":
            yield from (Line(None, n + 1, after[n]) for n in range(begin, stop))
        else:
            yield from (Line(Turn.REMOVED, n + 1, before[n]) for n in range(start, end))
            yield from (Line(Turn.ADDED, n + 1, after[n]) for n in range(begin, stop))
