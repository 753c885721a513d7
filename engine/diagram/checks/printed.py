"""Whether what the SOP prints for a step says the same as what is enforced: its papers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from engine.diagram.process import Node
from engine.diagram.step import Step
from engine.diagram.verdicts import Verdict, changed

_BETWEEN = re.compile(r"[,;/\n]|\bdan\b|\band\b")
_WORD = re.compile(r"\w+")
# How alike two words are that differ by a typing fault: Agenas, Agenda.
_ALIKE = 0.8


def verdicts(node: Node, step: Step, names: Mapping[str, str]) -> Iterator[Verdict]:
    """What a step asks for and makes against its printed words; `names` are all papers' by code."""
    standard, row = step.standard, step.row or node.name
    told = (
        ("needs-printed-otherwise", standard.printed_inputs, standard.inputs),
        ("makes-printed-otherwise", standard.printed_outputs, standard.outputs),
    )
    for code, printed, papers in told:
        if not _agree(printed, papers, names):
            named = ", ".join(names.get(paper, paper) for paper in papers)
            facts = {"row": row, "detail": printed, "papers": named}
            yield changed(node.id, code, **{k: text[:200] or "–" for k, text in facts.items()})


def _agree(printed: str, papers: Collection[str], names: Mapping[str, str]) -> bool:
    """Whether each paper is printed, and none that the SOP lists is printed without being there.

    Names may be shortened or lengthened; what is no paper's name is free.
    """
    items = [words for part in _BETWEEN.split(printed.lower()) if (words := _words(part))]
    known = {code: _words(name) for code, name in names.items()}
    enforced = [known[code] for code in papers if code in known]
    listed = (item for item in items if _matches(item, known.values()))
    return all(_matches(name, items) for name in enforced) and all(
        _matches(item, enforced) for item in listed
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _matches(words: list[str], among: Collection[list[str]]) -> bool:
    return any(_within(words, other) or _within(other, words) for other in among)


def _within(few: list[str], many: list[str]) -> bool:
    return all(get_close_matches(word, many, 1, _ALIKE) for word in few)
