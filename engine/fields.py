"""The fields of a step's form: what they are, which answers they take, and what is stored.

Answers are stored as JSON that can be hashed: texts, lists and yes/no; a number is a plain decimal
text ("1234.5"), a date an ISO text. A blank answer and an answer of a hidden field are left out.

How a number may be written: a comma is the decimal sign ("1.234,5"), dots are groups of three. A
single dot without a comma is a decimal point ("1234.5") unless three digits follow one to three
others: "1.234" is 1234 in Indonesia and 1,234 elsewhere, and is refused rather than guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from engine.conditions import compile_condition
from engine.errors import FieldProblem, InvalidValues, UndecidableCondition

Values = Mapping[str, object]

LONGEST_TEXT = 500
LONGEST_AREA = 10_000
MOST_ROWS = 500
# Together as many digits as Python's decimals hold exactly by default.
WHOLE_DIGITS, FRACTION_DIGITS = 18, 10

_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_WITH_COMMA = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_WITH_POINT = re.compile(r"-?[0-9]+\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Controls, halves of surrogate pairs, non-characters, and what turns the direction of the text
# around: with those a signed paper could show other words than those that were checked.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_YES_OR_NO = {"true": True, "ya": True, "yes": True, "on": True}
_YES_OR_NO |= {"false": False, "tidak": False, "no": False, "off": False}

PROBLEMS = {
    "required": "Fill in this field.",
    "unknown": 'This form has no field "{key}".',
    "not_text": "Write a text here.",
    "too_long": "Write at most {limit} characters. You wrote {length}.",
    "unprintable": "Character {place} cannot be printed. Type that word again, do not paste it.",
    "not_a_number": 'Write a number only. You wrote "{value}".',
    "ambiguous_number": '"{value}" can be read in two ways. Write {whole} or {fraction}.',
    "too_many_digits": "Write at most 18 digits before the decimal comma and 10 after it.",
    "too_small": "Write {minimum} or more.",
    "too_large": "Write {maximum} or less.",
    "not_a_date": 'Write the date as year-month-day, such as 2026-10-01. You wrote "{value}".',
    "date_out_of_range": "Write a date between the years 1900 and 2199.",
    "not_an_option": 'Choose from the list. "{value}" is not in it.',
    "not_a_list": "Choose from the list.",
    "not_yes_or_no": "Choose yes or no.",
    "no_files_yet": "Papers come later: this version cannot keep a file yet.",
    "not_a_form": "This is not a form that was filled in.",
    "not_rows": "Fill in the table row by row.",
    "too_few_rows": "Fill in at least {minimum} rows.",
    "too_many_rows": "Fill in at most {maximum} rows.",
}


class FieldType(StrEnum):
    """What kind of answer a field takes; heading and help take none."""

    TEXT = "text"
    AREA = "area"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHECKS = "checks"
    YESNO = "yesno"
    FILE = "file"
    ROWS = "rows"
    HEADING = "heading"
    HELP = "help"


_BLANKS: dict[FieldType, object] = {
    **dict.fromkeys((FieldType.TEXT, FieldType.AREA, FieldType.CHOICE), ""),
    **dict.fromkeys((FieldType.CHECKS, FieldType.ROWS), ()),
}
_EXAMPLES: dict[FieldType, object] = {
    FieldType.TEXT: "Contoh",
    FieldType.AREA: "Contoh\nbaris kedua",
    FieldType.DATE: "2026-10-01",
    FieldType.YESNO: True,
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice or of checks: what is stored, and its words in both languages."""

    value: str
    label: str
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, as its diagram says it.

    `shown_when` is a condition on the fields above it. `minimum` and `maximum` bound the value of
    a number and the count of rows. `default` is what a new form begins with, as it would be typed.
    """

    key: str
    type: FieldType
    label: str = ""
    label_en: str = ""
    required: bool = False
    help: str = ""
    options: tuple[Option, ...] = ()
    shown_when: str = ""
    columns: tuple[Field, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    default: str = ""

    @property
    def takes_answer(self) -> bool:
        """Whether people fill in this field; a heading and a help text are only read."""
        return self.type not in (FieldType.HEADING, FieldType.HELP)


def validate(fields: Sequence[Field], raw: Values, partial: bool = False) -> dict[str, object]:
    """The answers as they are stored, from what a page or a program sent.

    Texts as a form sends them and JSON values are both taken. `partial` lets required fields be
    blank. Raises InvalidValues with all problems at once, by field key; a cell of a table is
    named "key.0.column", its rows counted from 0 as they were sent. Raises BadCondition or
    UndecidableCondition when the diagram itself is at fault (see `is_shown`).
    """
    if not isinstance(raw, Mapping):
        raise InvalidValues({"": [FieldProblem("not_a_form")]})
    reading = _Reading(partial)
    answers = reading.form(fields, raw, {})
    if reading.errors:
        raise InvalidValues(reading.errors)
    return answers


def typed(fields: Sequence[Field], answers: Values) -> dict[str, object]:
    """Stored answers as conditions read them: every field that takes an answer is there.

    Numbers are Decimal and dates are date; a blank number, date or yes/no is None, a blank text or
    choice is "", and blank checks or rows are empty.
    """
    return {field.key: _typed(field, answers.get(field.key)) for field in _taking(fields)}


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


def example(field: Field) -> object:
    """An answer as a clerk would send it, which `validate` accepts; None where none is taken."""
    low, high = field.minimum, field.maximum
    match field.type:
        case FieldType.NUMBER:
            number = max(low, Decimal(0)) if low is not None else Decimal(0)
            return as_written(_plain(min(number, high) if high is not None else number))
        case FieldType.CHOICE:
            return field.options[0].value if field.options else None
        case FieldType.CHECKS:
            return [option.value for option in field.options[:1]]
        case FieldType.ROWS:
            row = {column.key: example(column) for column in _taking(field.columns)}
            return [row for _ in range(max(1, int(low or 0)))]
    return _EXAMPLES.get(field.type)


def message(problem: FieldProblem) -> str:
    """What is wrong with an answer, in English."""
    return PROBLEMS[problem.code].format_map(problem.facts)


def as_written(number: str) -> str:
    """A stored number as people here write it, with a decimal comma; `validate` reads it back."""
    return number.replace(".", ",")


class _Unfit(Exception):
    def __init__(self, code: str, **facts: object) -> None:
        self.problem = FieldProblem(code, facts)


class _Reading:
    """One pass over what was sent, which gathers the problems on its way."""

    def __init__(self, partial: bool) -> None:
        self.partial = partial
        self.errors: dict[str, list[FieldProblem]] = {}

    def form(
        self, fields: Sequence[Field], raw: Values, above: Values, path: str = ""
    ) -> dict[str, object]:
        self._refuse_unknown(fields, raw, path)
        answers, values = {}, dict(above)
        for field in _taking(fields):
            answer = None
            if is_shown(field, values):
                answer = self._answer(field, raw.get(field.key), values, path + field.key)
            if answer is not None:
                answers[field.key] = answer
            values[field.key] = _typed(field, answer)
        return answers

    def _refuse_unknown(self, fields: Sequence[Field], raw: Values, path: str) -> None:
        known = {field.key for field in _taking(fields)}
        for key in sorted(map(_quoted, raw.keys() - known)):
            self.errors[path + key] = [FieldProblem("unknown", {"key": key})]

    def _answer(self, field: Field, sent: object, values: Values, path: str) -> object:
        try:
            answer = None if _is_blank(sent) else self._read(field, sent, values, path)
            if answer in (None, "", []):
                if field.required and not self.partial:
                    raise _Unfit("no_files_yet" if field.type is FieldType.FILE else "required")
                return None
        except _Unfit as unfit:
            self.errors[path] = [unfit.problem]
            return None
        return answer

    def _read(self, field: Field, sent: object, values: Values, path: str) -> object:
        if field.type is FieldType.ROWS:
            return self._rows(field, sent, values, path)
        if field.type is FieldType.FILE:
            raise _Unfit("no_files_yet")
        return _READERS[field.type](field, sent)

    def _rows(self, field: Field, sent: object, values: Values, path: str) -> object:
        if not isinstance(sent, list) or not all(isinstance(row, Mapping) for row in sent):
            raise _Unfit("not_rows")
        if len(sent) > MOST_ROWS:
            raise _Unfit("too_many_rows", maximum=MOST_ROWS)
        before = len(self.errors)
        rows = [
            self.form(field.columns, row, values, f"{path}.{place}.")
            for place, row in enumerate(sent)
            if not all(_is_blank(cell) for cell in row.values())
        ]
        if len(self.errors) == before:
            rows = [row for row in rows if row]
            self._check_count(field, len(rows))
        return rows

    def _check_count(self, field: Field, count: int) -> None:
        if field.minimum is not None and 0 < count < field.minimum and not self.partial:
            raise _Unfit("too_few_rows", minimum=_plain(field.minimum))
        if field.maximum is not None and count > field.maximum:
            raise _Unfit("too_many_rows", maximum=_plain(field.maximum))


def _taking(fields: Sequence[Field]) -> list[Field]:
    return [field for field in fields if field.takes_answer]


def _is_blank(sent: object) -> bool:
    return not sent.strip() if isinstance(sent, str) else sent is None or sent in ([], {})


def _quoted(sent: object) -> str:
    """What was sent, short and fit to be shown: half a character would break the page."""
    text = sent if isinstance(sent, str) else type(sent).__name__
    return text[:60].encode(errors="replace").decode()


def _read_text(field: Field, sent: object) -> str:
    if not isinstance(sent, str):
        raise _Unfit("not_text")
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", sent).splitlines()]
    if field.type is FieldType.AREA:
        text, limit = "\n".join(lines).rstrip(), LONGEST_AREA
    else:
        text, limit = " ".join(lines).replace("\t", " ").strip(), LONGEST_TEXT
    if len(text) > limit:
        raise _Unfit("too_long", limit=limit, length=len(text))
    if found := _UNPRINTABLE.search(text):
        raise _Unfit("unprintable", place=found.start() + 1)
    return text


def _read_number(field: Field, sent: object) -> str:
    number = _number(sent)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise _Unfit("not_a_number", value=str(number))
    if number.adjusted() >= WHOLE_DIGITS or exponent < -FRACTION_DIGITS:
        raise _Unfit("too_many_digits")
    if field.minimum is not None and number < field.minimum:
        raise _Unfit("too_small", minimum=as_written(_plain(field.minimum)))
    if field.maximum is not None and number > field.maximum:
        raise _Unfit("too_large", maximum=as_written(_plain(field.maximum)))
    return _plain(number)


def _number(sent: object) -> Decimal:
    if isinstance(sent, bool):
        raise _Unfit("not_a_number", value=_quoted(sent))
    if isinstance(sent, int | Decimal):
        return Decimal(sent)
    if isinstance(sent, float):
        return Decimal(repr(sent))
    return _number_of_text(sent.strip() if isinstance(sent, str) else _quoted(sent))


def _number_of_text(text: str) -> Decimal:
    if _AMBIGUOUS.fullmatch(text):
        whole = text.replace(".", "")
        raise _Unfit("ambiguous_number", value=text, whole=whole, fraction=as_written(text))
    if _WITH_COMMA.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _WITH_POINT.fullmatch(text):
        return Decimal(text)
    raise _Unfit("not_a_number", value=_quoted(text))


def _plain(number: Decimal) -> str:
    """The number without an exponent, without zeros at its end, and without a negative zero."""
    return format(number.normalize(), "f") if number else "0"


def _read_date(field: Field, sent: object) -> str:
    text = sent.strip() if isinstance(sent, str) else ""
    try:
        day = date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError:
        raise _Unfit("not_a_date", value=_quoted(sent)) from None
    if not 1900 <= day.year < 2200:
        raise _Unfit("date_out_of_range")
    return day.isoformat()


def _read_choice(field: Field, sent: object) -> str:
    for option in field.options:
        if option.value == sent:
            return option.value
    raise _Unfit("not_an_option", value=_quoted(sent))


def _read_checks(field: Field, sent: object) -> list[str]:
    """The chosen values in the order of the options, each once."""
    sent = [sent] if isinstance(sent, str) else sent
    if not isinstance(sent, list):
        raise _Unfit("not_a_list")
    chosen = {_read_choice(field, one) for one in sent if not _is_blank(one)}
    return [option.value for option in field.options if option.value in chosen]


def _read_yesno(field: Field, sent: object) -> bool:
    text = sent.strip().lower() if isinstance(sent, str) else ""
    if not isinstance(sent, bool) and text not in _YES_OR_NO:
        raise _Unfit("not_yes_or_no")
    return sent if isinstance(sent, bool) else _YES_OR_NO[text]


def _typed(field: Field, answer: object) -> object:
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


_READERS: dict[FieldType, Callable[[Field, object], object]] = {
    FieldType.TEXT: _read_text,
    FieldType.AREA: _read_text,
    FieldType.NUMBER: _read_number,
    FieldType.DATE: _read_date,
    FieldType.CHOICE: _read_choice,
    FieldType.CHECKS: _read_checks,
    FieldType.YESNO: _read_yesno,
}
