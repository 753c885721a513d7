"""Tables of indicators as spreadsheets: handed out, and taken only when every cell is in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, redirect, render_template, request

from engine import continuing, indicators, instance_view, media
from engine.errors import BadSheet, CellProblem, NotFound
from engine.measurement.table import Table
from engine.permissions import May
from engine.spreadsheets import reading, writing
from webui import indicator_words as say, visits
from webui.faults import message
from webui.views import (
    handing_out,
    indicator_rows as rows,
    indicator_typed as typing,
    indicator_work,
    keyset,
)
from webui.views.attempts import UNPROCESSABLE
from webui.views.indicator_work import Work
from webui.visits import Visit, page


@page("/tugas/<int:item_id>/indikator/<key>/lembar.xlsx", May.WORK)
def indicators_sheet(visit: Visit, item_id: int, key: str) -> Response:
    """The sheet to fill in: all that is set up, or the figures of all divisions or one."""
    work = Work(visit, item_id, key)
    found = work.so_far()
    if found is None:
        raise NotFound(what="table", name=key)
    if work.sets_up:
        return _saved(writing.to_set_up(found.table), found.table, key)
    number, parts = keyset.whole(request.args.get("bidang")), rows.parts(found.table)
    division = parts[number - 1][0] if number and number <= len(parts) else None
    return _saved(writing.to_fill(found.table, division), found.table, key)


@page("/pelaksanaan/<int:instance_id>/indikator/<key>/tabel.xlsx", May.READ_INSTANCES)
def indicators_file(visit: Visit, instance_id: int, key: str) -> Response:
    """The newest table of an instance with all that was reckoned."""
    instance_view.view(visit.session, visit.actor, instance_id)
    table = indicators.latest(visit.session, instance_id, key)
    if table is None:
        raise NotFound(what="table", name=key)
    return _saved(writing.whole(table), table, key)


@page("/tugas/<int:item_id>/indikator/<key>/impor", May.WORK)
def import_indicators(visit: Visit, item_id: int, key: str) -> Any:
    """The form that takes a spreadsheet."""
    return render_template(
        "indicators_import.html", **indicator_work.page(Work(visit, item_id, key))
    )


@page("/tugas/<int:item_id>/indikator/<key>/impor", May.WORK, "POST", writes=False)
def take_indicators(visit: Visit, item_id: int, key: str) -> Any:
    """Take a spreadsheet when all of it is in order, else list every cell that is not."""
    work = Work(visit, item_id, key)
    try:
        # Reading may take seconds: no writer waits for it.
        sheet = reading.read(_sent())
    except BadSheet as bad:
        return _refused(work, said=message(bad))
    with visits.database().writing() as session:
        work = Work(replace(visit, session=session), item_id, key)
        found = brought(work, sheet)
        if found is not None and not found.problems:
            work.keep(work.typed)
            return redirect(work.url(), 303)
    problems = found.problems if found else []
    return _refused(Work(visit, item_id, key), [_cell(sheet, one) for one in problems])


def brought(work: Work, sheet: reading.Sheet) -> continuing.SoFar | None:
    """The table with the rows that a sheet brings, which then stand in what was typed."""
    found = work.so_far()
    if found is None:
        return None
    columns = continuing.taken(work.field, found.earlier)
    wanted = [{key: row[key] for key in columns & row.keys()} for row in sheet.rows]
    known = work.rows() if work.sets_up else list(work.typed.get("rows") or ())
    work.typed = typing.merged(work.typed, known, wanted)
    return work.so_far()


def _sent() -> bytes:
    file = request.files.get("file")
    return file.read(reading.LARGEST + 1) if file else b""


def _refused(work: Work, cells: list[dict[str, Any]] | None = None, said: str = "") -> Any:
    shown = indicator_work.page(work) | {"cells": cells or [], "said": said}
    return render_template("indicators_import.html", **shown), UNPROCESSABLE


def _cell(sheet: reading.Sheet, problem: CellProblem) -> dict[str, Any]:
    line, letter = sheet.where(problem)
    about = {"line": line, "letter": letter, "id": problem.indicator}
    return about | {"column": say.column(problem.column), "message": say.problem(problem)}


def _saved(data: bytes, table: Table, key: str) -> Response:
    name = f"{key}-{table.year}-TW{table.quarter}.xlsx"
    return handing_out.saved(data, media.XLSX.type, name)
