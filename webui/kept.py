"""What was posted and could not be used, told once more: each entry under the name that it has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from engine.fields.kinds import Field
from webui import forms, indicator_words as say
from webui.language import gettext, spoken

# What a form says of itself and of its buttons; nobody typed it.
_NOT_TYPED = {"decision", "save", "add", "remove", "next", "to", "table", "act"}
_NOT_TYPED |= {"page", "shown", "turn", "dispute", "edition", "seen"}
# The names of the files of a field stand in the form beside these.
NAMED = ".named"
# The name of a cell in the forms of a table: the place of its row, and the column.
CELL = re.compile(r"r([0-9]{1,4})\.([a-z_]+[1-4])")

Values = Mapping[str, Sequence[str]]


def told(values: Values, fields: Sequence[Field] = ()) -> list[tuple[str, str]]:
    """What somebody typed, entry after entry, with the name of each where that is known.

    Of a page that says what it had shown only what was changed is told.
    """
    shown = shown_cells(next(iter(values.get("shown", ())), "")) or {}
    files = files_of(values)
    return [
        (gettext("File"), files[text]) if text in files else (_label(name, fields), text)
        for name, texts in values.items()
        if name not in _NOT_TYPED and not name.endswith(NAMED)
        for text in texts
        if text and shown.get(name) != text
    ]


def files_of(values: Values) -> dict[str, str]:
    """The names of the files that a form named, by their sha256; the form says them."""
    said = [text.partition(" ") for name in values if name.endswith(NAMED) for text in values[name]]
    return {sha: name for sha, _, name in said if name}


def shown_cells(text: str) -> dict[str, str] | None:
    """The cells that a page had shown, but for blank ones; None where it does not say that."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return {str(name): str(cell) for name, cell in said.items()} if isinstance(said, dict) else None


def _label(name: str, fields: Sequence[Field]) -> str:
    return next((label for label in _labels(name, fields) if label), gettext("What you typed"))


def _labels(name: str, fields: Sequence[Field]) -> Iterator[str]:
    if match := CELL.fullmatch(name):
        about = {"number": match[1], "column": say.column(match[2])}
        yield gettext("Indicator %(number)s: %(column)s", **about)
    yield forms.named(fields, name, spoken())
    if name == "reason":
        yield gettext("Reason")
