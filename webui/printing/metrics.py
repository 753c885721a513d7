"""How many lines a text takes on paper. Estimated here, since pages break before anything is set.

The face is Archivo at 88 % width, whose letters are some 2 % wider than `pictures.lettering`
reckons those of drawings; the heads of columns are narrower than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.press.breaking import BREAK, breakable
from webui.pictures.lettering import width_of

SIZE = 8.0
HEAD_SIZE = 7.0
TITLE_SIZE = 10.0
"""Type sizes of the table's rows, of its head, and of what stands above it, in points."""

POINT = 25.4 / 72
LINE = 1.3
WIDER = 1.03

SOFT_HYPHEN = "\u00ad"


def lines(text: str, width: float, size: float = SIZE, *, bold: bool = False) -> int:
    """The lines that a text takes in a width (millimetres), at a type size (points)."""
    return sum(1 for _ in _broken(text, width / POINT, size, bold))


def height(count: int, size: float = SIZE) -> float:
    """The height of so many lines with the leading between them, in millimetres."""
    return (count * LINE - (LINE - 1)) * size * POINT


def shortened(text: str, width: float, most: int, size: float = SIZE) -> str:
    """A text of at most so many lines; the rest is left out for an ellipsis."""
    kept: list[str] = []
    for line in _broken(text, width / POINT, size, False):
        if len(kept) == most:
            return " ".join(kept) + " …"
        kept.append(line)
    return text


def hyphenated(text: str, width: float, size: float = HEAD_SIZE) -> str:
    """A name whose words may be divided after a vowel where they are wider than a column."""
    room = width / POINT
    fits = (width_of(word, size, bold=True) <= room for word in text.split())
    words = zip(text.split(), fits, strict=True)
    return " ".join(word if fitting else _divided(word) for word, fitting in words)


def _width(text: str, size: float, bold: bool) -> float:
    return width_of(text, size, bold=bold) * (1 if bold else WIDER)


def _divided(word: str) -> str:
    cuts = range(2, len(word) - 2)
    ends = {n for n in cuts if word[n - 1] in "aeiou" and word[n] not in "aeiou"}
    return "".join(SOFT_HYPHEN * (n in ends) + letter for n, letter in enumerate(word))


def _broken(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """The lines of a text, one after the other; a text of no words takes one."""
    line, used, blank = list[str](), 0.0, _width(" ", size, bold)
    for word in _pieces(text.split()):
        wide = _width(word, size, bold)
        if line and used + blank + wide > room:
            yield " ".join(line)
            line, used = [], 0.0
        used += wide + (blank if line else 0)
        line.append(word)
    yield " ".join(line)


def _pieces(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from breakable(word).split(BREAK)
