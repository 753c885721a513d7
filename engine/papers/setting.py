"""Whether what a text becomes can be printed, found out by setting it as a PDF once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from engine.errors import PdfNotMade, TooLargeForPdf
from engine.papers import blocks, printing
from engine.papers.blocks import Block, PageBreak
from engine.papers.faults import Fault
from engine.papers.filling import outcome
from engine.papers.reading import Paper
from engine.papers.sheet import Letterhead, Sheet
from engine.papers.vocabulary import WORDS, Context
from engine.press import child

MANY = 40
"""Entries of a list that is as long as an office's longest."""

AROUND = Letterhead(WORDS, (WORDS,), WORDS)
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def examples(context: Context) -> str:
    """What texts are filled with to be tried: a context, and the same with long lists, as JSON."""
    return json.dumps([context, longer(context)], sort_keys=True)


def longer(value: Any) -> Any:
    """The same values with MANY entries in each list whose own entries hold no list."""
    if isinstance(value, Mapping):
        return {name: longer(part) for name, part in value.items()}
    if not isinstance(value, list):
        return value
    if any(map(_holds_list, value)):
        return [longer(part) for part in value]
    return [value[n % len(value)] for n in range(MANY)] if value else []


def _holds_list(value: Any) -> bool:
    parts: Iterable[Any] = value.values() if isinstance(value, Mapping) else ()
    return isinstance(value, list) or any(map(_holds_list, parts))


@lru_cache(maxsize=256)
def unprintable(paper: Paper, examples: str) -> Fault | None:
    """What keeps a text from becoming a PDF, filled with either of the examples."""
    found, _ = outcome(paper, examples, child.CHECKS)
    if isinstance(found, Fault):
        return found
    short, long = map(blocks.read, found)
    try:
        printing.pdf(_sheet(paper, (*short, PageBreak(), *long)), child.CHECKS)
    except TooLargeForPdf:
        return Fault("paper-overlong", "", 0)
    except PdfNotMade:
        return Fault("paper-unprinted", "", 0)
    return None


def _sheet(paper: Paper, both: tuple[Block, ...]) -> Sheet:
    title, lying = paper.title or WORDS, paper.landscape
    return Sheet(paper.kind, title, both, SOME_DAY, AROUND, lying)
