"""Numbers as people here write them, and as they are stored.

A comma is the decimal sign ("1.234,5"), dots are groups of three. A single dot without a comma is
a decimal point ("1234.5") unless three digits follow one to three others: "1.234" is 1234 in
Indonesia and 1,234 elsewhere, and is refused rather than guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal

from engine.fields.kinds import Field
from engine.fields.problems import Unfit, quoted

# Together as many digits as Python's decimals hold exactly by default.
WHOLE_DIGITS, FRACTION_DIGITS = 18, 10

MINUS = "−"
"""The sign of a negative number as it is printed; whoever copies it means the hyphen."""

_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_WITH_COMMA = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_WITH_POINT = re.compile(r"-?[0-9]+\.[0-9]+")


def read(field: Field, sent: object) -> str:
    """The number as it is stored; raises Unfit when there is none, or beyond the field's bounds."""
    number = _number(sent)
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise Unfit("not_a_number", value=str(number))
    if number.adjusted() >= WHOLE_DIGITS or exponent < -FRACTION_DIGITS:
        raise Unfit("too_many_digits")
    if field.minimum is not None and number < field.minimum:
        raise Unfit("too_small", minimum=as_written(plain(field.minimum)))
    if field.maximum is not None and number > field.maximum:
        raise Unfit("too_large", maximum=as_written(plain(field.maximum)))
    return plain(number)


def as_written(number: str) -> str:
    """A stored number as people here write it, with a decimal comma; `read` reads it back.

    Never for what was typed: its dots may stand between thousands.
    """
    return number.replace(".", ",")


def as_read(number: str) -> str:
    """A stored number as people here read a figure, "−1.250,5": dots between thousands, a true
    minus sign.

    Not for what may be a year or a code, nor for what will be typed over.
    """
    whole, _, fraction = number.removeprefix("-").partition(".")
    said = f"{int(whole):,}".replace(",", ".") + ("," + fraction if fraction else "")
    return MINUS + said if number.startswith("-") else said


def plain(number: Decimal) -> str:
    """The number without an exponent, without zeros at its end, and without a negative zero."""
    return format(number.normalize(), "f") if number else "0"


def _number(sent: object) -> Decimal:
    if isinstance(sent, bool):
        raise Unfit("not_a_number", value=quoted(sent))
    if isinstance(sent, int | Decimal):
        return Decimal(sent)
    if isinstance(sent, float):
        return Decimal(repr(sent))
    return of_text(sent.strip() if isinstance(sent, str) else quoted(sent))


def of_text(text: str) -> Decimal:
    """The number that a text says, without blanks around it; raises Unfit when it says none."""
    text = text.replace(MINUS, "-")
    if _AMBIGUOUS.fullmatch(text):
        whole = text.replace(".", "")
        raise Unfit("ambiguous_number", value=text, whole=whole, fraction=as_written(text))
    if _WITH_COMMA.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _WITH_POINT.fullmatch(text):
        return Decimal(text)
    raise Unfit("not_a_number", value=quoted(text))
