"""A paper's text: its head, which says what kind of paper it is, and its body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.errors import BadPaper
from engine.fields.answers import UNPRINTABLE
from engine.papers import templates
from engine.papers.faults import Faulty
from engine.papers.signs import code

LONGEST = 60_000

NUMBER = "{n}"

# Letters of a font of its own: what Word's bullets become when they are pasted.
OF_NO_FONT = re.compile("[\ue000-\uf8ff]")


class Kind(StrEnum):
    """What kind of paper it is, which decides its layout."""

    SURAT = "surat"
    KEPUTUSAN = "keputusan"
    LEMBAR = "lembar"
    TABEL = "tabel"


@dataclass(frozen=True)
class Paper:
    """A paper's text, not yet filled. `body` keeps the lines of the source, the head's being blank.

    `numbering` is the pattern of its number ("" if it gets none), with {n} and perhaps {year}.
    `maker` are the words above the name of who made it and signs it with a pen ("" if nobody does).
    """

    kind: Kind
    body: str
    title: str = ""
    numbering: str = ""
    landscape: bool = False
    maker: str = ""


def read(source: str) -> Paper:
    """The paper that a text says; raises BadPaper. Nothing of the text is run."""
    try:
        return paper(source)
    except Faulty as faulty:
        raise BadPaper(**faulty.fault._asdict()) from faulty


def paper(source: str) -> Paper:
    """As `read`, but raises Faulty."""
    if len(source.removesuffix("\n")) > LONGEST:
        raise Faulty("paper-too-long")
    lines = _lines(source)
    if lines[0].strip() != "---" or "---" not in map(str.strip, lines[1:]):
        raise Faulty("paper-head", lines[0].strip()[:60], 1)
    end = [line.strip() for line in lines].index("---", 1)
    head = dict(_entry(line, number) for number, line in enumerate(lines[1:end], 2) if line.strip())
    found = _headed(head, "\n" * (end + 1) + "\n".join(lines[end + 1 :]))
    templates.parsed(found.body)
    return found


def need_printable(source: str) -> None:
    """Raise Faulty, with its line, if a text holds a sign that no paper can show."""
    for number, line in enumerate(_lines(source), 1):
        if found := UNPRINTABLE.search(line) or OF_NO_FONT.search(line):
            raise Faulty("paper-sign", code(found[0]), number)


def _lines(source: str) -> list[str]:
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _entry(line: str, number: int) -> tuple[str, tuple[str, int]]:
    match = re.fullmatch(r"\s*(kind|title|numbering|landscape|maker)\s*:\s*(.*?)\s*", line)
    if match is None:
        raise Faulty("paper-head", line.strip()[:60], number)
    return match[1], (match[2].strip("\"'"), number)


def _headed(head: Mapping[str, tuple[str, int]], body: str) -> Paper:
    nothing = ("", 1)
    (kind, at), (numbering, numbered_at) = head.get("kind", nothing), head.get("numbering", nothing)
    if kind.lower() not in list(Kind):
        raise Faulty("paper-head", f"kind: {kind[:40]}", at)
    if numbering and NUMBER not in numbering:
        raise Faulty("paper-head", f"numbering: {numbering[:40]}", numbered_at)
    lying = head.get("landscape", nothing)[0].lower() in ("true", "yes", "ya")
    title, maker = head.get("title", nothing)[0], head.get("maker", nothing)[0]
    return Paper(Kind(kind.lower()), body, title, numbering, lying, maker)
