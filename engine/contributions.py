"""What several people have typed into one table, who typed each cell, and what is sent of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.measurement.table import Table
from engine.pages_sent import Pages

Typed = dict[str, Any]
Mark = dict[str, Any]


@dataclass(frozen=True)
class SharedTable:
    """What has been typed into a table, and by whom.

    `cells` says by indicator and column who typed last, when and on which page, and what that
    replaced: `over`, where somebody else had typed it unseen, else `before`; of a table that is set
    up only who wrote each row, by the column "". `people` are all who typed, by their ids; `pages`
    is what each page sent last. `edition` counts how often it was kept.
    """

    typed: Typed = field(default_factory=dict)
    cells: dict[str, dict[str, Mark]] = field(default_factory=dict)
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    pages: Pages = field(default_factory=dict)
    edition: int = 0
    saved_at: datetime | None = None

    @property
    def rows(self) -> list[Typed]:
        """The rows that were typed."""
        return [row for row in self.typed.get("rows") or () if isinstance(row, dict)]

    def cell(self, indicator: str, column: str) -> object:
        """A cell as it was typed; None where nobody did."""
        return by_id(self.rows).get(indicator, {}).get(column)


def joined(shared: SharedTable, given: Mapping[str, Any], sets_up: bool) -> Typed:
    """What is sent of a table: all that was typed, and above it what comes along.

    Whoever sets up sends all rows; whoever fills in only some, and cells of them.
    """
    rows = given.get("rows")
    if sets_up or not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        return {**shared.typed, **given}
    known, own = by_id(shared.rows), by_id(rows)
    here = [{**known.get(str(row.get("id", "")), {}), **row} for row in rows]
    others = [row for id, row in known.items() if id not in own]
    return {**shared.typed, **given, "rows": [*here, *others]}


def contributors(
    shared: SharedTable, table: Table, given: Mapping[str, Any], sender: int
) -> list[Mark]:
    """Who else than the sender typed what stands in a table: the columns, by their indicators."""
    own, found = by_id(given.get("rows") or ()), dict[int, dict[str, list[str]]]()
    for id in [row.indicator.id for row in table.rows]:
        for column, mark in sorted(shared.cells.get(id, {}).items()):
            if mark["by"] != sender and column not in own.get(id, {}):
                found.setdefault(mark["by"], {}).setdefault(id, []).append(column)
    told = [(person, shared.people[str(person)]["name"], own) for person, own in found.items()]
    return [{"person": id, "name": name, "indicators": own} for id, name, own in told]


def by_id(rows: Iterable[Any]) -> dict[str, Typed]:
    """Typed rows by the ids of their indicators, as far as they are rows."""
    return {str(row.get("id", "")): dict(row) for row in rows if isinstance(row, Mapping)}
