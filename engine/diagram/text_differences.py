"""What differs between the texts of two bundles of an SOP, line by line.

What differs between their diagrams is told by `differences`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from engine.diagram.changes import Turn
from engine.diagram.identity import DIAGRAM
from engine.papers import LONGEST

# So many lines that stay are shown before and behind what changes.
AROUND = 2
# All pairs of like lines may be looked through once for each line that stays: so many looks take
# about a second.
MOST_LOOKS = 5_000_000

Opcode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]
"""As `difflib` tells it: what becomes of some lines, from where to where before, and after."""


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

    Of what is longer than any paper, or is no text, there are no lines.
    """

    path: str
    turn: Turn
    parts: tuple[tuple[Line, ...], ...]


def between(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Change]:
    """All files but the diagram that differ; of each the lines that differ, and those around."""
    paths = sorted({*old, *new} - {DIAGRAM})
    return [_change(p, old.get(p), new.get(p)) for p in paths if old.get(p) != new.get(p)]


def lines(old: str, new: str) -> tuple[tuple[Line, ...], ...]:
    """The lines that differ between two texts, in runs with those around them.

    Where finding what stays would take long, all from the first to the last difference is told.
    """
    before, after = old.splitlines(), new.splitlines()
    groups = _Grouping(_opcodes(before, after)).get_grouped_opcodes(AROUND)
    return tuple(tuple(_run(before, after, group)) for group in groups)


class _Grouping(SequenceMatcher[str]):
    """Parts into runs what was found already."""

    def __init__(self, found: list[Opcode]) -> None:
        super().__init__()
        self.found = found

    def get_opcodes(self) -> list[Opcode]:
        return self.found


def _opcodes(before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    end, stop = len(before) - tail, len(after) - tail
    inner = _compared(before[head:end], after[head:stop])
    found = [
        ("equal", 0, head, 0, head),
        *((kind, a + head, b + head, c + head, d + head) for kind, a, b, c, d in inner),
        ("equal", end, len(before), stop, len(after)),
    ]
    return [step for step in found if step[1] < step[2] or step[3] < step[4]]


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines are the same in both, counted from the first."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((n for n, (was, now) in pairs if was != now), min(len(before), len(after)))


def _takes_long(before: Sequence[str], after: Sequence[str]) -> bool:
    was, now = Counter(before), Counter(after)
    pairs = sum(times * now[line] for line, times in was.items() if not _is_blank(line))
    return pairs * min(len(before), len(after)) > MOST_LOOKS


def _is_blank(line: str) -> bool:
    return not line.strip()


def _compared(before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
    if _takes_long(before, after):
        return [("replace", 0, len(before), 0, len(after))]
    return SequenceMatcher(_is_blank, before, after, autojunk=False).get_opcodes()


def _change(path: str, old: bytes | None, new: bytes | None) -> Change:
    turn = Turn.ADDED if old is None else Turn.REMOVED if new is None else Turn.CHANGED
    try:
        texts = [(data or b"").decode() for data in (old, new)]
    except UnicodeDecodeError:
        return Change(path, turn, ())
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
