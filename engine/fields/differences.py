"""What changed between two answers to a form, field by field; of rows, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from engine.fields.answers import is_blank, read
from engine.fields.kinds import KEPT, Field, FieldType, Values, taking
from engine.fields.problems import Unfit

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that changed, as it is stored; None for a blank one.

    Of a field of rows `row` is the place of a row as it is now, counted from 1, and `column` the
    field in it. A whole row that came or went has no column; the place of one that went is that
    which it had.
    """

    field: Field
    before: Any
    after: Any
    row: int = 0
    column: Field | None = None


def differences(fields: Sequence[Field], before: Values, after: Values) -> list[Difference]:
    """What changed, in the order of the fields.

    Tables of indicators are left out: `measurement.differences` tells of them.
    """
    told = [field for field in taking(fields) if field.type is not FieldType.INDICATORS]
    return [
        one for field in told for one in _field(field, before.get(field.key), after.get(field.key))
    ]


def stored(fields: Sequence[Field], typed: Values) -> dict[str, object]:
    """What is typed as it would be stored; what cannot be stays as it is typed."""
    found = {field.key: _stored(field, typed.get(field.key)) for field in taking(fields)}
    return {key: answer for key, answer in found.items() if answer is not None}


def _stored(field: Field, typed: object) -> object:
    if is_blank(typed):
        return None
    if field.type is FieldType.ROWS and isinstance(typed, list):
        rows = (stored(field.columns, row) for row in typed if isinstance(row, Mapping))
        return [row for row in rows if row] or None
    try:
        return typed if field.type in KEPT else read(field, typed)
    except Unfit:
        return typed


def _field(field: Field, was: Any, now: Any) -> Iterator[Difference]:
    was, now = (None if is_blank(one) else one for one in (was, now))
    if _known_by(field, was) == _known_by(field, now):
        return
    if field.type is FieldType.ROWS:
        yield from _rows(field, was or [], now or [])
    else:
        yield Difference(field, was, now)


def _known_by(field: Field, answer: Any) -> object:
    """By what an answer is known: of files the bytes, whatever they are called."""
    if field.type is not FieldType.FILE or answer is None:
        return answer
    return [one["sha256"] if isinstance(one, Mapping) else one for one in answer]


def _rows(field: Field, was: Rows, now: Rows) -> Iterator[Difference]:
    """Rows that stay are found by what stands in them; between those, one after the other."""
    before, after = ([json.dumps(row, sort_keys=True) for row in rows] for rows in (was, now))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, begin, stop in steps:
        if kind != "equal":
            for old, new in zip_longest(range(start, end), range(begin, stop)):
                yield from _row(field, was, now, old, new)


def _row(
    field: Field, was: Rows, now: Rows, old: int | None, new: int | None
) -> Iterator[Difference]:
    if new is None:
        yield Difference(field, was[old or 0], None, (old or 0) + 1)
    elif old is None:
        yield Difference(field, None, now[new], new + 1)
    else:
        for one in differences(field.columns, was[old], now[new]):
            yield replace(one, field=field, row=new + 1, column=one.field)
