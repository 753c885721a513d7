"""What differs between the texts of two bundles of an SOP, line by line.

What differs between their diagrams is told by `differences`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate, groupby
from typing import Literal

from engine import remembering
from engine.diagram.changes import Turn
from engine.diagram.identity import DIAGRAM
from engine.papers import LONGEST

# So many lines that stay are shown before and behind what changes.
AROUND = 2
# All pairs of like lines may be looked through once for each line that stays: so many looks take
# about a second. All texts together may take no more.
MOST_LOOKS = 5_000_000
# What all texts together show: letters, and for what stands around a line as many more.
MOST_SHOWN, AROUND_LINE = 600_000, 150

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

    Of what is longer than any paper, or is no text, there are no lines. `left_out` counts the lines
    that are left out behind those of the parts.
    """

    path: str
    turn: Turn
    parts: tuple[tuple[Line, ...], ...]
    left_out: int = 0


@dataclass
class _Budget:
    """How many looks are left."""

    left: int = MOST_LOOKS

    def bears(self, looks: int) -> bool:
        """Whether so many are left; then they are taken."""
        is_enough = looks <= self.left
        self.left -= looks if is_enough else 0
        return is_enough


def between(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Change]:
    """All files but the diagram that differ; of each the lines that differ, and those around.

    Where all would be more than a page bears, short changes are shown whole, and long ones so far.
    """
    paths, budget = sorted({*old, *new} - {DIAGRAM}), _Budget()
    return _shared(
        [_change(p, old.get(p), new.get(p), budget) for p in paths if old.get(p) != new.get(p)]
    )


Contents = frozenset[tuple[str, bytes]]
"""The paths and files of a bundle."""


@remembering.remembered(8)
def remembered(old: Contents, new: Contents) -> tuple[Change, ...]:
    """As `between`; the last few answers are kept, for whoever looks at a page looks again."""
    return tuple(between(dict(old), dict(new)))


def lines(old: str, new: str) -> tuple[tuple[Line, ...], ...]:
    """The lines that differ between two texts, in runs with those around them.

    Where finding what stays would take long, all from the first to the last difference is told.
    """
    return _lines(old, new, _Budget())


def _lines(old: str, new: str, budget: _Budget) -> tuple[tuple[Line, ...], ...]:
    before, after = old.splitlines(), new.splitlines()
    groups = _Grouping(_opcodes(before, after, budget)).get_grouped_opcodes(AROUND)
    return tuple(tuple(_run(before, after, group)) for group in groups)


class _Grouping(SequenceMatcher[str]):
    """Parts into runs what was found already."""

    def __init__(self, found: list[Opcode]) -> None:
        super().__init__()
        self.found = found

    def get_opcodes(self) -> list[Opcode]:
        return self.found


def _opcodes(before: Sequence[str], after: Sequence[str], budget: _Budget) -> list[Opcode]:
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    end, stop = len(before) - tail, len(after) - tail
    inner = _compared(before[head:end], after[head:stop], budget)
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


def _looks(before: Sequence[str], after: Sequence[str]) -> int:
    was, now = Counter(before), Counter(after)
    pairs = sum(times * now[line] for line, times in was.items() if not _is_blank(line))
    return pairs * min(len(before), len(after))


def _is_blank(line: str) -> bool:
    return not line.strip()


def _compared(before: Sequence[str], after: Sequence[str], budget: _Budget) -> list[Opcode]:
    if not budget.bears(_looks(before, after)):
        return [("replace", 0, len(before), 0, len(after))]
    return SequenceMatcher(_is_blank, before, after, autojunk=False).get_opcodes()


def _change(path: str, old: bytes | None, new: bytes | None, budget: _Budget) -> Change:
    turn = Turn.ADDED if old is None else Turn.REMOVED if new is None else Turn.CHANGED
    try:
        was, now = ((data or b"").decode() for data in (old, new))
    except UnicodeDecodeError:
        return Change(path, turn, ())
    is_long = max(len(was), len(now)) > LONGEST
    return Change(path, turn, () if is_long else _lines(was, now, budget))


def _run(
    before: Sequence[str], after: Sequence[str], group: Sequence[tuple[str, int, int, int, int]]
) -> Iterator[Line]:
    for kind, start, end, begin, stop in group:
        if kind == "equal":
            yield from (Line(None, n + 1, after[n]) for n in range(begin, stop))
        else:
            yield from (Line(Turn.REMOVED, n + 1, before[n]) for n in range(start, end))
            yield from (Line(Turn.ADDED, n + 1, after[n]) for n in range(begin, stop))


# --- what a page bears ------------------------------------------------------------------------


def _shared(changes: Sequence[Change]) -> list[Change]:
    """The changes, the shortest first whole, as long as the longer ones have as much for them."""
    left, shown = MOST_SHOWN, dict[str, Change]()
    by_size = sorted(changes, key=_size)
    for place, change in enumerate(by_size):
        shown[change.path] = _cut(change, left // (len(by_size) - place))
        left -= _size(shown[change.path])
    return [shown[change.path] for change in changes]


def _size(change: Change) -> int:
    return sum(_width(line) for part in change.parts for line in part)


def _width(line: Line) -> int:
    return len(line.text) + AROUND_LINE


def _cut(change: Change, most: int) -> Change:
    """A change with the first of its lines, of which so much is shown."""
    told = [(number, line) for number, part in enumerate(change.parts) for line in part]
    count = sum(end <= most for end in accumulate(_width(line) for _, line in told))
    runs = groupby(told[:count], key=lambda one: one[0])
    parts = tuple(tuple(line for _, line in run) for _, run in runs)
    return replace(change, parts=parts, left_out=len(told) - count)
