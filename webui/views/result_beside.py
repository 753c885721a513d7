"""What stands beside a result: all quarters with their means, and the paper that enacts it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flask import url_for

from engine import documents, results
from engine.measurement.indicators import QUARTERS
from engine.models import Approval, DocumentVersion
from engine.results import Measurement, Result
from engine.versions import Definition
from webui import indicator_words as say
from webui.papers import sheets
from webui.pictures import courses
from webui.views import lines
from webui.visits import Visit


def address(of: Measurement, result: Result, **more: Any) -> str:
    """The page of a result."""
    return url_for("pages.result", instance_id=result.instance_id, **which(of), **more)


def which(of: Measurement) -> dict[str, Any]:
    """How an address names a measurement."""
    return {"sop": of.process, "tabel": of.field.key}


def years(visit: Visit, result: Result, all_: Sequence[Result], of: Measurement) -> dict[str, Any]:
    """The mean of every quarter of every year, by which another is chosen."""
    known = {one.quarter: one for one in all_} | {result.quarter: result}
    means = {q: results.total(visit.session, one).mean for q, one in known.items()}
    all_years = sorted({year for year, _ in known})
    told = [
        (year, [_cell(of, result, known.get((year, n)), means.get((year, n))) for n in QUARTERS])
        for year in reversed(all_years)
    ]
    plot = _years_plot(all_years, means) if len(all_years) > 1 else None
    return {"years": told, "years_plot": plot}


def _cell(
    of: Measurement, shown: Result, one: Result | None, mean: Fraction | None
) -> dict[str, Any] | None:
    if one is None:
        return None
    current = one.quarter == shown.quarter
    return {"mean": say.value(mean), "url": address(of, one), "current": current}


def _years_plot(
    years: Sequence[int], means: dict[tuple[int, int], Fraction | None]
) -> courses.Course:
    places = [(y, n) for y in range(years[0], years[-1] + 1) for n in QUARTERS]
    names = [str(year) if quarter == 1 else "" for year, quarter in places]
    found = [means.get(place) for place in places]
    last = max((n for n, value in enumerate(found) if value is not None), default=None)
    said = [say.value(value) if n == last else "" for n, value in enumerate(found)]
    frame = courses.spread(len(places))
    return courses.course(frame, names, found, [], said, run=len(QUARTERS))


def paper(visit: Visit, result: Result, definition: Definition) -> dict[str, Any] | None:
    """The paper by which the result was enacted: the last final one of the instance."""
    there = documents.of_instance(visit.session, result.instance_id)
    finals = [one for made in there.values() for one in made if one.is_final]
    if not finals:
        return None
    last = max(finals, key=lambda one: one.seq)
    number = documents.number(visit.session, result.instance_id, last.code)
    return {
        "name": lines.named(sheets.paper(definition.process, last.code)),
        "number": number,
        "url": url_for("pages.document", number=last.id),
        "by": _enacted(visit, last),
    }


def _enacted(visit: Visit, found: DocumentVersion) -> Approval | None:
    given = [o.approval for o in documents.approvals(visit.session, found) if not o.is_void]
    return given[-1] if given else None
