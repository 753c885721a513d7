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
    try:
        return _filled(paper, json.dumps([context], sort_keys=True))
    except Faulty as faulty:
        raise BadPaper(**faulty.fault._asdict()) from faulty


def faults(source: str, context: Context) -> list[Fault]:
    """What keeps a text from being a paper, tried with a context and with nothing answered."""
    try:
        _filled(reading.paper(source), json.dumps([context, blank(context)], sort_keys=True))
    except Faulty as faulty:
        return [faulty.fault]
    return []


@lru_cache(maxsize=128)
def _filled(paper: Paper, contexts: str) -> tuple[Block, ...]:
    """The blocks for the first of some contexts, tried with all; raises Faulty.

    Kept, since the same text with the same values is the same paper, and a process costs time.
    """
    decree = paper.kind is Kind.KEPUTUSAN
    told = {"body": paper.body, "decree": decree, "contexts": json.loads(contexts)}
    try:
        answer: dict[str, Any] = json.loads(child.run("engine.papers.filler", told, SECONDS))
    except child.Ended as error:
        raise Faulty("paper-endless") from error
    except child.Failed as error:
        # What is short of memory may fail in any way.
        raise Faulty("paper-too-large") from error
    if fault := answer.get("fault"):
        raise Faulty(*fault)
    return blocks.read(answer["blocks"][0])
