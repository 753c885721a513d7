"""Tables of indicators as spreadsheets: handed out, and taken only when every cell is in order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, flash, redirect, render_template, request

from engine import indicators, instance_view, media, rows_sent
from engine.errors import BadInput, BadSheet, BadTable, CellProblem, NotFound
from engine.measurement.table import Table
from engine.permissions import May
from engine.spreadsheets import reading, taking, writing
from webui import indicator_words as say, samples, visits, words
from webui.faults import message
from webui.language import gettext, ngettext
from webui.views import (
    document_views,
    handing_out,
    indicator_rows as rows,
    indicator_work,
    keyset,
)
from webui.views.attempts import UNPROCESSABLE
from webui.views.indicator_reading import until
from webui.views.indicator_work import Work, changing
from webui.visits import Visit, page


class NoFile(BadInput):
    """No file was chosen. Choose the filled-in sheet, then send it."""


@page("/tugas/<int:item_id>/indikator/<key>/lembar.xlsx", May.WORK)
def indicators_sheet(visit: Visit, item_id: int, key: str) -> Response:
    """The sheet to fill in: all that is set up, or the figures of all divisions or one."""
    work = Work(visit, item_id, key)
    found = work.so_far()
    if found is None:
        raise NotFound(what="table", name=key)
    if work.sets_up:
        return _saved(writing.to_set_up(found.table, samples.said(visit.session)), found.table, key)
    number, parts = keyset.whole(request.args.get("bidang")), rows.parts(found.table)
    division = parts[number - 1][0] if number and number <= len(parts) else None
    data = writing.to_fill(found.table, division, samples.said(visit.session))
    return _saved(data, found.table, key, None if division is None else rows.named(division))


@page("/pelaksanaan/<int:instance_id>/indikator/<key>/tabel.xlsx", May.READ_INSTANCES)
def indicators_file(visit: Visit, instance_id: int, key: str) -> Response:
    """The newest table of an instance, or a record's, with all that was reckoned."""
    instance_view.view(visit.session, visit.actor, instance_id)
    seq = keyset.whole(request.args.get("catatan"))
    table = indicators.load(visit.session, until(visit, instance_id, key, seq)[0])
    return _saved(writing.whole(table, samples.said(visit.session)), table, key)


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
    except (NoFile, BadSheet) as bad:
        return _refused(work, said=message(bad))
    try:
        taken = _kept(visit, item_id, key, sheet)
    except BadTable as bad:
        return _refused(work, [_cell(sheet, one) for one in bad.problems])
    flash(_told(work, sheet, taken), "done")
    return redirect(work.url(), 303)


def _kept(visit: Visit, item_id: int, key: str, sheet: reading.Sheet) -> taking.Taken:
    """Keep what a sheet brings in what was typed. Raises BadTable when it is not in order."""
    with visits.database().writing() as session:
        work = changing(replace(visit, session=session), item_id, key)
        found = work.so_far()
        if found is None:
            raise NotFound(what="table", name=key)
        typed = work.rows() if work.sets_up else []
        taken = taking.take(found.earlier, work.field.mode, typed, sheet)
        rows_sent.keep(session, work.locked, work.field, {"rows": taken.rows}, visit.now)
        return taken


def _told(work: Work, sheet: reading.Sheet, taken: taking.Taken) -> str:
    """What was taken of a sheet, and what was left and why."""
    counted = ngettext(
        "%(num)d indicator taken from the sheet “%(title)s”",
        "%(num)d indicators taken from the sheet “%(title)s”",
        taken.indicators,
        title=sheet.title,
    )
    parts = [counted, ngettext("%(num)d figure", "%(num)d figures", taken.figures)]
    if work.sets_up:
        parts.insert(1, gettext("%(num)d of them new", num=taken.new))
    said = [", ".join(parts) + "."]
    if taken.left:
        quarters = ", ".join(words.NUMERALS[str(n)] for n in taken.left)
        said.append(gettext("Not taken: what it says of quarter %(quarters)s.", quarters=quarters))
        if work.sets_up and sheet.year != taken.year:
            why = gettext("Figures come only of a sheet whose name says %(year)s.", year=taken.year)
            said.append(why)
    return " ".join(said)


def _sent() -> bytes:
    file = request.files.get("file")
    if not file or not file.filename:
        raise NoFile()
    data: bytes = file.read(reading.LARGEST + 1)
    return data


def _refused(work: Work, cells: list[dict[str, Any]] | None = None, said: str = "") -> Any:
    shown = indicator_work.page(work) | {"cells": cells or [], "said": said}
    return render_template("indicators_import.html", **shown), UNPROCESSABLE


def _cell(sheet: reading.Sheet, problem: CellProblem) -> dict[str, Any]:
    line, letter = sheet.where(problem)
    about = {"line": line, "letter": letter, "id": problem.indicator}
    column = "" if letter == problem.column else say.column(problem.column)
    return about | {"column": column, "message": say.problem(problem)}


def _saved(data: bytes, table: Table, key: str, part: str | None = None) -> Response:
    """Handed out under the names of the table, its quarter and the division that it is of."""
    name = f"{key}-{table.year}-TW{table.quarter}"
    name += "" if part is None else f" {document_views.safe(part)}"
    return handing_out.saved(data, media.XLSX.type, f"{name}.xlsx")
