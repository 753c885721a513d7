"""What changed between two tables of indicators, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.measurement.cells import COLUMNS
from engine.measurement.table import Table


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that changed, as it is stored; a whole row that came or went has the column ""."""

    id: str
    name: str
    column: str
    before: Any = None
    after: Any = None


def differences(before: Table, after: Table) -> list[Difference]:
    """What changed, in the order of the rows and columns; rows that are gone come last."""
    was = {row["id"]: row for row in before.to_json()["rows"]}
    rows = after.to_json()["rows"]
    found = [one for row in rows for one in _row(was.get(row["id"]), row)]
    gone = was.keys() - {row["id"] for row in rows}
    return found + [
        Difference(id, row["name"], "", before=row["name"]) for id, row in was.items() if id in gone
    ]


def _row(before: dict[str, Any] | None, after: dict[str, Any]) -> Iterator[Difference]:
    id, name = after["id"], after["name"]
    if before is None:
        yield Difference(id, name, "", after=name)
        return
    for column in COLUMNS:
        if before.get(column) != after.get(column):
            yield Difference(id, name, column, before.get(column), after.get(column))
