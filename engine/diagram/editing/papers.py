"""Changing the list of papers: a paper added, renamed or taken away, with all that names it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import xml
from engine.diagram.editing import elements
from engine.diagram.editing.sheet import Sheet
from engine.diagram.identity import PAPER_FACTS, Paper


def add_paper(data: bytes, paper: Paper) -> bytes:
    """The diagram with a paper more, at the end of its list."""
    sheet = Sheet(data)
    made = xml.make("paper", xml.ALUR)
    for name, fact in PAPER_FACTS.items():
        elements.write(made, name, getattr(paper, fact))
    listed = xml.extensions(sheet.element, "paper") or xml.extensions(sheet.element, "identity")
    if listed:
        holder = listed[-1].getparent()
        assert holder is not None
        holder.insert(holder.index(listed[-1]) + 1, made)
    else:
        elements.holder(sheet.element).insert(0, made)
    return sheet.close()


def change_paper(data: bytes, code: str, paper: Paper) -> bytes:
    """The diagram in which the paper of a code is this one; a new code is carried everywhere."""
    sheet = Sheet(data)
    for element in _listed(sheet, code):
        for name, fact in PAPER_FACTS.items():
            elements.write(element, name, getattr(paper, fact))
    if paper.code != code:
        _rename(sheet, code, paper.code)
    return sheet.close()


def remove_paper(data: bytes, code: str) -> bytes:
    """The diagram without the paper of a code; no step needs, makes or asks for it any more."""
    sheet = Sheet(data)
    for element in _listed(sheet, code):
        holder = element.getparent()
        assert holder is not None
        holder.remove(element)
    _rename(sheet, code, "")
    return sheet.close()


def _listed(sheet: Sheet, code: str) -> list[xml.Element]:
    return [e for e in xml.extensions(sheet.element, "paper") if e.get("code") == code]


def _rename(sheet: Sheet, old: str, new: str) -> None:
    """Let what names a paper name it by another code, or not at all."""
    for standard in _ours(sheet, "standard"):
        for name in ("inputs", "outputs"):
            codes = (standard.get(name) or "").split()
            if old in codes:
                kept = (new if code == old else code for code in codes)
                elements.keep(standard, name, " ".join(filter(None, kept)))
    for field in _ours(sheet, "field"):
        if field.get("paper") == old:
            elements.write(field, "paper", new)


def _ours(sheet: Sheet, name: str) -> Iterator[xml.Element]:
    yield from sheet.element.iter(f"{{{xml.ALUR}}}{name}")
