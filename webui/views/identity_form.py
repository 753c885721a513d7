"""The form of an SOP's identity: its lines, and its blocks with one clause a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.diagram import dates
from engine.diagram.identity import FACTS, Clause, Identity
from engine.diagram.process import Process
from engine.fields.kinds import Field, FieldType
from engine.texts import tidy
from webui.language import gettext
from webui.views import sop_views, table_forms


def fields(process: Process) -> tuple[Field, ...]:
    """What is asked of the identity: its lines, then its blocks, one clause a line."""
    dated, identity = zip(DATES, _dates_called(), strict=True), process.identity
    each = gettext("One entry a line, in the order in which they are printed.")
    asked = [
        Field("name", FieldType.TEXT, gettext("Short name"), required=True),
        Field("name_en", FieldType.TEXT, gettext("Short name in English")),
        Field("number", FieldType.TEXT, gettext("Number")),
        Field("title", FieldType.AREA, gettext("Name of the SOP")),
        Field("flow_title", FieldType.AREA, gettext("Title of the rows")),
        Field("agency", FieldType.TEXT, gettext("Agency")),
        Field("unit", FieldType.TEXT, gettext("Unit")),
        *(_day(key, called, getattr(identity, key)) for key, called in dated),
        Field("approved_by", FieldType.TEXT, gettext("Approved by")),
    ]
    blocks = [Field(_key(b), FieldType.AREA, h, help=each) for b, h in sop_views.blocks()]
    return (*asked, *blocks)


DATES = ("created", "revised", "effective")
LINES = [fact for fact in FACTS.values() if fact not in DATES]


def _dates_called() -> tuple[str, str, str]:
    return gettext("Date made"), gettext("Date revised"), gettext("Date effective")


def _day(key: str, called: str, stored: str) -> Field:
    """The field of a date; words that say none can be kept as they are."""
    if not stored or dates.read(stored):
        return Field(key, FieldType.DATE, called)
    unread = gettext("This is no date that can be read. Write one, such as 30-11-2026.")
    return Field(key, FieldType.TEXT, called, help=unread)


def values(process: Process) -> dict[str, str]:
    """What stands in the form of the identity."""
    identity = process.identity
    found = {"name": process.name, "name_en": process.name_en}
    found |= {line: getattr(identity, line) for line in LINES}
    found |= {key: _stored(getattr(identity, key)) for key in DATES}
    for block, _ in sop_views.blocks():
        found[_key(block)] = "\n".join(clause.text for clause in identity.block(block))
    return found


def _stored(text: str) -> str:
    """A date as forms store it; words that say none as they are."""
    day = dates.read(text)
    return day.isoformat() if day else text


def identity_of(answers: Mapping[str, object], old: Identity) -> Identity:
    """The identity that was answered; its clauses have words only.

    A date that stays the same day stays as it was written.
    """
    clauses = [
        Clause(block, tidy(line))
        for block, _ in sop_views.blocks()
        for line in str(answers.get(_key(block), "")).splitlines()
        if tidy(line)
    ]
    facts: dict[str, Any] = {line: table_forms.text(answers, line) for line in LINES}
    for key in DATES:
        day, before = _stored(table_forms.text(answers, key)), getattr(old, key)
        facts[key] = before if day == _stored(before) else day
    return Identity(**facts, clauses=tuple(clauses))


def _key(block: str) -> str:
    """The key of a block's field: small letters only, as keys of fields are."""
    return f"block_{block.lower()}"
