"""Why a condition is refused, or has no answer."""

from __future__ import annotations

import ast
from enum import StrEnum


class Reason(StrEnum):
    """Why a condition is refused or has no answer; fixed phrases, so that pages can translate."""

    TOO_LONG = "it is longer than 500 characters"
    TOO_DEEP = "it is nested too deeply"
    NOT_READABLE = "it is not written as a condition"
    NOT_IN_LANGUAGE = "this is not part of the language of conditions"
    MISSING = "there is no such field"
    BLANK = "a blank has no size and cannot be counted with"
    UNLIKE = "the two sides are of different kinds"
    NOT_YES_OR_NO = "this is neither yes nor no"
    NOT_A_NUMBER = "this is not a number"
    NO_SIZE = "only numbers, dates and texts can be compared by size"
    NOT_A_LIST = "this is neither a list nor a text"
    NOT_A_VALUE = "this is not a value that conditions know"


class Undecidable(Exception):
    """A part of a condition has no answer; `Condition` tells it as UndecidableCondition."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        self.part: ast.expr | None = None
