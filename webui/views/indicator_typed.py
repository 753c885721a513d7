"""What is typed into a table of indicators, changed as its forms ask: kept in the draft, in order
or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.errors import NotFound
from engine.measurement.cells import DEFINITION, as_typed, written
from engine.measurement.table import Table
from webui.forms import Posted
from webui.views.indicator_rows import by_id

Typed = dict[str, Any]

_CELL = re.compile(r"r([0-9]{1,4})\.([a-z_]+[1-4])")


def rows_of(typed: Mapping[str, Any], earlier: Table | None) -> list[dict[str, Any]]:
    """The rows that are being set up: those typed, else those of the table that is continued."""
    if isinstance(typed.get("rows"), list):
        return [dict(row) for row in typed["rows"] if isinstance(row, Mapping)]
    return begun(earlier) if earlier else []


def begun(table: Table) -> list[dict[str, Any]]:
    """The rows of a table as they would be typed."""
    return [as_typed(row) for row in table.to_json()["rows"]]


def filled(typed: Mapping[str, Any], table: Table, mode: str, form: Posted) -> Typed:
    """What was typed, with the figures or notes that a form sent."""
    columns = written(mode, table.quarter)
    rows = {id: dict(row) for id, row in by_id(typed.get("rows") or ()).items()}
    for name, value in form.items():
        match = _CELL.fullmatch(name)
        place = int(match[1]) if match else 0
        if match and 0 < place <= len(table.rows) and match[2] in columns:
            id = table.rows[place - 1].indicator.id
            rows.setdefault(id, {"id": id})[match[2]] = value
    return {**typed, "rows": list(rows.values())}


def with_files(typed: Mapping[str, Any], id: str, column: str, names: list[str]) -> Typed:
    """What was typed, with the files that an indicator names."""
    rows = {id: dict(row) for id, row in by_id(typed.get("rows") or ()).items()}
    rows.setdefault(id, {"id": id})[column] = names
    return {**typed, "rows": list(rows.values())}


def arranged(typed: Mapping[str, Any], rows: list[dict[str, Any]], form: Posted) -> Typed:
    """What was typed, with a row moved or removed, as the pressed button says."""
    act, _, text = form.get("act", "").partition(":")
    place = int(text) - 1 if text.isascii() and text.isdigit() and len(text) < 5 else -1
    if not 0 <= place < len(rows):
        raise NotFound(what="indicator", name=text or "–")
    row = rows.pop(place)
    if act in ("up", "down"):
        rows.insert(max(0, place - 1) if act == "up" else place + 1, row)
    return {**typed, "rows": rows}


def with_row(
    typed: Mapping[str, Any], rows: list[dict[str, Any]], place: int | None, form: Posted
) -> Typed:
    """What was typed, with the definition of a row that a form sent; a new row comes last."""
    sent = {key: form[key] for key in DEFINITION if key in form}
    if place is None:
        return {**typed, "rows": [*rows, sent]}
    rows[place - 1] = rows[place - 1] | sent
    return {**typed, "rows": rows}
