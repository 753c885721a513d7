"""Words of a table of indicators: columns and choices, figures, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from engine.disputes import Dispute
from engine.errors import CellProblem
from engine.fields.kinds import FieldType
from engine.fields.numbers import as_read, as_written, plain
from engine.measurement import cells
from engine.measurement.formulas import rounded
from engine.measurement.indicators import (
    Consolidation,
    Direction,
    Figure,
    Frequency,
    Indicator,
    Ratio,
    Target,
)
from engine.measurement.measuring import Caution
from engine.measurement.problems import PROBLEMS
from engine.measurement.table import Table
from webui import words
from webui.language import gettext, ngettext
from webui.words import N_

# So much of a text is told of it.
LONGEST_TOLD = 80
# What says “you” of whoever typed a cell, said of another.
OF_ANOTHER = {
    "not_a_number": N_('Write a number only. {name} wrote "{value}".'),
    "too_long": N_("Write at most {limit} characters. {name} wrote {length}."),
}
# So many indicators are named that somebody filled in; of more it is said that there are.
MOST_NAMED = 10

COLUMNS = {
    "id": N_("Code"),
    "goal": N_("Goal"),
    "name": N_("Indicator"),
    "definition": N_("Operational definition or formula"),
    "unit": N_("Unit of measure"),
    "division": N_("Division in charge"),
    "source": N_("Source of the data"),
    "direction": N_("Direction"),
    "consolidation": N_("Consolidation over quarters"),
    "frequency": N_("Frequency"),
    "year_target": N_("Target of the year"),
    "target": N_("Target up to quarter %(quarter)s"),
    "realisation": N_("Realisation of quarter %(quarter)s"),
    "x": N_("X of quarter %(quarter)s"),
    "y": N_("Y of quarter %(quarter)s"),
    "evidence": N_("Evidence"),
    "files": N_("Files of evidence"),
    "driving": N_("Driving factors"),
    "hindering": N_("Hindering factors"),
    "follow_up": N_("Follow-up"),
    "checker_note": N_("Note of who checks"),
    "approver_note": N_("Note of who approves"),
}
CHOICES = {
    "max": N_("Higher is better"),
    "min": N_("Lower is better"),
    "stable": N_("As near to the target as can be"),
    "range": N_("Between two bounds"),
    "SUM": N_("Sum of the quarters"),
    "AVG": N_("Mean of the quarters"),
    "TLK": N_("Last value"),
    "XY": N_("Sum of X by sum of Y"),
    "month": N_("Monthly"),
    "quarter": N_("Quarterly"),
    "semester": N_("Half-yearly"),
    "year": N_("Yearly"),
}
CAUTIONS = {
    Caution.ABOVE_100: N_("Above 100 %. That can be: look whether it is."),
    Caution.FELL: N_("Lower than in the quarter before."),
    Caution.EARLIER_BLANK: N_(
        "An earlier quarter was left blank, so this says less than it seems."
    ),
}
# What is asked of whoever fills in a quarter, by how the quarters consolidate.
HOW = {
    Consolidation.SUM: N_("this quarter alone; the quarters are summed"),
    Consolidation.AVG: N_("this quarter alone; the quarters are averaged"),
    Consolidation.TLK: N_("as it stands at the end of the quarter"),
    Consolidation.XY: N_("X of Y, this quarter alone"),
}
# What is better, where it is not more.
BETTER = {
    Direction.MIN: N_("%(unit)s, lower is better"),
    Direction.STABLE: N_("%(unit)s, the nearer to the target the better"),
    Direction.RANGE: N_("%(unit)s, right anywhere from the lower bound to the upper one"),
}
EMPTY = "–"

# "akta terbit / kematian dilaporkan × 100" says of a rate what X and Y are.
_RATE = re.compile(r"\(?([^/()]+?)\s*/\s*([^/()]+?)\)?(?:\s*[×x*]\s*100\s*%?)?")


def column(key: str) -> str:
    """What a column is called."""
    stem, _, number = key.rpartition("_")
    if number not in words.NUMERALS:
        return gettext(COLUMNS[key]) if key in COLUMNS else key
    said = gettext(COLUMNS[stem])
    return said % {"quarter": words.NUMERALS[number]} if "%(quarter)s" in said else said


def choice(value: str) -> str:
    """What a direction, a consolidation or a frequency is called."""
    return gettext(CHOICES[value])


def problem(found: CellProblem, by: str = "") -> str:
    """Why a cell is refused; `by` names who typed it, where the reader did not."""
    if not by:
        return words.filled(PROBLEMS[found.code], dict(found.facts))
    if found.code in OF_ANOTHER:
        return words.filled(OF_ANOTHER[found.code], {**found.facts, "name": by})
    return f"{problem(found)} " + gettext("%(name)s typed it.", name=by)


def typed(key: str, cell: Any) -> str:
    """A cell as it was typed, a choice in words."""
    if cell is None:
        return ""
    is_choice = key in ("direction", "consolidation", "frequency") and cell in CHOICES
    return choice(cell) if is_choice else str(cell)


def cell(key: str, stored: Any, number: Callable[[str], str] = as_written) -> str:
    """A stored cell as people write it, a choice in words; `number` says a number, as_read for
    what is only read."""
    if stored and key.startswith(cells.FILES):
        return ", ".join(file["name"] for file in stored)
    if isinstance(stored, list):
        return "–".join(number(str(bound)) for bound in stored)
    is_number = key in cells.COLUMNS and cells.COLUMNS[key].type is FieldType.NUMBER
    return typed(key, number(stored) if is_number and stored else stored)


def target(found: Target | None) -> str:
    """A target: one number, or both bounds."""
    if found is None:
        return EMPTY
    low, high = as_read(plain(found.low)), as_read(plain(found.high))
    return low if low == high else f"{low}–{high}"


def figure(found: Figure | None) -> str:
    """A figure of one quarter as it was filled in."""
    if found is None:
        return EMPTY
    if isinstance(found, Ratio):
        x, y = (as_read(plain(one)) for one in (found.x, found.y))
        return gettext("%(x)s of %(y)s", x=x, y=y)
    return as_read(plain(found))


def value(found: Fraction | None) -> str:
    """A reckoned number, with two places."""
    return EMPTY if found is None else as_read(str(rounded(found)))


def quarter(table: Table) -> str:
    """The quarter and the year of a table."""
    return words.period(f"{table.year}-TW{table.quarter}")


def unit(indicator: Indicator) -> str:
    """The unit of an indicator, and its direction where more is not better."""
    said = BETTER.get(indicator.direction)
    return gettext(said, unit=indicator.unit) if said else indicator.unit


def when(indicator: Indicator) -> str:
    """Why an indicator is not measured in a quarter: when it is."""
    quarters = [n for n, target in enumerate(indicator.quarter_targets, 1) if target]
    named = ", ".join(words.NUMERALS[str(n)] for n in quarters)
    if not named:
        return gettext("No quarter has a target.")
    often = choice(indicator.frequency or Frequency.QUARTER)
    return gettext("%(often)s: measured in quarter %(quarters)s", often=often, quarters=named)


def how(indicator: Indicator) -> str:
    """What figure a quarter asks for; of a rate what X and Y are, as its definition says it."""
    said, defined = gettext(HOW[indicator.consolidation]), indicator.definition.strip()
    if indicator.consolidation is not Consolidation.XY or not defined:
        return said
    match = _RATE.fullmatch(defined)
    if match is None:
        return f"{said}: {defined}"
    return gettext("X %(x)s, Y %(y)s, this quarter alone", x=match[1], y=match[2])


def disputed(
    found: Dispute, people: Mapping[str, Mapping[str, str]], reader: int, zone: ZoneInfo
) -> str:
    """Who typed another figure into a cell, when, and whose counts now."""
    names = {int(id): one["name"] for id, one in people.items()} | {reader: gettext("you")}
    said = gettext(
        "%(name)s wrote %(before)s at %(time)s; now it is %(after)s, by %(by)s.",
        name=names[found.over_by],
        before=_short(found.over),
        time=words.clock(found.over_at, zone),
        after=_short(found.cell),
        by=names[found.by],
    )
    return words.sentence(said)


def together(contributors: Iterable[Mapping[str, Any]]) -> str:
    """Who filled a table in beside its sender, and which indicators; old records only count."""
    return ", ".join(
        gettext("%(name)s (%(what)s)", name=one["name"], what=_those(one["indicators"]))
        for one in contributors
    )


def _those(indicators: Mapping[str, Any] | int) -> str:
    if isinstance(indicators, int):
        return ngettext("%(num)d indicator", "%(num)d indicators", indicators)
    said = ", ".join([*indicators][:MOST_NAMED])
    if more := max(0, len(indicators) - MOST_NAMED):
        said += " " + ngettext("and %(num)d more", "and %(num)d more", more)
    return said


def _short(cell: object) -> str:
    """A cell in a sentence."""
    text = " ".join(str(cell or "").split())
    return f"{text[:LONGEST_TOLD]} …" if len(text) > LONGEST_TOLD else text or EMPTY
