"""Papers filled with the values of an instance, in a process that may go wrong."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from engine.errors import BadPaper
from engine.papers import blocks, reading
from engine.papers.blocks import Block
from engine.papers.faults import Fault, Faulty
from engine.papers.reading import Kind, Paper
from engine.papers.vocabulary import Context, blank
from engine.press import child

SECONDS = 15


def filled(paper: Paper, context: Context) -> tuple[Block, ...]:
    """The blocks of a paper with its names filled in; raises BadPaper."""
    tried = _tried(paper, json.dumps([context], sort_keys=True))
    if isinstance(tried, Fault):
        raise BadPaper(**tried._asdict())
    return tried


def faults(source: str, context: Context) -> list[Fault]:
    """What keeps a text from being a paper, tried with a context and with nothing answered."""
    try:
        paper = reading.paper(source)
    except Faulty as faulty:
        return [faulty.fault]
    tried = _tried(paper, json.dumps([context, blank(context)], sort_keys=True))
    return [tried] if isinstance(tried, Fault) else []


@lru_cache(maxsize=256)
def _tried(paper: Paper, contexts: str) -> tuple[Block, ...] | Fault:
    """The blocks for the first of some contexts, tried with all, or what is wrong.

    Kept, since the same text with the same values is the same paper, and a process costs time.
    """
    decree = paper.kind is Kind.KEPUTUSAN
    told = {"body": paper.body, "decree": decree, "contexts": json.loads(contexts)}
    try:
        answer: dict[str, Any] = json.loads(child.run("engine.papers.filler", told, SECONDS))
    except child.Ended:
        return Fault("paper-endless", "", 0)
    except child.Failed:
        # What is short of memory may fail in any way.
        return Fault("paper-too-large", "", 0)
    if fault := answer.get("fault"):
        return Fault(*fault)
    return blocks.read(answer["blocks"][0])
