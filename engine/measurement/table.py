"""A whole table of indicators with their figures, and its canonical JSON.

A row of the JSON is flat: the columns of `cells` by their keys, blank ones left out. Numbers are
plain decimal texts ("99.31"), the target of a range is a list of two; there are no floats, so the
JSON can be hashed. A file is named by its sha256, name, type and size, so that whoever knows the
sum of a table knows those of its files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.fields.files import File
from engine.fields.numbers import plain
from engine.measurement import settings as choices
from engine.measurement.cells import ENTRY_TEXTS, FILES, NOTES, TARGETS, TEXTS, YEAR_TARGET
from engine.measurement.indicators import (
    QUARTERS,
    Consolidation,
    Direction,
    Entry,
    Figure,
    Figures,
    Frequency,
    Indicator,
    Ratio,
    Target,
)
from engine.measurement.measuring import Measured, measured

Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator and its figures."""

    indicator: Indicator
    figures: Figures = Figures()


@dataclass(frozen=True, slots=True)
class Table:
    """What an office measures in a quarter of a year, with the settings that hold for it."""

    year: int
    quarter: int
    settings: choices.Settings
    rows: tuple[Row, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Table:
        """The table that `to_json` gave; what people sent is read by `reading` instead."""
        rows = tuple(Row(_indicator(cells), _figures(cells)) for cells in data["rows"])
        settings = choices.Settings.from_json(data["settings"])
        return cls(data["year"], data["quarter"], settings, rows)

    def to_json(self) -> dict[str, Any]:
        """The table as plain data, the same for equal tables."""
        rows = [_definition_cells(row.indicator) | _figure_cells(row.figures) for row in self.rows]
        settings = self.settings.to_json()
        return {"year": self.year, "quarter": self.quarter, "settings": settings, "rows": rows}

    def without_notes(self) -> Table:
        """The table without what was noted beside its quarter's figures."""
        notes = {f"{key}_{self.quarter}" for key in NOTES.values()}
        data = self.to_json()
        rows = [
            {key: cell for key, cell in row.items() if key not in notes} for row in data["rows"]
        ]
        return self if rows == data["rows"] else Table.from_json({**data, "rows": rows})

    def files(self) -> dict[str, File]:
        """The files of all rows and quarters by their sha256."""
        entries = (entry for row in self.rows for entry in row.figures.entries)
        return {file.sha256: file for entry in entries for file in entry.files}

    def measured(self) -> list[Measured]:
        """Every row measured in the table's quarter, in order."""
        return [
            measured(row.indicator, row.figures, self.quarter, self.settings) for row in self.rows
        ]


def _indicator(cells: Cells) -> Indicator:
    return Indicator(
        **{key: cells.get(key, "") for key in TEXTS},
        direction=Direction(cells["direction"]),
        consolidation=Consolidation(cells["consolidation"]),
        frequency=Frequency(cells["frequency"]),
        year_target=_target(cells.get(YEAR_TARGET)),
        quarter_targets=tuple(_target(cells.get(key)) for key in TARGETS),
    )


def _target(cell: str | list[str] | None) -> Target | None:
    if isinstance(cell, list):
        return Target(Decimal(cell[0]), Decimal(cell[1]))
    return None if cell is None else Target.at(Decimal(cell))


def _figures(cells: Cells) -> Figures:
    return Figures(tuple(_entry(cells, quarter) for quarter in QUARTERS))


def _entry(cells: Cells, quarter: int) -> Entry:
    texts = {key: cells.get(f"{key}_{quarter}", "") for key in ENTRY_TEXTS}
    files = tuple(File(**one) for one in cells.get(f"{FILES}_{quarter}", ()))
    return Entry(realisation=_figure(cells, quarter), files=files, **texts)


def _figure(cells: Cells, quarter: int) -> Figure | None:
    if f"x_{quarter}" in cells:
        return Ratio(Decimal(cells[f"x_{quarter}"]), Decimal(cells[f"y_{quarter}"]))
    number = cells.get(f"realisation_{quarter}")
    return None if number is None else Decimal(number)


def _definition_cells(indicator: Indicator) -> dict[str, Any]:
    targets = (indicator.year_target, *indicator.quarter_targets)
    is_range = indicator.direction is Direction.RANGE
    cells = {key: getattr(indicator, key) for key in TEXTS}
    cells |= {
        "direction": indicator.direction.value,
        "consolidation": indicator.consolidation.value,
        "frequency": indicator.frequency.value,
    }
    cells |= {
        key: [plain(target.low), plain(target.high)] if is_range else plain(target.low)
        for key, target in zip((YEAR_TARGET, *TARGETS), targets, strict=True)
        if target is not None
    }
    return {key: cell for key, cell in cells.items() if cell}


def _figure_cells(figures: Figures) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for quarter, entry in zip(QUARTERS, figures.entries, strict=True):
        match entry.realisation:
            case Ratio(x, y):
                cells |= {f"x_{quarter}": plain(x), f"y_{quarter}": plain(y)}
            case Decimal() as number:
                cells[f"realisation_{quarter}"] = plain(number)
        cells |= {f"{key}_{quarter}": getattr(entry, key) for key in ENTRY_TEXTS}
        cells[f"{FILES}_{quarter}"] = [vars(file) for file in entry.files]
    return {key: cell for key, cell in cells.items() if cell}
