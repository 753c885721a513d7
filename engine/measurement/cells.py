"""The columns of a table of indicators, and one cell: read as its column asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from engine.fields import answers, numbers
from engine.fields.kinds import Field, FieldType, Mode, Option
from engine.fields.problems import Unfit
from engine.measurement import settings
from engine.measurement.indicators import QUARTERS, Consolidation, Direction, Frequency

TEXTS = ("id", "goal", "name", "definition", "unit", "division", "source")
YEAR_TARGET = "year_target"
TARGETS = tuple(f"target_{quarter}" for quarter in QUARTERS)
FIGURE_TEXTS = ("evidence", "driving", "hindering", "follow_up")
NOTES = {Mode.CHECK: "checker_note", Mode.APPROVE: "approver_note"}
ENTRY_TEXTS = (*FIGURE_TEXTS, *NOTES.values())
FILES = "files"

_BOUNDS = re.compile(r"(?<=[0-9])\s*(?:[-–]|s\.?d\.?\s)\s*")
_LONG = {"definition", *FIGURE_TEXTS}


def _texts(keys: Iterable[str]) -> list[Field]:
    required = {"id", "name", "unit"}
    kinds = {True: FieldType.AREA, False: FieldType.TEXT}
    return [Field(key, kinds[key in _LONG], required=key in required) for key in keys]


def _number(key: str) -> Field:
    return Field(key, FieldType.NUMBER, minimum=Decimal(0))


def _choice(key: str, values: Iterable[str]) -> Field:
    options = tuple(Option(value, value) for value in values)
    return Field(key, FieldType.CHOICE, required=True, options=options)


def _by_key(fields: Iterable[Field]) -> dict[str, Field]:
    return {field.key: field for field in fields}


# Columns that are fixed beforehand: what is measured, and what is to be reached.
DEFINITION = _by_key(
    [
        *_texts(TEXTS),
        _choice("direction", Direction),
        _choice("consolidation", Consolidation),
        _choice("frequency", Frequency),
        *map(_number, (YEAR_TARGET, *TARGETS)),
    ]
)
# Columns of each quarter's figures: a number, or X and Y for a rate, and what is said of it.
FIGURES = {
    quarter: _by_key(
        [
            *(_number(f"{key}_{quarter}") for key in ("realisation", "x", "y")),
            *(Field(f"{key}_{quarter}", FieldType.AREA) for key in FIGURE_TEXTS),
        ]
    )
    for quarter in QUARTERS
}
ALL_FIGURES = {key: field for fields in FIGURES.values() for key, field in fields.items()}
# The files that prove each quarter's figures: they come as files do, with no spreadsheet.
ATTACHED = {quarter: _by_key([Field(f"{FILES}_{quarter}", FieldType.FILE)]) for quarter in QUARTERS}
# All columns of each quarter: the figures, and the notes of who checks and who approves them.
OF_QUARTER = {
    quarter: figures
    | ATTACHED[quarter]
    | _by_key(Field(f"{key}_{quarter}", FieldType.AREA) for key in NOTES.values())
    for quarter, figures in FIGURES.items()
}
COLUMNS = DEFINITION | {key: one for own in OF_QUARTER.values() for key, one in own.items()}


def attached(mode: str, quarter: int) -> dict[str, Field]:
    """The columns of a quarter in which a step of a mode attaches files."""
    return ATTACHED[quarter] if mode == Mode.FILL else {}


def written(mode: str, quarter: int) -> dict[str, Field]:
    """The columns of a quarter that are typed in a step of a mode that does not set up."""
    if mode not in NOTES:
        return FIGURES[quarter]
    note = f"{NOTES[Mode(mode)]}_{quarter}"
    return {note: OF_QUARTER[quarter][note]}


def read(column: Field, sent: object) -> object:
    """The cell as it is stored; None for a blank one. Raises Unfit.

    Numbers are 0 or more, for no formula here has a meaning below. A choice takes its value or the
    words of `settings.words`, in any letters; a target "80-90" or a list are two bounds. Of files
    these are the sha256 only.
    """
    if answers.is_blank(sent):
        return None
    match column.type:
        case FieldType.CHOICE:
            return answers.read(column, _meant(column, sent))
        case FieldType.NUMBER if column.key in (YEAR_TARGET, *TARGETS):
            return _target(column, sent)
        case FieldType.TEXT | FieldType.AREA if not isinstance(sent, str):
            return _text_of_number(sent)
    return answers.read(column, sent) or None


def _meant(column: Field, sent: object) -> object:
    if not isinstance(sent, str):
        return sent
    said = " ".join(sent.casefold().split())
    values = {option.value.casefold(): option.value for option in column.options}
    return values.get(said) or settings.words()[column.key].get(said, sent)


def _target(column: Field, sent: object) -> object:
    parts = _BOUNDS.split(sent.strip()) if isinstance(sent, str) else sent
    if not isinstance(parts, list) or len(parts) == 1:
        return answers.read(column, sent)
    if len(parts) != 2 or any(map(answers.is_blank, parts)):
        raise Unfit("two_bounds")
    low, high = (answers.read(column, part) for part in parts)
    if Decimal(str(low)) > Decimal(str(high)):
        raise Unfit("bounds_reversed")
    return [low, high]


def _text_of_number(sent: object) -> str:
    # A spreadsheet gives the cell "2026" as a number, also where a text is asked for.
    if isinstance(sent, bool) or not isinstance(sent, int | float | Decimal):
        raise Unfit("not_text")
    return numbers.read(Field("", FieldType.NUMBER), sent)


def as_typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored row as people type it, bounds as "80-90": reading it gives the same row."""
    return {key: _typed(COLUMNS[key], stored) for key, stored in row.items()}


def _typed(column: Field, stored: Any) -> Any:
    if column.type is FieldType.NUMBER and isinstance(stored, list):
        return "-".join(map(numbers.as_written, stored))
    return answers.as_typed(column, stored)
