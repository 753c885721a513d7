"""What the pages that set up a table of indicators are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine import beginnings, continuing
from engine.errors import CellProblem, NotFound
from engine.fields.kinds import Field
from engine.measurement.cells import DEFINITION
from webui import forms, indicator_words as say
from webui.language import gettext, spoken
from webui.views import indicator_rows as rows
from webui.views.indicator_work import Work, page


def setting_up(work: Work) -> dict[str, Any]:
    """The list of indicators with what can be done with each; or what to begin with."""
    found, listed = work.so_far(), work.rows()
    problems = found.problems if found else []
    fixed = continuing.fixed_quarter(work.visit.session, work.instance)
    bad = {problem.row for problem in problems}
    return page(work) | {
        "quarter": say.quarter(found.earlier) if found else "",
        "fixed": fixed is not None,
        "year": work.typed.get("year") or work.visit.today.year,
        "typed_quarter": work.typed.get("quarter") or (work.visit.today.month + 2) // 3,
        "rows": [_listed(place, row, place in bad) for place, row in enumerate(listed, 1)],
        "errors": [_error(problem, work) for problem in problems],
        "offers": [_offer(offer) for offer in offers(work)] if found and not listed else [],
        "changes": rows.changes(found.earlier, found.table) if found and found.earlier.rows else [],
    }


def offers(work: Work) -> list[beginnings.Beginning]:
    """What the table can begin with."""
    table = continuing.base(work.visit.session, work.instance, work.field, work.typed)
    if table is None:
        return []
    asked = (work.instance, work.field.key, table.year, table.quarter)
    return beginnings.offered(work.visit.session, *asked)


def _offer(offer: beginnings.Beginning) -> dict[str, Any]:
    said = {
        beginnings.Origin.YEAR: gettext("From the quarter before: %(title)s", title=offer.title),
        beginnings.Origin.EARLIER: gettext("From last year: %(title)s", title=offer.title),
        beginnings.Origin.SAMPLE: gettext("From the sample of the demonstration"),
    }
    hint = {
        beginnings.Origin.YEAR: gettext("Indicators, targets and the year's figures so far."),
        beginnings.Origin.EARLIER: gettext("Indicators; revise the targets for this year."),
        beginnings.Origin.SAMPLE: gettext("SAMPLE, not official data."),
    }
    count = len(offer.table.rows)
    return {
        "value": offer.origin.value,
        "label": said[offer.origin],
        "hint": f"{hint[offer.origin]} " + gettext("%(count)d indicators.", count=count),
    }


def _listed(place: int, row: Mapping[str, Any], is_bad: bool) -> dict[str, Any]:
    shown = {key: say.typed(key, row.get(key)) for key in DEFINITION}
    targets = [shown[f"target_{n}"] or say.EMPTY for n in (1, 2, 3, 4)]
    return shown | {"place": place, "bad": is_bad, "targets": targets}


def _error(problem: CellProblem, work: Work) -> dict[str, str]:
    url = work.url("indicator", place=problem.row) if problem.row else ""
    named = ", ".join(filter(None, (problem.indicator, say.column(problem.column))))
    return {"url": url, "label": named, "message": say.problem(problem)}


def one(work: Work, place: int | None) -> dict[str, Any]:
    """The form of one indicator, its problems beside its cells."""
    work.need_set_up()
    listed = work.rows()
    if place is not None and not 0 < place <= len(listed):
        raise NotFound(what="indicator", name=place)
    row = listed[place - 1] if place else _blank(listed)
    errors: dict[str, list[CellProblem]] = {}
    for problem in problems_of(work, place):
        errors.setdefault(problem.column, []).append(problem)
    return page(work) | {
        "place": place,
        "row": row,
        "heading": say.typed("name", row.get("name")) if place else gettext("New indicator"),
        "fields": [_asked(field, row, errors.get(key, ())) for key, field in DEFINITION.items()],
        "divisions": sorted({str(one.get("division") or "") for one in listed} - {""}),
        "errors": [
            {"id": column, "label": say.column(column), "message": say.problem(problem)}
            for column, several in errors.items()
            for problem in several
        ],
    }


def problems_of(work: Work, place: int | None) -> list[CellProblem]:
    """What is wrong with one indicator that is being set up."""
    found = work.so_far()
    return [one for one in found.problems if one.row == place] if found and place else []


def _blank(listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    last = listed[-1] if listed else {}
    usual = {"direction": "max", "consolidation": "TLK", "frequency": "quarter"}
    return usual | {"division": last.get("division", ""), "goal": last.get("goal", "")}


def _asked(field: Field, row: Mapping[str, Any], problems: Sequence[CellProblem]) -> dict[str, Any]:
    options = tuple(replace(o, label=say.choice(o.value)) for o in field.options)
    asked = replace(field, label=say.column(field.key), options=options)
    (view,) = forms.views([asked], {field.key: row.get(field.key) or ""}, {}, spoken())
    said = " ".join(map(say.problem, problems))
    return view | {"error": said, "list": "divisions" if field.key == "division" else None}
