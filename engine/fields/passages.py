"""What differs between two texts, word by word, for whoever reads both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words and the blanks behind them; else lines, where there are too many words to compare.
_PARTS = (re.compile(r"\s*\S+\s*|\s+"), re.compile(r"[^\n]*\n|[^\n]+"))
# All pairs of like parts may be looked through once for each part: so many take half a second.
_MOST_LOOKS = 10_000_000
# Of texts that have less in common than this, scattered words that stay would only confuse.
_LEAST_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of both texts: the same in both where it stays, "" where there is nothing in one."""

    before: str
    after: str

    @property
    def stays(self) -> bool:
        """Whether both texts have it."""
        return self.before == self.after


def passages(before: str, after: str) -> list[Passage]:
    """Both texts in runs, in their order: joined, either side is the whole text."""
    for part in _PARTS:
        was, now = part.findall(before), part.findall(after)
        if _looks(was, now) <= _MOST_LOOKS:
            return _compared(was, now)
    return [Passage(before, after)]


def _compared(was: Sequence[str], now: Sequence[str]) -> list[Passage]:
    found = list(_runs(was, now))
    whole = sum(len(one.before) + len(one.after) for one in found)
    alike = sum(2 * len(one.before) for one in found if one.stays)
    return found if alike >= whole * _LEAST_ALIKE else [Passage("".join(was), "".join(now))]


def _runs(was: Sequence[str], now: Sequence[str]) -> Iterator[Passage]:
    for _, start, end, begin, stop in SequenceMatcher(None, was, now).get_opcodes():
        yield Passage("".join(was[start:end]), "".join(now[begin:stop]))


def _looks(was: Sequence[str], now: Sequence[str]) -> int:
    times, others = Counter(was), Counter(now)
    # So often may a part stand in a long text before `difflib` looks for it no more.
    most = len(now) // 100 + 1 if len(now) >= 200 else len(now)
    pairs = sum(count * others[part] for part, count in times.items() if others[part] <= most)
    return pairs * min(len(was), len(now))
