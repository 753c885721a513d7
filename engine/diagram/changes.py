"""What a change of a diagram is: facts, of which sentences are made where they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
    ways' own; several that are taken at once are `beside` each other. A step that came on a way
    which otherwise stays is `between` the step that it comes from and the one that it leads to.
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
    between: tuple[str, ...] = ()


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
    return replace(change, turn=turn)


def changed(change: Change, old: Any, new: Any) -> Iterator[Change]:
    """The change with what an attribute of that name was and is, if that differs."""
    before, after = getattr(old, change.fact), getattr(new, change.fact)
    if before != after:
        yield replace(change, before=_text(before), after=_text(after))


def _text(value: Any) -> str:
    """A value as words, what is missing as nothing."""
    if isinstance(value, Decimal):
        return as_written(plain(value))
    return "" if value is None else str(value)


def order(change: Change, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    """The change with the names, by key, of what was kept as they stood and stand, if not alike."""
    was = {key: after[key] for key in before if key in after}
    now = {key: after[key] for key in after if key in before}
    if [*was] != [*now]:
        told = told_apart(was, now)
        yield replace(change, before=told[0], after=told[1])


def told_apart(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, str]:
    """Two lists of names by key; a name that several keys have is told with its key."""
    keys: dict[str, set[str]] = {}
    for key, name in (*before.items(), *after.items()):
        keys.setdefault(name, set()).add(key)
    was, now = (
        listed(f"{name} ({key})" if len(keys[name]) > 1 else name for key, name in names.items())
        for names in (before, after)
    )
    return was, now


def listed(names: Iterable[str]) -> str:
    """Names one behind the other; one that holds a comma itself is put in quotation marks."""
    return ", ".join(f"“{name}”" if "," in name else name for name in names)
