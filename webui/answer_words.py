"""Answers to a form that changed, in words: what they were, and what they are now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.fields import passages
from engine.fields.differences import Difference
from engine.fields.kinds import Field, FieldType
from engine.fields.passages import Passage
from webui import forms
from webui.language import gettext

# A text that is no longer than this is read at a glance: before and after one after the other.
SHORT = 80
# So much of a text that stays is shown around what changes, and so much of one run that changes.
AROUND, MOST = 60, 1_500
# So many runs of one text are shown.
MOST_RUNS = 60


def lines(found: Iterable[Difference], locale: str) -> list[dict[str, Any]]:
    """Differences as the templates' `diff` takes them."""
    return [line(one, locale) for one in found]


def line(found: Difference, locale: str) -> dict[str, Any]:
    """One of them: before and after, or of a long text the runs that stay and those that change."""
    field, sides = found.column or found.field, (found.before, found.after)
    if found.row and not found.column:
        before, after = (forms.text(field, [row], locale) if row else "" for row in sides)
    else:
        before, after = (_text(field, one, locale) for one in sides)
    told: dict[str, Any] = {"label": _label(found, locale), "before": before, "after": after}
    if field.type is FieldType.AREA and before and after and _is_long(before, after):
        return told | {"runs": _runs(passages.passages(before, after))}
    return told


def _text(field: Field, answer: Any, locale: str) -> str:
    return "" if answer is None else forms.text(field, answer, locale)


def _is_long(*texts: str) -> bool:
    return any(len(text) > SHORT or "\n" in text for text in texts)


def _label(found: Difference, locale: str) -> str:
    table = forms.label(found.field, locale)
    if not found.row:
        return table
    if found.column is None:
        return gettext("%(table)s, row %(row)d", table=table, row=found.row)
    column = forms.label(found.column, locale)
    return gettext("%(table)s, row %(row)d, %(column)s", table=table, row=found.row, column=column)


def _runs(found: Sequence[Passage]) -> list[dict[str, str]]:
    """The runs that change, and of what stays as much as stands around them."""
    last = len(found) - 1
    told = [
        {"same": _around(one.before, place > 0, place < last)}
        if one.stays
        else {"before": _cut(one.before), "after": _cut(one.after)}
        for place, one in enumerate(found)
    ]
    return told if len(told) <= MOST_RUNS else [*told[:MOST_RUNS], {"same": "…"}]


def _around(text: str, is_behind: bool, is_before: bool) -> str:
    """What stays: its beginning behind a change, its end before one, in whole words."""
    begin, end = text[: AROUND * is_behind], text[len(text) - AROUND * is_before :]
    if len(text) <= len(begin) + len(end):
        return text
    return f"{begin.rpartition(' ')[0]} … {end.partition(' ')[2]}"


def _cut(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST]} …"
