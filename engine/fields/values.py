"""Stored answers as conditions read them, which fields those show, and what a form shows again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from engine.conditions.language import compile_condition
from engine.errors import UndecidableCondition
from engine.fields.kinds import Field, FieldType, Values, taking

_BLANKS: dict[FieldType, object] = {
    **dict.fromkeys((FieldType.TEXT, FieldType.AREA, FieldType.CHOICE), ""),
    **dict.fromkeys((FieldType.CHECKS, FieldType.ROWS, FieldType.FILE), ()),
}


def typed(fields: Sequence[Field], answers: Values) -> dict[str, object]:
    """Stored answers as conditions read them: every field that takes an answer is there.

    Numbers are Decimal and dates are date; a blank number, date or yes/no is None, a blank text or
    choice is "", and blank checks or rows are empty.
    """
    return {field.key: value(field, answers.get(field.key)) for field in taking(fields)}


def value(field: Field, answer: object) -> object:
    """One stored answer, None when there is none, as conditions read it."""
    if answer is None:
        return _BLANKS.get(field.type)
    match field.type:
        case FieldType.NUMBER:
            return Decimal(str(answer))
        case FieldType.DATE:
            return date.fromisoformat(str(answer))
        case FieldType.ROWS if isinstance(answer, list):
            return [typed(field.columns, row) for row in answer]
    return answer


def is_before(field: Field, answer: object, first: object) -> bool:
    """Whether a stored date or number lies before another as conditions read it, of its kind."""
    match value(field, answer), first:
        case (date() as own, date() as other):
            return own < other
        case (Decimal() as own, Decimal() as other):
            return own < other
    return False


def is_shown(field: Field, values: Values) -> bool:
    """Whether a field is shown, given the typed values of the fields above it.

    While a field that the condition reads is blank, and the condition has no answer for that
    reason, the field is hidden. Raises UndecidableCondition when there is no answer otherwise: the
    condition reads a field that is not above it, or compares unlike kinds.
    """
    if not field.shown_when:
        return True
    condition = compile_condition(field.shown_when)
    try:
        return condition.holds(values)
    except UndecidableCondition:
        if condition.names <= values.keys() and None in map(values.get, condition.names):
            return False
        raise


def fitting(fields: Sequence[Field], typed: Values) -> dict[str, object]:
    """What was typed or answered, without what these fields could not show.

    A field may have become one of another kind since. What belongs to no field stays.
    """
    known, found = {field.key: field for field in taking(fields)}, dict[str, object]()
    for key, given in typed.items():
        field = known.get(key)
        if field is not None and field.type is FieldType.ROWS and isinstance(given, list):
            rows = (row for row in given if isinstance(row, Mapping))
            found[key] = [fitting(field.columns, row) for row in rows]
        elif field is None or _is_shown_by(field, given):
            found[key] = given
    return found


def _is_shown_by(field: Field, given: object) -> bool:
    match field.type:
        case FieldType.CHECKS | FieldType.ROWS:
            return isinstance(given, list)
        case FieldType.FILE:
            return isinstance(given, list) and all(map(_names_a_file, given))
        case FieldType.INDICATORS:
            return isinstance(given, Mapping)
        case FieldType.YESNO:
            return isinstance(given, bool | str)
    return isinstance(given, str)


def _names_a_file(one: object) -> bool:
    return "sha256" in one if isinstance(one, Mapping) else isinstance(one, str)
