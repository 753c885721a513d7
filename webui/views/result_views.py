"""What the page of a result is given: the quarter, its year, and all years beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request, url_for

from engine import results
from engine.fields.numbers import as_written, plain
from engine.measurement.comparing import Compared, Reckoned
from engine.measurement.indicators import QUARTERS
from engine.measurement.measuring import State
from engine.results import Measurement, Result
from engine.versions import Definition
from webui import forms, indicator_words as say
from webui.language import spoken
from webui.views import (
    indicator_rows as rows,
    keyset,
    lines,
    result_beside as beside,
    result_figures,
    result_rows as own,
)
from webui.visits import Visit

# So many indicators are drawn on one page; of more, those of the division that is chosen.
MOST_DRAWN = 40


def chosen(visit: Visit) -> tuple[list[Measurement], Measurement | None]:
    """The measurements that a person may read, and the one asked for, else the first."""
    found = results.measurements(visit.session, visit.actor)
    asked = (request.args.get("sop"), request.args.get("tabel"))
    named = (one for one in found if (one.process, one.field.key) == asked)
    return found, next(named, found[0] if found else None)


def nothing() -> dict[str, Any]:
    """The page while no measurement is finished."""
    return {"result": None}


def tabs(choices: Sequence[Measurement], of: Measurement) -> list[dict[str, Any]]:
    """The measurements to choose from, where there are several."""
    if len(choices) < 2:
        return []
    is_one_sop = len({one.process_id for one in choices}) == 1
    return [
        {
            "url": url_for("pages.newest_result", **beside.which(one)),
            "label": ("" if is_one_sop else f"{one.name}: ") + forms.label(one.field, spoken()),
            "current": one == of,
        }
        for one in choices
    ]


def page(
    visit: Visit, of: Measurement, result: Result, all_: Sequence[Result], definition: Definition
) -> dict[str, Any]:
    """The page of one result; `all_` are those that count, the newest quarter first."""
    year = of_year(visit, result, all_)
    return {
        "result": result,
        "quarter": say.quarter(year.now.table),
        "short": own.short(year.shown),
        "year": result.quarter[0],
        "title": forms.label(of.field, spoken()),
        "later": _later(of, result, all_),
        "paper": beside.paper(visit, result, definition),
        "scale": year.now.table.settings.scale.name,
        "cap": as_written(plain(year.now.table.settings.cap)),
        "key": of.field.key,
        "quarter_names": [own.short(n) for n in QUARTERS],
        "post_name": lambda name: lines.recorded_post(definition, name),
        "sheet": url_for("pages.result_sheet", instance_id=result.instance_id, **beside.which(of)),
        "summary": url_for("pages.result_pdf", instance_id=result.instance_id, **beside.which(of)),
    } | {
        **result_figures.figures(year),
        **_parts(year, result, of),
        **beside.years(visit, result, all_, of),
    }


def _later(of: Measurement, result: Result, all_: Sequence[Result]) -> dict[str, str] | None:
    """The result that counts in place of this one."""
    found = next((one for one in all_ if one.quarter == result.quarter and one != result), None)
    return {"title": found.title, "url": beside.address(of, found)} if found else None


def of_year(visit: Visit, result: Result, all_: Sequence[Result]) -> own.Year:
    """The results of a result's year up to its quarter, itself among them."""
    upto = _upto(result, all_)
    loaded = {one.quarter[1]: results.reckoned(visit.session, one) for one in upto}
    return own.year(loaded, result.quarter[1], results.compared(visit.session, result, all_))


def _upto(result: Result, all_: Sequence[Result]) -> list[Result]:
    """The results of a result's year up to itself, the first quarter first."""
    year = result.quarter[0]
    earlier = [one for one in all_ if (year, 0) < one.quarter < result.quarter]
    return [*reversed(earlier), result]


# --- the indicators ---------------------------------------------------------------------------


def _parts(year: own.Year, result: Result, of: Measurement) -> dict[str, Any]:
    """The indicators, all or of one division, with what every division came to."""
    table = year.now.table
    divisions = rows.divisions(table)
    number = keyset.whole(request.args.get("bidang")) or 0
    part = divisions[number - 1] if 0 < number <= len(divisions) else None
    found = [row for row in table.rows if part in (None, row.indicator.division)]
    drawn = part is not None or len(found) <= MOST_DRAWN
    return {
        "part": rows.named(part) if part is not None else "",
        "drawn": drawn,
        "rows": [own.line(year, row, drawn) for row in found],
        "divisions": [
            division(year, one, beside.address(of, result, bidang=n, _anchor="indicators"))
            for n, one in enumerate(divisions, 1)
        ],
        "year_before": short_of(year.compared.year_before),
        "all_url": beside.address(of, result, _anchor="indicators"),
        "number": number if part is not None else 0,
    }


def short_of(found: Reckoned | None) -> str:
    """A quarter with its year in few letters, for the head of a column; "" for none."""
    return f"{own.short(found.table.quarter)} {found.table.year}" if found else ""


def division(year: own.Year, name: str, url: str = "") -> dict[str, Any]:
    """What a division came to, and where it is shown by itself."""
    now, means = year.now.of_division(name), year.compared.means_of(name)
    return {
        "name": rows.named(name),
        "url": url,
        "count": sum(now.states.values()),
        "measured": now.states[State.MEASURED],
        "mean": say.value(now.mean),
        "since_before": own.signed(means.since_before),
        "over_year": own.signed(means.over_year),
    }


def spreadsheet(visit: Visit, result: Result, all_: Sequence[Result]) -> list[Compared]:
    """The results of a year up to one, whose spreadsheet is made of them."""
    return [results.compared(visit.session, one, all_) for one in _upto(result, all_)]
