"""One answer: read as its field asks for it, and an example of each.

Texts as a form sends them and JSON values are both taken; what is not taken raises Unfit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from engine.fields import numbers
from engine.fields.kinds import Field, FieldType, Mode, taking
from engine.fields.problems import Unfit, quoted

LONGEST_TEXT = 500
LONGEST_AREA = 10_000
MOST_FILES = 20
MOST_MARKS = 5
# What may be typed of a table of indicators; `sha256` is the table that its sender has seen.
TYPED_TABLE = ("year", "quarter", "rows", "sha256")

_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Controls, halves of surrogate pairs, non-characters, and what turns the direction of the text
# around: with those a signed paper could show other words than those that were checked.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_YES_OR_NO = {"true": True, "ya": True, "yes": True, "on": True}
_YES_OR_NO |= {"false": False, "tidak": False, "no": False, "off": False}


def is_blank(sent: object) -> bool:
    """Whether nothing was answered."""
    return not sent.strip() if isinstance(sent, str) else sent is None or sent in ([], {})


def read(field: Field, sent: object) -> object:
    """The answer as it is stored, of any field but one of rows."""
    return _READERS[field.type](field, sent)


def as_typed(field: Field, stored: object) -> object:
    """A stored answer as people type it here: `read` makes the same of it."""
    if field.type is FieldType.NUMBER and isinstance(stored, str):
        return numbers.as_written(stored)
    if field.type is FieldType.ROWS and isinstance(stored, list):
        return [all_as_typed(field.columns, row) for row in stored]
    return stored


def all_as_typed(fields: Iterable[Field], stored: Mapping[str, object]) -> dict[str, object]:
    """The stored answers to fields as people type them; others stay as they are."""
    known = {field.key: field for field in fields}
    return {key: as_typed(known[key], one) if key in known else one for key, one in stored.items()}


def example(field: Field) -> object:
    """An answer as a clerk would send it, which `validate` accepts; None where none is taken."""
    make = _EXAMPLES.get(field.type)
    return make(field) if make else None


def _a_number(field: Field) -> str:
    """The one nearest to zero within the field's bounds."""
    number = Decimal(0) if field.minimum is None else max(field.minimum, Decimal(0))
    number = number if field.maximum is None else min(field.maximum, number)
    return numbers.as_written(numbers.plain(number))


def _some_rows(field: Field) -> list[dict[str, object]]:
    row = {column.key: example(column) for column in taking(field.columns)}
    return [row] * max(1, int(field.minimum or 0))


def _text(field: Field, sent: object) -> str:
    return _printable(" ".join(_lines(sent)).replace("\t", " ").strip(), LONGEST_TEXT)


def _area(field: Field, sent: object) -> str:
    return _printable("\n".join(_lines(sent)).rstrip(), LONGEST_AREA)


def _lines(sent: object) -> list[str]:
    if not isinstance(sent, str):
        raise Unfit("not_text")
    return [line.rstrip() for line in unicodedata.normalize("NFC", sent).splitlines()]


def _printable(text: str, limit: int) -> str:
    if len(text) > limit:
        raise Unfit("too_long", limit=limit, length=len(text))
    found = UNPRINTABLE.search(text)
    place = found.start() if found else _heaped(text)
    if place is not None:
        raise Unfit("unprintable", place=place + 1)
    return text


def _heaped(text: str) -> int | None:
    """Where more marks stand on one letter than any language puts there: no page can be set."""
    marks = 0
    for place, letter in enumerate(text):
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks > MOST_MARKS:
            return place
    return None


def _date(field: Field, sent: object) -> str:
    text = sent.strip() if isinstance(sent, str) else ""
    try:
        day = date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError:
        raise Unfit("not_a_date", value=quoted(sent)) from None
    if not 1900 <= day.year < 2200:
        raise Unfit("date_out_of_range")
    return day.isoformat()


def _choice(field: Field, sent: object) -> str:
    for option in field.options:
        if option.value == sent:
            return option.value
    raise Unfit("not_an_option", value=quoted(sent))


def _checks(field: Field, sent: object) -> list[str]:
    """The chosen values in the order of the options, each once."""
    sent = [sent] if isinstance(sent, str) else sent
    if not isinstance(sent, list):
        raise Unfit("not_a_list")
    chosen = {_choice(field, one) for one in sent if not is_blank(one)}
    return [option.value for option in field.options if option.value in chosen]


def _yesno(field: Field, sent: object) -> bool:
    text = sent.strip().lower() if isinstance(sent, str) else ""
    if not isinstance(sent, bool) and text not in _YES_OR_NO:
        raise Unfit("not_yes_or_no")
    return sent if isinstance(sent, bool) else _YES_OR_NO[text]


def _files(field: Field, sent: object) -> list[str]:
    """The sha256 of files, each once; whether they are there is asked where they are kept."""
    named = sent if isinstance(sent, list) else [sent]
    if not all(isinstance(one, str) and _SHA256.fullmatch(one) for one in named):
        raise Unfit("file_unfound")
    chosen = list(dict.fromkeys(named))
    if len(chosen) > MOST_FILES:
        raise Unfit("file_too_many", maximum=MOST_FILES)
    return chosen


def _table(field: Field, sent: object) -> dict[str, object]:
    """What was typed into a table of indicators; `engine.indicators` reads it, beside the table
    that it continues. A list alone is its rows."""
    typed = {"rows": sent} if isinstance(sent, list) else sent
    if not isinstance(typed, Mapping) or not isinstance(typed.get("rows", []), list):
        raise Unfit("not_rows")
    return {key: typed[key] for key in TYPED_TABLE if key in typed}


def _a_table(field: Field) -> dict[str, object]:
    row = {"id": "IK1", "name": "Contoh", "unit": "%", "direction": "max"}
    row |= {"consolidation": "TLK", "frequency": "quarter", "target_1": "100"}
    return {"year": "2026", "quarter": "1", "rows": [row] if field.mode == Mode.SET_UP else []}


_READERS: dict[FieldType, Callable[[Field, object], object]] = {
    FieldType.TEXT: _text,
    FieldType.AREA: _area,
    FieldType.NUMBER: numbers.read,
    FieldType.DATE: _date,
    FieldType.CHOICE: _choice,
    FieldType.CHECKS: _checks,
    FieldType.YESNO: _yesno,
    FieldType.FILE: _files,
    FieldType.INDICATORS: _table,
}
_EXAMPLES: dict[FieldType, Callable[[Field], object]] = {
    FieldType.TEXT: lambda field: "Contoh",
    FieldType.AREA: lambda field: "Contoh\nbaris kedua",
    FieldType.NUMBER: _a_number,
    FieldType.DATE: lambda field: "2026-10-01",
    FieldType.CHOICE: lambda field: next((option.value for option in field.options), None),
    FieldType.CHECKS: lambda field: [option.value for option in field.options[:1]],
    FieldType.YESNO: lambda field: True,
    FieldType.ROWS: _some_rows,
    FieldType.INDICATORS: _a_table,
}
