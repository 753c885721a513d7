"""What can be wrong with a paper's text, by code: what it is, and what to do.

The words are msgids, as those of a diagram's hazards are: `paper` is its name, `line` the line of
its text, counted from 1 (0: none in particular), `detail` the words that it is about; `reason`
says what a library found, see `complaints`.
"""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One fault of a text."""

    code: str
    detail: str
    line: int


class Faulty(Exception):
    """A text has this fault; `BadPaper` tells it to people."""

    def __init__(self, code: str, detail: str = "", line: int = 0) -> None:
        self.fault = Fault(code, detail, line)


FAULTS: dict[str, tuple[str, str]] = {
    "paper-letters": (
        "The text of {paper} is not written in UTF-8.",
        "Save it as UTF-8.",
    ),
    "paper-too-long": (
        "The text of {paper} is longer than 60,000 characters.",
        "Shorten it.",
    ),
    "paper-head": (
        "The text of {paper} begins wrongly, line {line}: {detail}.",
        "Begin with ---, then kind: surat, keputusan, lembar or tabel, then --- again.",
    ),
    "paper-syntax": (
        "The text of {paper} cannot be read, line {line}: {reason}.",
        "Write names between double braces, and close every if and for.",
    ),
    "paper-tag": (
        "{detail} in the text of {paper}, line {line}, is not possible here.",
        "Use only if, for and set; a paper is one text and reads no other.",
    ),
    "paper-unknown-name": (
        "{detail} in the text of {paper}, line {line}, names nothing.",
        "Write the key of a field of this SOP, or a name from the list of names.",
    ),
    "paper-not-allowed": (
        "{detail} in the text of {paper}, line {line}, is not allowed in a paper.",
        "Write headings, paragraphs, lists and tables; a paper is printed and leads nowhere.",
    ),
    "paper-sign": (
        "The text of {paper}, line {line}, holds a sign that no paper can show ({detail}).",
        "It may be invisible, and comes along when text is pasted: type that line anew.",
    ),
    "paper-expression": (
        "The text of {paper}, line {line}, asks for what cannot be worked out: {reason}.",
        "Correct that line.",
    ),
    "paper-endless": (
        "The text of {paper} takes too long to fill.",
        "Repeat only over answers, and not one repetition inside another.",
    ),
    "paper-untried": (
        "The text of {paper} was not tried: others take too long to fill, or become too large.",
        "Correct these first.",
    ),
    "paper-too-large": (
        "The text of {paper} becomes too large when it is filled.",
        "Repeat less, or shorten it.",
    ),
    "paper-overlong": (
        "The text of {paper} is filled, but becomes too large to be printed as a PDF.",
        "Repeat less, shorten it, or make several papers of it.",
    ),
    "paper-unprinted": (
        "The text of {paper} is filled, but no PDF can be made of it.",
        "Take out what was written last, and tell the operator of it.",
    ),
}
