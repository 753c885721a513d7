"""Changing what the printed SOP says of itself: its name, its identity block and its clauses."""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagram import xml
from engine.diagram.editing import elements
from engine.diagram.editing.sheet import Sheet
from engine.diagram.identity import FACTS, Clause, Identity


def set_identity(data: bytes, identity: Identity, name: str, name_en: str) -> bytes:
    """The diagram with this identity block and these names of the process.

    A clause whose words stay keeps its original and its note; of the clauses given only block,
    text and order count. The clause that explains the number goes with the number it explains.
    """
    sheet = Sheet(data)
    elements.write(sheet.element, "name", name)
    elements.write(sheet.element, "alur:nameEn", name_en)
    write_identity(sheet, identity)
    return sheet.close()


def write_identity(sheet: Sheet, identity: Identity) -> None:
    """Write what differs from the identity block as it stands."""
    if identity == sheet.process.identity:
        return
    block = elements.extension(sheet.element, "identity")
    for attribute, fact in FACTS.items():
        elements.keep(block, attribute, getattr(identity, fact))
    _set_clauses(block, identity)


def _set_clauses(block: xml.Element, identity: Identity) -> None:
    old = xml.children(block, "clause", xml.ALUR)
    wanted = _in_file_order(old, identity)
    kept = {_said(element): element for element in reversed(old)}
    for element in old:
        block.remove(element)
    for clause in wanted:
        said = (clause.block, clause.text)
        block.append(kept.pop(said) if said in kept else _clause(clause))


def _said(clause: xml.Element) -> tuple[str, str]:
    return clause.get("block", ""), xml.text(clause)


def _in_file_order(old: Sequence[xml.Element], identity: Identity) -> list[Clause]:
    """The clauses, the blocks in the order in which the file has them, new blocks behind."""
    explained = [Clause(*said) for said in map(_said, old) if said == ("number", identity.number)]
    clauses = [*explained, *(c for c in identity.clauses if c.block != "number")]
    order = list(dict.fromkeys([*(_said(e)[0] for e in old), *(c.block for c in clauses)]))
    return sorted(clauses, key=lambda clause: order.index(clause.block))


def _clause(clause: Clause) -> xml.Element:
    made = xml.make("clause", xml.ALUR, block=clause.block)
    made.text = clause.text
    return made
