"""Compares two values: like with like, or not at all; what cannot be compared is Undecidable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.conditions.reasons import Reason, Undecidable

_KINDS: dict[str, type | tuple[type, ...]] = {
    "blank": type(None),
    "yes or no": bool,  # before number, since a bool of Python is an int as well
    "number": (int, Decimal),
    "text": str,
    "date": date,
    "list": list,
}
_WITH_SIZE = {"number", "date", "text"}


def is_equal(left: object, right: object) -> bool:
    """Whether two values are equal; a blank is equal to a blank only."""
    left, right = _as_dates(left, right)
    kinds = _kinds(left, right)
    if len(kinds) > 1 and "blank" not in kinds:
        raise Undecidable(Reason.UNLIKE)
    if isinstance(left, list) and isinstance(right, list):
        pairs = zip(left, right, strict=False)
        return len(left) == len(right) and all(is_equal(*pair) for pair in pairs)
    return left == right


def is_ordered(order: Callable[[Any, Any], bool], left: object, right: object) -> bool:
    """Whether two values stand in an order of Python's operators, such as `operator.lt`."""
    left, right = _as_dates(left, right)
    kinds = _kinds(left, right)
    if "blank" in kinds:
        raise Undecidable(Reason.BLANK)
    if len(kinds) > 1:
        raise Undecidable(Reason.UNLIKE)
    if not kinds <= _WITH_SIZE:
        raise Undecidable(Reason.NO_SIZE)
    return order(left, right)


def contains(box: object, item: object) -> bool:
    """Whether a list holds an item, or a text holds another text."""
    if isinstance(box, list):
        return any(is_equal(item, one) for one in box)
    if isinstance(box, str) and isinstance(item, str):
        return item in box
    raise Undecidable(Reason.NOT_A_LIST)


def _as_dates(left: object, right: object) -> tuple[object, object]:
    """Both sides, a text beside a date read as a date; a text that is none stays a text."""
    try:
        if isinstance(left, date) and isinstance(right, str):
            return left, date.fromisoformat(right)
        if isinstance(left, str) and isinstance(right, date):
            return date.fromisoformat(left), right
    except ValueError:
        pass
    return left, right


def _kinds(*values: object) -> set[str]:
    return {_kind(value) for value in values}


def _kind(value: object) -> str:
    if not isinstance(value, datetime):
        for kind, types in _KINDS.items():
            if isinstance(value, types):
                return kind
    raise Undecidable(Reason.NOT_A_VALUE)
