"""A step's form between the browser and the engine: what was posted, and how fields are shown.

The engine's `validate` is the one judge of answers, for pages and command line alike; the
browser's own checks are a convenience.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from engine.errors import FieldProblem
from engine.fields.kinds import Field, FieldType
from engine.fields.numbers import as_written
from engine.fields.validation import MOST_ROWS
from webui import words
from webui.language import gettext

Posted = MultiDict[str, str]
Errors = Mapping[str, Sequence[FieldProblem]]


def posted(fields: Sequence[Field], form: Posted) -> dict[str, object]:
    """The answers to a step's fields that a form sent; everything else in it is left alone."""
    return {f.key: _posted(f, form) for f in fields if f.takes_answer and _was_sent(f, form)}


def _was_sent(field: Field, form: Posted) -> bool:
    # Unticked boxes, empty tables and removed files send a blank one, so that a form without the
    # field, such as that of a return, leaves it as it was.
    return field.key in form or any(name.startswith(f"{field.key}.") for name in form)


def _posted(field: Field, form: Posted) -> object:
    if field.type in (FieldType.CHECKS, FieldType.FILE):
        return [one for one in form.getlist(field.key) if one]
    if field.type is FieldType.ROWS:
        return _posted_rows(field, form)
    if field.type is FieldType.INDICATORS:
        # The table itself stands in the draft; the check page says which one was seen.
        return {"sha256": form[field.key]}
    return form[field.key]


def _posted_rows(field: Field, form: Posted) -> list[dict[str, object]]:
    rows: dict[int, list[tuple[str, str]]] = {}
    for name, value in form.items(multi=True):
        key, _, rest = name.partition(".")
        number, _, cell = rest.partition(".")
        if key == field.key and (place := _place(number)) is not None:
            rows.setdefault(place, []).append((cell, value))
    # One more than may be sent, so that the engine says what is wrong.
    return [posted(field.columns, MultiDict(rows[n])) for n in sorted(rows)[: MOST_ROWS + 1]]


def _place(text: str) -> int | None:
    """The place of a row as a form writes it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def change_rows(raw: dict[str, Any], form: Posted) -> dict[str, Any]:
    """The answers after an "add a row" or "remove this row" button was pressed."""
    added, removed = form.get("add"), form.get("remove", "")
    key, _, text = removed.partition(":")
    if added in raw:
        return raw | {added: [*raw[added], {}]}
    if key in raw and (place := _place(text)) is not None:
        rows = raw[key]
        return raw | {key: rows[:place] + rows[place + 1 :]}
    return raw


def views(
    fields: Sequence[Field],
    values: Mapping[str, Any],
    errors: Errors,
    locale: str,
    prefix: str = "",
) -> list[dict[str, Any]]:
    """The fields as the template shows them, with what was typed and problems beside them.

    Stored answers are given as `answers.as_typed` has them: what was typed comes back unchanged.
    """
    return [_view(field, values, errors, locale, prefix) for field in fields]


def _view(
    field: Field, values: Mapping[str, Any], errors: Errors, locale: str, prefix: str
) -> dict[str, Any]:
    name = prefix + field.key
    value = values.get(field.key, field.default)
    view: dict[str, Any] = {
        "type": field.type.value,
        "name": name,
        "label": label(field, locale),
        "required": field.required,
        "help": (field.help_en if locale == "en" else "") or field.help,
        "value": value,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "options": [{"value": o.value, "label": _label(o, locale)} for o in field.options],
        "error": " ".join(words.problem(p) for p in errors.get(name, ())),
    }
    if field.type is FieldType.ROWS:
        view["rows"] = [
            views(field.columns, row, errors, locale, f"{name}.{i}.")
            for i, row in enumerate(value or ())
        ]
    return view


def label(field: Field, locale: str) -> str:
    """A field's label in a language, else in the SOP's own."""
    return (field.label_en if locale == "en" else "") or field.label


def _label(option: Any, locale: str) -> str:
    return (option.label_en if locale == "en" else "") or option.label


def summary(fields: Sequence[Field], errors: Errors, locale: str) -> list[dict[str, str]]:
    """The problems as the list on top of a form, each leading to its field."""
    return [
        {
            "id": name,
            "label": named(fields, name, locale),
            "message": " ".join(words.problem(p) for p in problems),
        }
        for name, problems in errors.items()
    ]


def named(fields: Sequence[Field], name: str, locale: str) -> str:
    """What the field of this name is called; a cell by its table, row and column."""
    key, _, cell = name.partition(".")
    found = next((field for field in fields if field.key == key), None)
    if found is None or not cell:
        return label(found, locale) if found else ""
    place, _, column = cell.partition(".")
    table, of_it = label(found, locale), named(found.columns, column, locale)
    return gettext(
        "%(table)s, row %(row)d, %(column)s", table=table, row=int(place) + 1, column=of_it
    )


def answers(
    fields: Sequence[Field], values: Mapping[str, Any], locale: str
) -> list[tuple[str, str]]:
    """Answers in words, for reading: label and text, blank ones left out."""
    given = [(f, values.get(f.key)) for f in fields if f.takes_answer]
    # A "no" is an answer, though it is False.
    shown = [(f, value) for f, value in given if value or value is False]
    return [(label(f, locale), text(f, value, locale)) for f, value in shown]


def text(field: Field, value: Any, locale: str) -> str:
    """An answer that the engine accepted, as people read it."""
    named = {option.value: _label(option, locale) for option in field.options}
    if field.type is FieldType.CHECKS:
        return ", ".join(named.get(v, v) for v in value)
    if field.type is FieldType.FILE:
        return ", ".join(file["name"] for file in value)
    if field.type is FieldType.ROWS:
        lines = (answers(field.columns, row, locale) for row in value)
        return "\n".join("; ".join(f"{k}: {v}" for k, v in line) for line in lines)
    if field.type is FieldType.INDICATORS:
        return words.table(value)
    if field.type is FieldType.NUMBER:
        return as_written(str(value))
    if field.type is FieldType.DATE:
        return words.written_date(value, locale)
    if field.type is FieldType.YESNO:
        return gettext("Yes") if value else gettext("No")
    return named.get(value, str(value))


def hidden(fields: Sequence[Field], form: Posted) -> dict[str, list[str]]:
    """What a form sent for a step's fields, to be sent again as it was."""
    keys = {f.key for f in fields if f.takes_answer}
    return {name: form.getlist(name) for name in form if name.partition(".")[0] in keys}
