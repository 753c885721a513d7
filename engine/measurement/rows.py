"""What the cells of a row say together, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from engine.measurement.cells import DEFINITION, TARGETS, YEAR_TARGET
from engine.measurement.indicators import QUARTERS, Consolidation, Direction

Cells = Mapping[str, Any]
Found = Iterator[tuple[str, str]]


def contradictions(before: Cells, after: Cells) -> Found:
    """What is wrong with a row, each of whose cells is in order: columns, with problems' codes.

    `before` is the row as it was, which says whether there are figures already.
    """
    for key, field in DEFINITION.items():
        if field.required and key not in after:
            yield key, "required"
    if "direction" in after:
        yield from _targets(after)
    if "consolidation" in after:
        yield from _figures(before, after)


def _targets(row: Cells) -> Found:
    is_range = row["direction"] == Direction.RANGE
    for key in (YEAR_TARGET, *TARGETS):
        if key in row and isinstance(row[key], list) != is_range:
            yield key, "two_bounds" if is_range else "one_target"


def _figures(before: Cells, after: Cells) -> Found:
    if _is_rate(before) != _is_rate(after) and _has_figures(before):
        yield "consolidation", "has_figures"
        return
    for quarter in QUARTERS:
        yield from _rate(after, quarter) if _is_rate(after) else _no_rate(after, quarter)


def _is_rate(row: Cells) -> bool:
    return bool(row.get("consolidation") == Consolidation.XY)


def _has_figures(row: Cells) -> bool:
    return any(f"{key}_{quarter}" in row for key in ("realisation", "x") for quarter in QUARTERS)


def _rate(row: Cells, quarter: int) -> Found:
    number, x, y = f"realisation_{quarter}", f"x_{quarter}", f"y_{quarter}"
    if number in row:
        yield number, "is_a_rate"
    if (x in row) != (y in row):
        yield (y if x in row else x), "x_and_y"
    elif x in row and Decimal(row[x]) > Decimal(row[y]) == 0:
        yield y, "rate_of_nothing"


def _no_rate(row: Cells, quarter: int) -> Found:
    for key in (f"x_{quarter}", f"y_{quarter}"):
        if key in row:
            yield key, "is_no_rate"
