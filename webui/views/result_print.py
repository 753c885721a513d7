"""What the printed summary of a result is given: all of its page, with the office around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine import emblems, offices
from engine.fields.numbers import as_written, plain
from engine.instance_view import InstanceView
from engine.measurement.measuring import State
from engine.measurement.table import Row
from engine.models import Approval
from engine.results import Measurement, Result
from engine.versions import Definition
from webui import indicator_words as say, printing, samples, words
from webui.language import speaking
from webui.pictures import courses
from webui.results.printing import drawn
from webui.views import (
    indicator_rows as rows,
    lines,
    result_beside as beside,
    result_figures,
    result_rows as own,
    result_views as views,
)
from webui.visits import Visit

LANGUAGE = "id"


def summary(
    visit: Visit, of: Measurement, result: Result, all_: Sequence[Result], view: InstanceView
) -> dict[str, Any]:
    """The summary of one result; `all_` are those that count, the newest quarter first."""
    with speaking(LANGUAGE):
        year = views.of_year(visit, result, all_)
        settings = year.now.table.settings
        return (
            _around(visit, view.definition)
            | _figures(year)
            | _years(visit, result, all_, of)
            | {
                "title": f"Ringkasan Hasil Pengukuran {say.quarter(year.now.table)}",
                "year": str(result.quarter[0]),
                "scale": settings.scale.name,
                "cap": as_written(plain(settings.cap)),
                "facts": _facts(visit, result, view),
                "year_before": views.short_of(year.compared.year_before),
                "divisions": [_division(year, one) for one in rows.divisions(year.now.table)],
            }
        )


def _around(visit: Visit, definition: Definition) -> dict[str, Any]:
    """The head of the office, and what the foot of each page says."""
    office = offices.office(visit.session)
    made = words.written_date(visit.today, LANGUAGE)
    return {
        "agency": printing.head(definition.process.identity, office),
        "address": office.address,
        "emblem": emblems.picture(visit.session, office),
        "watermark": "CONTOH" if office.is_demo else "",
        "said": samples.said(visit.session) or office.name,
        "made": made,
    }


def _figures(year: own.Year) -> dict[str, Any]:
    shown = result_figures.figures(year)
    return shown | {"mean_plot": drawn(shown["mean_plot"])}


def _years(visit: Visit, result: Result, all_: Sequence[Result], of: Measurement) -> dict[str, Any]:
    shown = beside.years(visit, result, all_, of)
    plot = shown["years_plot"]
    told = [
        (str(year), [cell and cell["mean"] for cell in cells]) for year, cells in shown["years"]
    ]
    return {"years": told, "years_plot": drawn(plot) if plot else None}


# --- where it comes from ------------------------------------------------------------------------


def _facts(visit: Visit, result: Result, view: InstanceView) -> list[tuple[str, str]]:
    """The instance and the paper behind the figures."""
    paper = beside.paper(visit, result, view.definition)
    ended = words.written_moment(result.ended_at, visit.zone, LANGUAGE)
    told = [
        ("SOP", f"{lines.named(view.definition.process)}, versi {view.version}"),
        ("Pelaksanaan", f"{result.title}, selesai {ended} {words.zone_name(visit.zone)}"),
        (paper["name"] if paper else "Naskah hasil", _numbered(paper)),
        ("Ditetapkan oleh", _enacted(visit, view.definition, paper["by"] if paper else None)),
    ]
    return [(label, value) for label, value in told if value]


def _numbered(paper: dict[str, Any] | None) -> str:
    """The number of the paper that enacts a result."""
    return (paper["number"] or "tanpa nomor") if paper else "tidak ada"


def _enacted(visit: Visit, definition: Definition, by: Approval | None) -> str:
    if by is None:
        return ""
    post = words.capacity(by.capacity) + lines.recorded_post(definition, by.post_name)
    at = words.written_moment(by.at, visit.zone, LANGUAGE)
    return f"{post}, {by.name}, {at} {words.zone_name(visit.zone)}"


# --- the indicators -----------------------------------------------------------------------------


def _division(year: own.Year, name: str) -> dict[str, Any]:
    found = rows.of_division(year.now.table, name)
    return views.division(year, name) | {"rows": [_row(year, row) for _, row in found]}


def _row(year: own.Year, row: Row) -> dict[str, Any]:
    """An indicator's row: its picture, and the figures beside it."""
    indicator = row.indicator
    course = year.course(indicator.id)
    found = year.rows[year.shown][indicator.id][1]
    picture = own.drawn_of(indicator, course, courses.LOW)
    return rows.reckoned(found, year.now.table.settings) | {
        "id": indicator.id,
        "name": indicator.name,
        "unit": say.unit(indicator),
        "when": say.when(indicator) if found.state is State.NOT_MEASURED else "",
        "plot": drawn(picture["plot"]),
        "told": picture["told"],
        "target": say.target(indicator.quarter_targets[year.shown - 1]),
        "achieved": [own.achieved(course[n - 1]) for n in year.quarters],
        "difference": own.signed(year.differences.get(indicator.id)),
    }
