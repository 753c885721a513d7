"""What the page of a result is given of the quarter as a whole."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from engine.measurement.comparing import Compared
from engine.measurement.indicators import QUARTERS
from engine.measurement.measuring import State
from engine.measurement.summary import Summary
from webui import indicator_words as say
from webui.language import gettext
from webui.pictures import courses
from webui.views import indicator_rows as rows, result_rows as own


def figures(year: own.Year) -> dict[str, Any]:
    """Its mean beside those that it is compared with, predicates and states, over the year."""
    total = year.now.summary
    return {
        "mean": say.value(total.mean),
        "measured": total.states[State.MEASURED],
        "changes": _changes(year.compared),
        "mean_plot": _mean_plot(year),
        "means": own.listed(
            [(own.NAMES[n - 1], say.value(one.summary.mean)) for n, one in year.quarters.items()]
        ),
        "bound": say.value(_bound(year)),
        "quarters": [own.short(n) for n in year.quarters],
        "predicates": _predicates(year),
        "states": _states(year),
    }


def _changes(compared: Compared) -> list[dict[str, str]]:
    """By how much the mean changed, against which quarters."""
    means, shown = compared.means(), []
    for difference, against in (
        (means.since_before, compared.before),
        (means.over_year, compared.year_before),
    ):
        if against is not None and difference is not None:
            shown.append({"change": own.signed(difference), "against": say.quarter(against.table)})
    return shown


def _bound(year: own.Year) -> Fraction:
    return Fraction(year.now.table.settings.scale.predicates[0].lower)


def _mean_plot(year: own.Year) -> courses.Course:
    found = [year.quarters[n].summary.mean if n in year.quarters else None for n in QUARTERS]
    said = [say.value(one) if one is not None else "" for one in found]
    names = [own.short(n) for n in QUARTERS]
    return courses.course(courses.WIDE, names, found, [[_bound(year)] * len(names)], said)


def _predicates(year: own.Year) -> list[dict[str, Any]]:
    """How many indicators reached each predicate, quarter by quarter."""
    settings = year.now.table.settings
    return [
        rows.shown(one, settings)
        | {"counts": [_count(found.summary, one.label) for found in year.quarters.values()]}
        for one in settings.scale.predicates
    ]


def _count(total: Summary, label: str) -> int:
    # Another quarter may have another scale: its predicates are known by their names.
    return sum(count for one, count in total.predicates.items() if one.label == label)


def _states(year: own.Year) -> list[dict[str, Any]]:
    said = {
        State.NOT_MEASURED: gettext("Not measured"),
        State.NOT_FILLED: gettext("Not filled in"),
    }
    found = [
        {"label": label, "counts": [one.summary.states[state] for one in year.quarters.values()]}
        for state, label in said.items()
    ]
    return [one for one in found if any(one["counts"])]
