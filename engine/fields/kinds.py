"""What a form is made of: its fields, of twelve kinds, and the options to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Values = Mapping[str, object]


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
    INDICATORS = "indikator"
    HEADING = "heading"
    HELP = "help"


KEPT = (FieldType.FILE, FieldType.INDICATORS)
"""Kinds whose answers name what is kept beside the form."""


class Mode(StrEnum):
    """What a step does to its table of indicators.

    It says what is measured, fills in figures, or notes beside them what whoever checks or approves
    them has to say.
    """

    SET_UP = "setup"
    FILL = "fill"
    CHECK = "check"
    APPROVE = "approve"


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
    a number and the count of rows. `after` is the key of a field above it before which it must not
    lie, both dates or both numbers. `default` is what a new form begins with, as it would be typed.
    `paper` is the code of the paper that the files of a file field are.
    `mode` is a Mode, and only of indicators.
    """

    key: str
    type: FieldType
    label: str = ""
    label_en: str = ""
    required: bool = False
    help: str = ""
    help_en: str = ""
    options: tuple[Option, ...] = ()
    shown_when: str = ""
    columns: tuple[Field, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    default: str = ""
    paper: str = ""
    mode: str = ""
    after: str = ""

    @property
    def takes_answer(self) -> bool:
        """Whether people fill in this field; a heading and a help text are only read."""
        return self.type not in (FieldType.HEADING, FieldType.HELP)


def taking(fields: Sequence[Field]) -> list[Field]:
    """The fields of a form that take an answer."""
    return [field for field in fields if field.takes_answer]
