"""Reads the identity block of an SOP and the papers that it lists."""

from __future__ import annotations

from engine.diagram import xml
from engine.diagram.identity import FACTS, PAPER_FACTS, Clause, Identity, Paper


def read(process: xml.Element) -> Identity:
    """The identity block, empty where there is none."""
    found = xml.extensions(process, "identity")
    if not found:
        return Identity()
    block = found[0]
    facts = {fact: block.get(attribute, "") for attribute, fact in FACTS.items()}
    clauses = tuple(_clause(e) for e in xml.children(block, "clause", xml.ALUR))
    return Identity(**facts, clauses=clauses)


def _clause(element: xml.Element) -> Clause:
    get = element.get
    return Clause(get("block", ""), xml.text(element), get("original", ""), get("note", ""))


def papers(process: xml.Element) -> tuple[Paper, ...]:
    """The papers, in the order of the file."""
    return tuple(
        Paper(**{fact: e.get(attribute, "") for attribute, fact in PAPER_FACTS.items()})
        for e in xml.extensions(process, "paper")
    )
