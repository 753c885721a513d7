"""What a change of a diagram is: facts, of which sentences are made where they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from engine.fields.numbers import as_written, plain


class Topic(StrEnum):
    """What a change is about."""

    PROCESS = "process"
    IDENTITY = "identity"
    CLAUSE = "clause"
    PAPER = "paper"
    LANE = "lane"
    STEP = "step"
    NUMBERS = "numbers"
    FIELD = "field"
    START = "start"
    WAY = "way"
    RETURN = "return"
    SYMBOLS = "symbols"
    DRAWING = "drawing"
    CONTENT = "content"


class Turn(StrEnum):
    """What became of it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    QUESTIONED = "questioned"


@dataclass(frozen=True)
class Change:
    """One difference; `fact` names what changed of the topic, `element` the shape to mark.

    `row` and `name` say which step, lane, field, paper or block it is about; a way from the start
    has no row. A way is taken when all of its conditions hold, "" standing for none of the other
    ways' own; several that are taken at once are `beside` each other.
    """

    topic: Topic
    turn: Turn
    element: str = ""
    row: str = ""
    name: str = ""
    fact: str = ""
    before: str = ""
    after: str = ""
    when: tuple[str, ...] = ()
    beside: bool = False


def came_and_went(
    before: Mapping[str, Any], after: Mapping[str, Any], change: Callable[[str, Any], Change]
) -> Iterator[Change]:
    """What is only before and what is only after, by key: the change told of it, so turned."""
    for key, thing in before.items():
        if key not in after:
            yield _turned(change(key, thing), Turn.REMOVED)
    for key, thing in after.items():
        if key not in before:
            yield _turned(change(key, thing), Turn.ADDED)


def _turned(change: Change, turn: Turn) -> Change:
    return Change(change.topic, turn, change.element, change.row, change.name, change.fact)


def changed(change: Change, old: Any, new: Any) -> Iterator[Change]:
    """The change with what an attribute of that name was and is, if that differs."""
    before, after = getattr(old, change.fact), getattr(new, change.fact)
    if before != after:
        about = (change.topic, change.turn, change.element, change.row, change.name, change.fact)
        yield Change(*about, before=_text(before), after=_text(after))


def _text(value: Any) -> str:
    """A value as words: options and columns by their labels, what is missing as nothing."""
    if isinstance(value, tuple):
        return ", ".join(part.label for part in value)
    if isinstance(value, Decimal):
        return as_written(plain(value))
    return "" if value is None else str(value)
