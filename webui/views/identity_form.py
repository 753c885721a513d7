"""The form of an SOP's identity: its lines, and its blocks with one clause a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.diagram.identity import FACTS, Clause, Identity
from engine.diagram.process import Process
from engine.fields.kinds import Field, FieldType
from engine.texts import tidy
from webui.language import gettext
from webui.views import sop_views, table_forms


def fields() -> tuple[Field, ...]:
    """What is asked of the identity: its lines, then its blocks, one clause a line."""
    day = gettext("Year-month-day, such as 2026-10-01.")
    each = gettext("One entry a line, in the order in which they are printed.")
    asked = [
        Field("name", FieldType.TEXT, gettext("Short name"), required=True),
        Field("name_en", FieldType.TEXT, gettext("Short name in English")),
        Field("number", FieldType.TEXT, gettext("Number")),
        Field("title", FieldType.AREA, gettext("Name of the SOP")),
        Field("flow_title", FieldType.AREA, gettext("Title of the rows")),
        Field("agency", FieldType.TEXT, gettext("Agency")),
        Field("unit", FieldType.TEXT, gettext("Unit")),
        Field("created", FieldType.TEXT, gettext("Date made"), help=day),
        Field("revised", FieldType.TEXT, gettext("Date revised"), help=day),
        Field("effective", FieldType.TEXT, gettext("Date effective"), help=day),
        Field("approved_by", FieldType.TEXT, gettext("Approved by")),
    ]
    blocks = [Field(_key(b), FieldType.AREA, h, help=each) for b, h in sop_views.blocks()]
    return (*asked, *blocks)


def values(process: Process) -> dict[str, str]:
    """What stands in the form of the identity."""
    identity = process.identity
    found = {"name": process.name, "name_en": process.name_en}
    found |= {line: getattr(identity, line) for line in FACTS.values()}
    for block, _ in sop_views.blocks():
        found[_key(block)] = "\n".join(clause.text for clause in identity.block(block))
    return found


def identity_of(answers: Mapping[str, object]) -> Identity:
    """The identity that was answered; its clauses have words only."""
    clauses = [
        Clause(block, tidy(line))
        for block, _ in sop_views.blocks()
        for line in str(answers.get(_key(block), "")).splitlines()
        if tidy(line)
    ]
    facts: dict[str, Any] = {line: table_forms.text(answers, line) for line in FACTS.values()}
    return Identity(**facts, clauses=tuple(clauses))


def _key(block: str) -> str:
    """The key of a block's field: small letters only, as keys of fields are."""
    return f"block_{block.lower()}"
