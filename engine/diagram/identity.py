"""What the printed SOP says of itself: its identity block and its papers, as data."""

from __future__ import annotations

from dataclasses import dataclass

DIAGRAM = "process.bpmn"
"""The diagram's file in a bundle."""

TEXTS = "papers/"
"""The folder of the texts in a bundle."""

FACTS = {
    "number": "number",
    "title": "title",
    "flowTitle": "flow_title",
    "agency": "agency",
    "unit": "unit",
    "created": "created",
    "revised": "revised",
    "effective": "effective",
    "approvedBy": "approved_by",
}
"""The attributes of the identity block in a file, in its order, each with its name here."""

BLOCKS = (
    *("number", "legalBasis", "qualification", "related"),
    *("equipment", "warning", "recording", "definition"),
)
"""What a clause can be part of."""

PAPER_FACTS = {"code": "code", "name": "name", "nameEn": "name_en", "file": "file"}
"""The attributes of a paper in a file, in its order, each with its name here."""


@dataclass(frozen=True)
class Clause:
    """One entry of an identity block, e.g. one regulation of the legal basis."""

    block: str
    text: str
    original: str = ""
    note: str = ""


@dataclass(frozen=True)
class Identity:
    """The identity block of the printed SOP (PermenPAN-RB 35/2012); dates as printed or ""."""

    number: str = ""
    title: str = ""
    flow_title: str = ""
    agency: str = ""
    unit: str = ""
    created: str = ""
    revised: str = ""
    effective: str = ""
    approved_by: str = ""
    clauses: tuple[Clause, ...] = ()

    def block(self, name: str) -> tuple[Clause, ...]:
        """The clauses of one of BLOCKS, in order."""
        return tuple(clause for clause in self.clauses if clause.block == name)


@dataclass(frozen=True)
class Paper:
    """A paper that the SOP names; `file` is its text in the bundle, or "" when none is named."""

    code: str
    name: str
    name_en: str = ""
    file: str = ""

    @property
    def place(self) -> str:
        """What stands for the paper among a diagram's elements: its text, or where that would be.

        It holds a slash, so that no element has it as its id.
        """
        return self.file or f"{TEXTS}{self.code}"
