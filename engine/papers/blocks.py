"""What a paper consists of once it is filled: a small tree that pages and the press both draw.

Every part can be written as JSON (`written`) and read from it (`read`); `block` names its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Align = Literal["left", "center", "right"]
Marker = Literal["bullet", "number", "letter"]


@dataclass(frozen=True)
class Run:
    """Words of one face; a newline in them is a line break."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the paper's title, in one or more lines."""

    level: int
    runs: Runs
    block: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    block: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Items:
    """A list: bullets, or numbers or small letters counted from `start`."""

    marker: Marker
    start: int
    items: tuple[tuple[Block, ...], ...]
    block: str = field(default="items", init=False)


@dataclass(frozen=True)
class Table:
    """A table; without a head it is a list of terms and values, drawn without lines.

    A row of one cell in a table of more columns stretches over all of them: it heads a group.
    """

    align: tuple[Align, ...]
    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    block: str = field(default="table", init=False)


@dataclass(frozen=True)
class Part:
    """A part of a decree: its term (Menimbang, KESATU) and what stands beside it.

    With nothing beside it, it stands alone in the middle (MEMUTUSKAN).
    """

    term: str
    blocks: tuple[Block, ...]
    block: str = field(default="part", init=False)


@dataclass(frozen=True)
class Rule:
    """A line across the page."""

    block: str = field(default="rule", init=False)


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""

    block: str = field(default="pagebreak", init=False)


Block = Heading | Paragraph | Items | Table | Part | Rule | PageBreak

Written = Mapping[str, Any]


def written(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Blocks as plain data that JSON can hold."""
    return [asdict(block) for block in blocks]


def read(told: Sequence[Written]) -> tuple[Block, ...]:
    """Blocks from what `written` made of them."""
    return tuple(_READ[one["block"]](one) for one in told)


def _heading(told: Written) -> Heading:
    return Heading(told["level"], _runs(told["runs"]))


def _paragraph(told: Written) -> Paragraph:
    return Paragraph(_runs(told["runs"]))


def _items(told: Written) -> Items:
    return Items(told["marker"], told["start"], tuple(map(read, told["items"])))


def _table(told: Written) -> Table:
    rows = tuple(tuple(map(_runs, row)) for row in told["rows"])
    return Table(tuple(told["align"]), tuple(map(_runs, told["head"])), rows)


def _part(told: Written) -> Part:
    return Part(told["term"], read(told["blocks"]))


def _runs(told: Sequence[Written]) -> Runs:
    return tuple(Run(**run) for run in told)


_READ: dict[str, Callable[[Written], Block]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "items": _items,
    "table": _table,
    "part": _part,
    "rule": lambda told: Rule(),
    "pagebreak": lambda told: PageBreak(),
}
