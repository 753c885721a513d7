"""Papers filled with the values of an instance, in a process that may go wrong."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, NamedTuple

from engine.errors import BadPaper
from engine.papers import blocks, reading
from engine.papers.blocks import Block
from engine.papers.faults import Fault, Faulty
from engine.papers.reading import Kind, Paper
from engine.papers.vocabulary import Context, blank
from engine.press import child

SECONDS = 25
CORE_SECONDS = 2
"""For how long a process may keep a core busy with each context."""


class Tried(NamedTuple):
    """What keeps a text from being a paper, and the seconds of a core that it took to find out."""

    faults: list[Fault]
    seconds: float


def filled(paper: Paper, context: Context) -> tuple[Block, ...]:
    """The blocks of a paper with its names filled in; raises BadPaper."""
    found = _filled(paper, json.dumps([context], sort_keys=True))
    if isinstance(found, Fault):
        raise BadPaper(**found._asdict())
    return found


def is_same(paper: Paper, one: Context, other: Context) -> bool:
    """Whether a paper filled with the names of either says the same; raises BadPaper."""
    found = _compared(paper, json.dumps([one, other], sort_keys=True))
    if isinstance(found, Fault):
        raise BadPaper(**found._asdict())
    return found


def tried(source: str, context: Context) -> Tried:
    """What a text is worth as a paper, tried with a context and with nothing answered."""
    try:
        paper = reading.paper(source)
        reading.need_printable(source)
    except Faulty as faulty:
        return Tried([faulty.fault], 0.0)
    contexts = json.dumps([context, blank(context)], sort_keys=True)
    return _tried(paper, contexts)


# All are kept, since the same text with the same values is the same paper, and a process costs
# time: of a trial and of a comparison little is, of a paper what may be megabytes.


@lru_cache(maxsize=256)
def _tried(paper: Paper, contexts: str) -> Tried:
    found, seconds = outcome(paper, contexts, child.CHECKS)
    return Tried([found] if isinstance(found, Fault) else [], seconds)


@lru_cache(maxsize=256)
def _compared(paper: Paper, contexts: str) -> bool | Fault:
    found, _ = outcome(paper, contexts)
    return found if isinstance(found, Fault) else found[0] == found[1]


@lru_cache(maxsize=32)
def _filled(paper: Paper, contexts: str) -> tuple[Block, ...] | Fault:
    found, _ = outcome(paper, contexts)
    return found if isinstance(found, Fault) else blocks.read(found[0])


def outcome(
    paper: Paper, contexts: str, places: child.Places | None = None
) -> tuple[list[Any] | Fault, float]:
    """The blocks, as written, for each of some contexts that JSON holds, or what is wrong.

    Beside that the seconds of a core that it took.
    """
    decree = paper.kind is Kind.KEPUTUSAN
    told = {"body": paper.body, "decree": decree, "contexts": json.loads(contexts)}
    try:
        said = child.run("engine.papers.filler", told, SECONDS, places)
    except child.Ended:
        return Fault("paper-endless", "", 0), CORE_SECONDS
    except child.Failed:
        # What is short of memory may fail in any way.
        return Fault("paper-too-large", "", 0), CORE_SECONDS
    answer: dict[str, Any] = json.loads(said)
    if fault := answer.get("fault"):
        return Fault(*fault), answer["seconds"]
    return answer["blocks"], answer["seconds"]
