"""Reads what a user task holds: its row, its standard, its form."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from engine.diagram import xml
from engine.diagram.step import Meaning, Provenance, QualityStandard, Remark, Step
from engine.fields import numbers
from engine.fields.kinds import Field, FieldType, Option
from engine.fields.problems import Unfit

E = TypeVar("E", bound=StrEnum)


def read(element: xml.Element) -> Step:
    """What the extension element of a user task says; all defaults where there is none."""
    found = xml.extensions(element, "step")
    if not found:
        return Step()
    said = found[0]
    return Step(
        row=said.get("row", "").strip(),
        meaning=member(Meaning, said.get("meaning"), Meaning.DONE),
        wording=_body(said, "wording"),
        original_wording=_body(said, "original"),
        reasoning=_body(said, "reasoning"),
        provenance=member(Provenance, said.get("provenance"), Provenance.TEXT),
        confidence=said.get("confidence", "1"),
        unconfirmed=said.get("unconfirmed") == "true",
        standard=_standard(said),
        fields=tuple(_field(e) for e in xml.children(said, "field", xml.ALUR)),
        remarks=tuple(_remark(e) for e in xml.children(said, "remark", xml.ALUR)),
        notify=tuple(e.get("post", "") for e in xml.children(said, "notify", xml.ALUR)),
    )


def member(kind: type[E], value: str | None, default: E) -> E:
    """The member of an enumeration that is written so, else the default."""
    return kind(value) if value in {one.value for one in kind} else default


def _body(step: xml.Element, name: str) -> str:
    return xml.text(step.find(f"{{{xml.ALUR}}}{name}"))


def _standard(step: xml.Element) -> QualityStandard:
    element = step.find(f"{{{xml.ALUR}}}standard")
    if element is None:
        return QualityStandard()
    get = element.get
    return QualityStandard(
        printed_inputs=get("printedInputs", ""),
        printed_time=get("printedTime", ""),
        printed_outputs=get("printedOutputs", ""),
        duration=get("duration", ""),
        inputs=tuple(get("inputs", "").split()),
        outputs=tuple(get("outputs", "").split()),
    )


def _remark(element: xml.Element) -> Remark:
    get = element.get
    return Remark(get("kind", ""), get("original", ""), get("reading", ""), get("confidence", ""))


def _field(element: xml.Element) -> Field:
    get = element.get
    return Field(
        key=get("key", ""),
        type=member(FieldType, get("type"), FieldType.TEXT),
        label=get("label", ""),
        label_en=get("labelEn", ""),
        required=get("required") == "true",
        help=get("help", ""),
        help_en=get("helpEn", ""),
        default=get("default", ""),
        mode=get("mode", ""),
        minimum=_bound(get("minimum", "")),
        maximum=_bound(get("maximum", "")),
        shown_when=get("shownWhen", ""),
        after=get("after", ""),
        paper=get("paper", ""),
        options=tuple(_option(e) for e in xml.children(element, "option", xml.ALUR)),
        columns=tuple(_field(e) for e in xml.children(element, "field", xml.ALUR)),
    )


def _bound(text: str) -> Decimal | None:
    try:
        return numbers.of_text(text.strip())
    except Unfit as unfit:
        # Now refused; to versions published before this check the dot is a decimal point.
        return Decimal(text) if unfit.problem.code == "ambiguous_number" else None


def _option(element: xml.Element) -> Option:
    get = element.get
    return Option(get("value", ""), get("label", "") or get("value", ""), get("labelEn", ""))
