"""The fields of a step's form: each can be shown, read by conditions, and answered.

The reader takes an unknown type for text and an unreadable bound for none; here the diagram's own
words are looked at.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from engine.conditions.language import compile_condition
from engine.conditions.reasons import Reason
from engine.diagram import xml
from engine.diagram.checks.choices import examples, fault_of, why
from engine.diagram.checks.subject import Subject
from engine.diagram.runnable import DECISION
from engine.diagram.verdicts import Verdict, refused
from engine.errors import BadCondition, InvalidValues
from engine.fields import numbers
from engine.fields.answers import LONGEST_TEXT
from engine.fields.kinds import Field, FieldType
from engine.fields.problems import Unfit
from engine.fields.validation import MOST_ROWS, validate

_TYPES = {kind.value for kind in FieldType}
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NUMBER = Field("", FieldType.NUMBER)
_WITH_OPTIONS = (FieldType.CHOICE, FieldType.CHECKS)
_WHOLE = (FieldType.ROWS, FieldType.FILE, FieldType.INDICATORS)
_IN_ORDER = (FieldType.NUMBER, FieldType.DATE)
_WITH_BOUNDS = (FieldType.NUMBER, FieldType.ROWS)

Faults = Iterator[tuple[str, dict[str, str]]]
"""Codes, each with its facts, of which `detail` is the field."""


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """Every field of every step."""
    for node, element in subject.tasks:
        for step in xml.extensions(element, "step")[:1]:
            written = xml.children(step, "field", xml.ALUR)
            for code, facts in _form(node.step.fields if node.step else (), written, {}):
                yield refused(node.id, code, **facts)


def _form(
    form: tuple[Field, ...], written: list[xml.Element], above: Mapping[str, object]
) -> Faults:
    seen, values, before = set[str](), dict(above), dict[str, Field]()
    for field, element in zip(form, written, strict=True):
        name = field.key or field.label or "?"
        if field.takes_answer:
            yield from _key(field, seen)
        codes = [
            *_type(field, element),
            *_options(field),
            *_bounds(field, element),
            *_after(field, before),
        ]
        yield from ((code, {"detail": name[:80]}) for code in (*codes, *_default(field)))
        yield from _shown_when(field, values)
        yield from _columns(field, element, values)
        if field.takes_answer and field.type is not FieldType.INDICATORS:
            values |= examples([field])
        before[field.key] = field


def _key(field: Field, seen: set[str]) -> Faults:
    taken = keyword.iskeyword(field.key) or field.key == DECISION
    if taken or not _KEY.fullmatch(field.key):
        yield "field-key", {"detail": field.key[:80] or '""'}
    if field.key in seen:
        yield "field-same-key", {"detail": field.key[:80]}
    seen.add(field.key)


def _type(field: Field, element: xml.Element) -> Iterator[str]:
    if element.get("type", "") not in _TYPES:
        yield "field-type"
    if not field.label.strip() and not (field.type is FieldType.HELP and field.help.strip()):
        yield "field-unlabelled"


def _options(field: Field) -> Iterator[str]:
    values = [option.value for option in field.options]
    blank = any(not value.strip() or len(value) > LONGEST_TEXT for value in values)
    if bool(values) != (field.type in _WITH_OPTIONS) or blank or len(set(values)) < len(values):
        yield "field-options"


def _bounds(field: Field, element: xml.Element) -> Iterator[str]:
    bounds = [element.get(name, "") for name in ("minimum", "maximum") if element.get(name)]
    if not bounds:
        return
    low, high = field.minimum, field.maximum
    readable = field.type in _WITH_BOUNDS and all(map(_is_number, bounds))
    countable = field.type is not FieldType.ROWS or _counts(low, high)
    if not readable or not countable or _crossed(low, high):
        yield "field-bounds"


def _after(field: Field, before: Mapping[str, Field]) -> Iterator[str]:
    if not field.after:
        return
    start = before.get(field.after)
    is_one = start is not None and start.type is field.type and field.type in _IN_ORDER
    if not is_one or _crossed(start.minimum if start else None, field.maximum):
        yield "field-after"


def _crossed(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low > high


def _is_number(text: str) -> bool:
    try:
        numbers.read(_NUMBER, text)
    except Unfit:
        return False
    return True


def _counts(low: Decimal | None, high: Decimal | None) -> bool:
    bounds = [bound for bound in (low, high) if bound is not None]
    whole = all(bound == bound.to_integral_value() for bound in bounds)
    return whole and all(0 <= bound <= MOST_ROWS for bound in bounds) and high != 0


def _default(field: Field) -> Iterator[str]:
    if not field.default:
        return
    alone = replace(field, shown_when="", required=False)
    try:
        answers = validate([alone], {field.key: field.default}) if field.takes_answer else {}
    except InvalidValues:
        answers = {}
    if not answers:
        yield "field-default"


def _shown_when(field: Field, above: Mapping[str, object]) -> Faults:
    if not field.shown_when:
        return
    if fault := _unusable(field.shown_when, above):
        yield "field-shown-when", {"detail": (field.key or field.label)[:80], **fault}


def _unusable(text: str, above: Mapping[str, object]) -> dict[str, str]:
    """Why a condition cannot be asked of these answers, and the part at fault; or nothing."""
    try:
        condition = compile_condition(text)
    except BadCondition as bad:
        return why(bad)
    if unknown := ", ".join(sorted(condition.names - above.keys())):
        return {"reason": Reason.MISSING, "part": unknown}
    return fault_of(condition, above)


def _columns(field: Field, element: xml.Element, above: Mapping[str, object]) -> Faults:
    answered = [column for column in field.columns if column.takes_answer]
    nested = any(column.type in _WHOLE for column in field.columns)
    is_rows = field.type is FieldType.ROWS
    if (is_rows and (not answered or nested)) or (field.columns and not is_rows):
        yield "field-columns", {"detail": field.key[:80]}
    elif field.columns:
        written = xml.children(element, "field", xml.ALUR)
        for code, facts in _form(field.columns, written, above):
            yield code, facts | {"detail": f"{field.key}.{facts['detail']}"[:200]}
