"""Results of measurements: the newest, or that of an instance, with the year's course."""

from __future__ import annotations

from flask import Response, render_template

from engine import instance_view, media, results
from engine.instance_view import InstanceView
from engine.permissions import May
from engine.results import Measurement, Result
from engine.spreadsheets import writing
from webui import samples
from webui.results import printing
from webui.views import handing_out, result_print, result_views as views
from webui.visits import Visit, page


@page("/hasil", May.READ_INSTANCES)
def newest_result(visit: Visit) -> str:
    """The newest result, with the way to all others."""
    choices, of = views.chosen(visit)
    found = results.finished(visit.session, of) if of else []
    if of is None or not found:
        return render_template("result.html", **views.nothing())
    definition = instance_view.view(visit.session, visit.actor, found[0].instance_id).definition
    shown = views.page(visit, of, found[0], found, definition)
    return render_template("result.html", tabs=views.tabs(choices, of), **shown)


@page("/hasil/<int:instance_id>", May.READ_INSTANCES)
def result(visit: Visit, instance_id: int) -> str:
    """The result of an instance."""
    view, of, found = _found(visit, instance_id)
    counted = results.finished(visit.session, of)
    shown = views.page(visit, of, found, counted, view.definition)
    return render_template("result.html", tabs=views.tabs(views.chosen(visit)[0], of), **shown)


@page("/hasil/<int:instance_id>/tahun.xlsx", May.READ_INSTANCES)
def result_sheet(visit: Visit, instance_id: int) -> Response:
    """The spreadsheet of a result: its table, the year's course, and what each quarter came to."""
    _, of, found = _found(visit, instance_id)
    several = views.spreadsheet(visit, found, results.finished(visit.session, of))
    data = writing.over_year(several, samples.said(visit.session))
    year, quarter = found.quarter
    named = f"{of.field.key}-{year}-TW1{f'-{quarter}' if quarter > 1 else ''}.xlsx"
    return handing_out.saved(data, media.XLSX.type, named)


@page("/hasil/<int:instance_id>/ringkasan.pdf", May.READ_INSTANCES)
def result_pdf(visit: Visit, instance_id: int) -> Response:
    """The page of a result as a PDF: its figures, pictures and tables."""
    view, of, found = _found(visit, instance_id)
    shown = result_print.summary(visit, of, found, results.finished(visit.session, of), view)
    year, quarter = found.quarter
    named = f"ringkasan-{of.field.key}-{year}-TW{quarter}.pdf"
    return handing_out.shown(printing.pdf(shown, visit.now), media.PDF.type, named)


def _found(visit: Visit, instance_id: int) -> tuple[InstanceView, Measurement, Result]:
    """An instance with its result: that of the table asked for, else of the first that it has;
    raises NotFound."""
    view = instance_view.view(visit.session, visit.actor, instance_id)
    choices, asked = views.chosen(visit)
    own = [one for one in choices if one.process_id == view.instance.process_id]
    several = sorted(own, key=lambda one: one != asked)
    return view, *results.first_of(visit.session, several, instance_id)
