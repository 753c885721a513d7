"""Indicators of a result as its template shows them: over the quarters, in a line and a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engine.measurement.comparing import Compared, Reckoned
from engine.measurement.indicators import QUARTERS, Direction, Indicator
from engine.measurement.measuring import Measured, State
from engine.measurement.table import Row
from webui import indicator_words as say, words
from webui.language import gettext
from webui.pictures import courses
from webui.views import indicator_rows as rows

NAMES = [words.NUMERALS[str(quarter)] for quarter in QUARTERS]

Found = tuple[Row, Measured]


@dataclass(frozen=True)
class Year:
    """The results of a year by quarter, up to the one that is shown; that is `compared`.

    `differences` are those of its indicators since the quarter before, by their ids.
    """

    quarters: Mapping[int, Reckoned]
    shown: int
    compared: Compared
    rows: Mapping[int, Mapping[str, Found]]
    differences: Mapping[str, Fraction]

    @property
    def now(self) -> Reckoned:
        """The result that is shown."""
        return self.quarters[self.shown]

    def course(self, id: str) -> list[Found | None]:
        """An indicator in each quarter of the year; None where it has no result."""
        return [self.rows.get(quarter, {}).get(id) for quarter in QUARTERS]


def year(quarters: Mapping[int, Reckoned], shown: int, compared: Compared) -> Year:
    """The results of a year, their rows known by their indicators' ids."""
    by_id = {quarter: _by_id(found) for quarter, found in quarters.items()}
    return Year(quarters, shown, compared, by_id, compared.differences())


def _by_id(found: Reckoned) -> dict[str, Found]:
    pairs = zip(found.table.rows, found.measured, strict=True)
    return {row.indicator.id: (row, measured) for row, measured in pairs}


def line(of: Year, row: Row, drawn: bool) -> dict[str, Any]:
    """An indicator's line of the table; `drawn` adds its picture."""
    course = of.course(row.indicator.id)
    indicator, found = row.indicator, of.rows[of.shown][row.indicator.id][1]
    shown = {
        "id": indicator.id,
        "name": indicator.name,
        "unit": say.unit(indicator),
        "target": say.target(indicator.quarter_targets[of.shown - 1]),
        "realisation": say.value(found.realisation),
        "earlier": [(n, achieved(course[n - 1])) for n in of.quarters if n != of.shown],
        "off": found.achievement is None,
        "when": say.when(indicator) if found.state is State.NOT_MEASURED else "",
    } | rows.reckoned(found, of.now.table.settings)
    shown["difference"] = signed(of.differences.get(indicator.id))
    return shown | (drawn_of(indicator, course) if drawn else {})


def signed(difference: Fraction | None) -> str:
    """By how much something changed, with its sign; "" when there is nothing to compare."""
    return "" if difference is None else ("+" if difference > 0 else "") + say.value(difference)


def achieved(found: Found | None) -> str:
    """An achievement as computed."""
    now = found[1].achievement if found else None
    return say.value(now.raw if now else None)


def drawn_of(
    indicator: Indicator, course: Sequence[Found | None], frame: courses.Frame = courses.SMALL
) -> dict[str, Any]:
    """The picture of an indicator over the year, and what it shows in words."""
    reached = [one[1].realisation if one else None for one in course]
    last = max((n for n, value in enumerate(reached) if value is not None), default=None)
    said = [say.value(value) if n == last else "" for n, value in enumerate(reached)]
    picture = courses.course(frame, NAMES, reached, _aims(indicator), said)
    return {"plot": picture, "told": _told(indicator, reached)}


def _aims(indicator: Indicator) -> list[list[Fraction | None]]:
    """The cumulative targets; of a range both bounds."""
    bounds = ["low", "high"] if indicator.direction is Direction.RANGE else ["low"]
    return [
        [Fraction(getattr(one, bound)) if one else None for one in indicator.quarter_targets]
        for bound in bounds
    ]


def _told(indicator: Indicator, reached: courses.Numbers) -> str:
    known = [(n, say.value(one)) for n, one in zip(NAMES, reached, strict=True) if one is not None]
    aims = zip(NAMES, indicator.quarter_targets, strict=True)
    promised = [(name, say.target(one)) for name, one in aims if one is not None]
    return gettext(
        "%(name)s: realisation %(reached)s; target %(targets)s",
        name=indicator.name,
        reached=listed(known) or gettext("none yet"),
        targets=listed(promised) or gettext("none"),
    )


def short(quarter: int) -> str:
    """A quarter without its year."""
    return gettext("Q %(number)s", number=words.NUMERALS[str(quarter)])


def listed(pairs: Sequence[tuple[str, str]]) -> str:
    """Quarters with their figures, in one line."""
    return ", ".join(f"{gettext('Q %(number)s', number=name)} {value}" for name, value in pairs)
