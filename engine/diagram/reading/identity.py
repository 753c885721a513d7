"""Reads the identity block of an SOP and the papers that it lists."""

from __future__ import annotations

from engine.diagram import xml
from engine.diagram.identity import Clause, Identity, Paper


def read(process: xml.Element) -> Identity:
    """The identity block, empty where there is none."""
    found = xml.extensions(process, "identity")
    if not found:
        return Identity()
    block = found[0]
    return Identity(
        number=block.get("number", ""),
        title=block.get("title", ""),
        flow_title=block.get("flowTitle", ""),
        agency=block.get("agency", ""),
        unit=block.get("unit", ""),
        created=block.get("created", ""),
        revised=block.get("revised", ""),
        effective=block.get("effective", ""),
        approved_by=block.get("approvedBy", ""),
        clauses=tuple(_clause(e) for e in xml.children(block, "clause", xml.ALUR)),
    )


def _clause(element: xml.Element) -> Clause:
    get = element.get
    return Clause(get("block", ""), xml.text(element), get("original", ""), get("note", ""))


def papers(process: xml.Element) -> tuple[Paper, ...]:
    """The papers, in the order of the file."""
    return tuple(
        Paper(e.get("code", ""), e.get("name", ""), e.get("nameEn", ""), e.get("file", ""))
        for e in xml.extensions(process, "paper")
    )
