"""Cells of a shared table that two people typed without having seen each other's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.contributions import Mark, SharedTable, by_id

Seen = tuple[str, str, object, object]


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

    @property
    def seen(self) -> Seen:
        """What somebody sees of it who is asked to agree."""
        return self.indicator, self.column, self.cell, self.over


def of(shared: SharedTable) -> Iterator[Dispute]:
    """The cells that two people typed without having seen each other's."""
    rows = by_id(shared.rows)
    for id, own in shared.cells.items():
        for column, mark in own.items():
            if over := mark.get("over"):
                at, cell = datetime.fromisoformat(over["at"]), rows.get(id, {}).get(column)
                yield Dispute(id, column, cell, mark["by"], over["value"], over["by"], at)


def settled(shared: SharedTable, seen: Sequence[Seen]) -> SharedTable:
    """A table of which people have agreed in the disputes that they saw and that are still so."""
    agreed = {(one.indicator, one.column) for one in of(shared) if one.seen in seen}
    cells = {
        id: {key: _agreed(mark) if (id, key) in agreed else mark for key, mark in own.items()}
        for id, own in shared.cells.items()
    }
    return replace(shared, cells=cells) if agreed else shared


def _agreed(mark: Mark) -> Mark:
    """Whoever takes his cell back gives back what it replaced."""
    return {"before" if key == "over" else key: fact for key, fact in mark.items()}
