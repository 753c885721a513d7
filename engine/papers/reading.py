"""A paper's text: its head, which says what kind of paper it is, and its body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.errors import BadPaper
from engine.papers import templates
from engine.papers.faults import Faulty

LONGEST = 60_000

NUMBER = "{n}"


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
    if len(source) > LONGEST:
        raise Faulty("paper-too-long")
    lines = source.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    if lines[0].strip() != "---" or "---" not in map(str.strip, lines[1:]):
        raise Faulty("paper-head", lines[0].strip()[:60], 1)
    end = [line.strip() for line in lines].index("---", 1)
    head = dict(_entry(line, number) for number, line in enumerate(lines[1:end], 2) if line.strip())
    found = _headed(head, "\n" * (end + 1) + "\n".join(lines[end + 1 :]))
    templates.parsed(found.body)
    return found


def _entry(line: str, number: int) -> tuple[str, str]:
    match = re.fullmatch(r"\s*(kind|title|numbering|landscape|maker)\s*:\s*(.*?)\s*", line)
    if match is None:
        raise Faulty("paper-head", line.strip()[:60], number)
    return match[1], match[2].strip("\"'")


def _headed(head: Mapping[str, str], body: str) -> Paper:
    kind, numbering = head.get("kind", ""), head.get("numbering", "")
    if kind not in list(Kind):
        raise Faulty("paper-head", f"kind: {kind[:40]}", 1)
    if numbering and NUMBER not in numbering:
        raise Faulty("paper-head", f"numbering: {numbering[:40]}", 1)
    lying = head.get("landscape", "").lower() in ("true", "yes", "ya")
    said = head.get("title", ""), numbering, lying, head.get("maker", "")
    return Paper(Kind(kind), body, *said)
