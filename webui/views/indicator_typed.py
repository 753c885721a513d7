"""What is typed into a table of indicators, changed as its forms ask: kept, in order or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask import request

from engine import disputes, merging
from engine.contributions import SharedTable
from engine.errors import NotFound
from engine.measurement.cells import DEFINITION
from engine.measurement.table import Table
from engine.merging import SentCell
from webui.forms import Posted
from webui.kept import CELL, shown_cells
from webui.views import indicator_rows
from webui.views.indicator_work import Work

Typed = dict[str, Any]


def kept(work: Work, earlier: Table) -> SharedTable:
    """What was typed, with what the form of a page changed in it."""
    mode, form = work.field.mode, request.form
    found = merging.merged(work.shared, earlier, sent(earlier, mode, form), work.hand)
    return disputes.settled(found, list(_agreed(form))) if form.get("to") == "agreed" else found


def _agreed(form: Posted) -> Iterator[disputes.Seen]:
    """The disputes that a page had listed, as far as what was sent says them."""
    for text in form.getlist("dispute"):
        try:
            indicator, column, cell, over = json.loads(text)
        except (TypeError, ValueError, RecursionError):
            continue
        yield indicator, column, cell, over


def sent(table: Table, mode: str, form: Posted) -> Iterator[SentCell]:
    """The figures or notes that a form sent, each with what its page had shown.

    What a page never asks of a row is not read: only there could it be taken out again.
    """
    shown = shown_cells(form.get("shown", ""))
    for name, value in form.items():
        match = CELL.fullmatch(name)
        place = int(match[1]) if match else 0
        if match and 0 < place <= len(table.rows):
            row, column = table.rows[place - 1], match[2]
            if any(column in own for own in indicator_rows.written(row, table.quarter, mode)):
                before = None if shown is None else shown.get(name, "")
                yield SentCell(row.indicator.id, column, value, before)


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
