"""Validates a whole form that was sent: every problem at once, by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors import FieldProblem, InvalidValues
from engine.fields import numbers
from engine.fields.answers import is_blank, read
from engine.fields.kinds import Field, FieldType, Values, taking
from engine.fields.problems import Unfit, quoted
from engine.fields.values import is_before, is_shown, value

MOST_ROWS = 500

# A table stands though nothing was typed, when it continues an earlier one.
_ASKED_LATER = {FieldType.INDICATORS}


def validate(fields: Sequence[Field], raw: Values, partial: bool = False) -> dict[str, object]:
    """The answers as they are stored, from what a page or a program sent.

    `partial` lets required fields be blank. Raises InvalidValues with all problems at once, by
    field key; a cell of a table is named "key.0.column", its rows counted from 0 as they were
    sent. Raises BadCondition or UndecidableCondition when the diagram itself is at fault (see
    `is_shown`).
    """
    if not isinstance(raw, Mapping):
        raise InvalidValues({"": [FieldProblem("not_a_form")]})
    reading = _Reading(partial)
    answers = reading.form(fields, raw, {})
    if reading.errors:
        raise InvalidValues(reading.errors)
    return answers


def so_far(fields: Sequence[Field], raw: Values) -> dict[str, object]:
    """The answers to some fields of a form that is not finished: what is blank is left out.

    Raises InvalidValues with what is wrong, as `validate` does.
    """
    known = {field.key: raw[field.key] for field in taking(fields) if field.key in raw}
    return validate(fields, known, partial=True)


class _Reading:
    """One pass over what was sent, which gathers the problems on its way."""

    def __init__(self, partial: bool) -> None:
        self.partial = partial
        self.errors: dict[str, list[FieldProblem]] = {}

    def form(
        self, fields: Sequence[Field], raw: Values, above: Values, path: str = ""
    ) -> dict[str, object]:
        self._refuse_unknown(fields, raw, path)
        answers, values, asked = {}, dict(above), {field.key: field for field in fields}
        for field in taking(fields):
            answer = None
            if is_shown(field, values):
                answer = self._answer(field, raw.get(field.key), values, path + field.key)
                answer = self._in_order(field, answer, asked.get(field.after), values, path)
            if answer is not None:
                answers[field.key] = answer
            values[field.key] = value(field, answer)
        return answers

    def _refuse_unknown(self, fields: Sequence[Field], raw: Values, path: str) -> None:
        known = {field.key for field in taking(fields)}
        for key in sorted(map(quoted, raw.keys() - known)):
            self.errors[path + key] = [FieldProblem("unknown", {"key": key})]

    def _answer(self, field: Field, sent: object, values: Values, path: str) -> object:
        try:
            answer = None if is_blank(sent) else self._read(field, sent, values, path)
            if answer in (None, "", []):
                if field.required and not self.partial and field.type not in _ASKED_LATER:
                    raise Unfit("required")
                return None
        except Unfit as unfit:
            self.errors[path] = [unfit.problem]
            return None
        return answer

    def _in_order(
        self, field: Field, answer: object, start: Field | None, values: Values, path: str
    ) -> object:
        """The answer, unless it lies before what was answered to the field where it may begin."""
        first = values.get(start.key) if start else None
        if start and first is not None and answer is not None and is_before(field, answer, first):
            code = "too_early" if field.type is FieldType.DATE else "less_than"
            self.errors[path + field.key] = [FieldProblem(code, {"field": start.label})]
            return None
        return answer

    def _read(self, field: Field, sent: object, values: Values, path: str) -> object:
        if field.type is FieldType.ROWS:
            return self._rows(field, sent, values, path)
        return read(field, sent)

    def _rows(self, field: Field, sent: object, values: Values, path: str) -> object:
        if not isinstance(sent, list) or not all(isinstance(row, Mapping) for row in sent):
            raise Unfit("not_rows")
        if len(sent) > MOST_ROWS:
            raise Unfit("too_many_rows", maximum=MOST_ROWS)
        before = len(self.errors)
        rows = [
            self.form(field.columns, row, values, f"{path}.{place}.")
            for place, row in enumerate(sent)
            if not all(is_blank(cell) for cell in row.values())
        ]
        if len(self.errors) == before:
            rows = [row for row in rows if row]
            self._check_count(field, len(rows))
        return rows

    def _check_count(self, field: Field, count: int) -> None:
        if field.minimum is not None and 0 < count < field.minimum and not self.partial:
            raise Unfit("too_few_rows", minimum=numbers.plain(field.minimum))
        if field.maximum is not None and count > field.maximum:
            raise Unfit("too_many_rows", maximum=numbers.plain(field.maximum))
