"""All that a diagram says in words, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import NamedTuple

from engine.diagram.process import Process


class Wording(NamedTuple):
    """A text of an element; `fact` is the name that it has in the data, such as "label"."""

    element: str
    fact: str
    text: str


def wordings(process: Process) -> Iterator[Wording]:
    """Every text of a process, of its lanes, nodes and flows, and of all that these hold."""
    return _said(process.key, "", process)


def _said(element: str, fact: str, value: object) -> Iterator[Wording]:
    if isinstance(value, str):
        yield Wording(element, fact, value)
    elif isinstance(value, tuple):
        for one in value:
            yield from _said(element, fact, one)
    elif is_dataclass(value):
        element = getattr(value, "id", element)
        for part in fields(value):
            yield from _said(element, part.name, getattr(value, part.name))
