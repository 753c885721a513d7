"""Cells of a shared table that two people typed without having seen each other's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from engine.contributions import Mark, SharedTable, by_id


@dataclass(frozen=True)
class Dispute:
    """A cell that two people typed, neither of whom had seen what the other did.

    `by` and `over_by` are their ids, who counts and who was first.
    """

    indicator: str
    column: str
    cell: object
    by: int
    over: object
    over_by: int
    over_at: datetime


def of(shared: SharedTable) -> Iterator[Dispute]:
    """The cells that two people typed without having seen each other's."""
    rows = by_id(shared.rows)
    for id, own in shared.cells.items():
        for column, mark in own.items():
            if over := mark.get("over"):
                at, cell = datetime.fromisoformat(over["at"]), rows.get(id, {}).get(column)
                yield Dispute(id, column, cell, mark["by"], over["value"], over["by"], at)


def settled(shared: SharedTable) -> SharedTable:
    """A table of which people have agreed what stands in it."""
    agreed = {
        id: {column: _agreed(mark) for column, mark in own.items()}
        for id, own in shared.cells.items()
    }
    return replace(shared, cells=agreed)


def _agreed(mark: Mark) -> Mark:
    return {name: fact for name, fact in mark.items() if name != "over"}
