"""Letters in drawings: how wide a text is, and how it breaks into lines. No browser measures here.

Widths are those of Archivo at 84 % width (the face of the drawings), as the font has them, in
thousandths of the type size, rounded up to tens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engine.diagram.process import Box


def _by_letter(classes: Mapping[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in classes.items() for letter in letters}


REGULAR = _by_letter(
    {
        180: " \u00a0",
        210: "'`ijl",
        250: "I,.|‘’",
        280: "!/:;\\ft",
        300: "-[]r·²³‑",
        350: '"(){}',
        420: "*_°–•“”",
        450: "$1ksvxyz",
        480: "47JLaceg",
        500: "023689?bdhnopquoé§",
        530: "#5FT",
        560: "+<=>VZ^~±×÷−",
        590: "AEKPSXY",
        640: "&BCDHNRUw",
        680: "GOQ©",
        750: "Mm½…",
        860: "%@W—",
    }
)
BOLD = _by_letter(
    {
        180: " \u00a0",
        240: "'`ijl|",
        270: ",.I‘’",
        290: "!/:;\\ft·",
        330: "-r²³‑",
        380: "()[]{}",
        440: '"*_°–•“”',
        470: "$svyz",
        500: "17ceékx",
        530: "02345689?FJLabdghnopqu§",
        570: "#TZ",
        600: "+<=>ESPVY^~±×÷−",
        650: "&ABCDHKNRUX",
        690: "GOQw©",
        780: "Mm½",
        870: "%@W—…",
    }
)
"""Weight 650, the heaviest of names in drawings."""
OTHER = 600
LEADING = 1.18
ROUNDING = 1e-6
"""How far a sum of widths may stray from the width of the whole."""


class Text(NamedTuple):
    """A line of letters and where its baseline begins (or is centred)."""

    x: float
    y: float
    text: str


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text at a type size, in the unit of the size."""
    widths = BOLD if bold else REGULAR
    return sum(widths.get(letter, OTHER) for letter in text) / 1000 * size


def reach(lines: Sequence[Text], size: float, *, bold: bool = False) -> Box:
    """The room that lines take which are centred on their places."""
    half = max(width_of(line.text, size, bold=bold) for line in lines) / 2
    top, bottom = lines[0].y - 0.8 * size, lines[-1].y + 0.3 * size
    x = lines[0].x
    return Box(x - half, top, 2 * half, bottom - top)


def fit(text: str, widths: Sequence[float], size: float, *, bold: bool = False) -> list[str]:
    """Break a text into at most `len(widths)` lines, each within its width.

    A word longer than its line is divided with a hyphen, after a vowel if there is one; what does
    not fit at all ends in an ellipsis.
    """
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < len(widths):
        room = widths[len(lines)]
        count = _words_that_fit(words, room, size, bold)
        if not count and (lines or len(widths) == 1 or room >= max(widths)):
            head, words[0] = _divided(words[0], room, size, bold)
            lines.append(head)
            words = [word for word in words if word]
            continue
        lines.append(" ".join(words[:count]))
        words = words[count:]
    if words and lines:
        lines[-1] = _shortened(lines[-1], widths[-1], size, bold)
    return lines


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """As many letters of a text as leave room for an ellipsis behind them."""
    kept = text[: _letters_that_fit(text, room, size, bold, behind="…")]
    return kept.rstrip(" -,.")


def set_lines(lines: Sequence[str], x: float, middle: float, size: float) -> tuple[Text, ...]:
    """Place lines under each other around a middle height."""
    first = middle - (len(lines) - 1) * LEADING * size / 2 + 0.36 * size
    return tuple(Text(x, first + n * LEADING * size, line) for n, line in enumerate(lines))


def _letters_that_fit(text: str, room: float, size: float, bold: bool, behind: str = "") -> int:
    """How many letters of a text fit before what stands behind them; no more are looked at."""
    width = width_of(behind, size, bold=bold)
    for count, letter in enumerate(text):
        width += width_of(letter, size, bold=bold)
        if width > room + ROUNDING:
            return count
    return len(text)


def _words_that_fit(words: Sequence[str], room: float, size: float, bold: bool) -> int:
    line = " ".join(words)
    count = _letters_that_fit(line, room, size, bold)
    return line[: count + 1].count(" ") if count < len(line) else len(words)


def _divided(word: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    most = min(_letters_that_fit(word, room, size, bold, behind="-"), len(word) - 2)
    fitting = range(most, 1, -1)
    if not fitting:
        return word, ""
    after_vowel = (n for n in fitting if word[n - 1] in "aeiou" and word[n] not in "aeiou")
    cut = next(after_vowel, most)
    return word[:cut] + "-", word[cut:]


def _shortened(line: str, room: float, size: float, bold: bool) -> str:
    """End a line in an ellipsis, rather after a word than after a syllable of three letters."""
    kept = cut(line, room, size, bold=bold)
    whole, _, rest = kept.rpartition(" ")
    return f"{whole}…" if whole and len(rest) < 4 else kept + "…"
