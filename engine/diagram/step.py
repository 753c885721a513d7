"""What a user task adds to BPMN: its row of the SOP, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from engine.fields.kinds import Field


class Meaning(StrEnum):
    """What completing a step means; each is stronger than the one before."""

    DONE = "selesai"
    INITIAL = "paraf"
    SIGNATURE = "tanda_tangan"
    ENACTMENT = "penetapan"


class Provenance(StrEnum):
    """Where an element of the diagram comes from."""

    TEXT = "T"
    IMPLIED = "S"
    PROPOSED = "U"


@dataclass(frozen=True)
class Remark:
    """A place where the printed text was corrected or leaves a gap.

    `kind` is E1 (typing fault, corrected), E2 (probable wrong word, corrected, to be confirmed by
    the owner) or E3 (gap: text untouched, note shown). `confidence` is 0 to 1.
    """

    kind: str
    original: str
    reading: str
    confidence: str


@dataclass(frozen=True)
class QualityStandard:
    """The quality standard of a row: the printed words, and apart from them what is enforced.

    `duration` is an ISO 8601 duration of working time ("PT30M", "P1D"); `inputs` and `outputs`
    are codes of papers.
    """

    printed_inputs: str = ""
    printed_time: str = ""
    printed_outputs: str = ""
    duration: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What a user task adds to BPMN: its SOP row, wording, standard, form and meaning."""

    row: str = ""
    meaning: Meaning = Meaning.DONE
    wording: str = ""
    original_wording: str = ""
    reasoning: str = ""
    provenance: Provenance = Provenance.TEXT
    confidence: str = "1"
    unconfirmed: bool = False
    standard: QualityStandard = field(default_factory=QualityStandard)
    fields: tuple[Field, ...] = ()
    remarks: tuple[Remark, ...] = ()
    notify: tuple[str, ...] = ()
