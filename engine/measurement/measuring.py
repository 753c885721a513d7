"""One indicator, measured in one quarter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from engine.measurement import formulas
from engine.measurement.indicators import Consolidation, Figures, Indicator, Target
from engine.measurement.settings import Predicate, Settings

_PER_CENT = {"%", "persen", "percent", "per cent"}


class State(StrEnum):
    """Whether there is an achievement, and if not, why.

    Not measured: the quarter has no target, or there is nothing to measure (a rate of 0 cases,
    nothing realised of a target of 0). Not filled: the quarter has a target and no figure yet.
    """

    NOT_MEASURED = "not_measured"
    NOT_FILLED = "not_filled"
    MEASURED = "measured"


class Caution(StrEnum):
    """What a checker should look at; nothing is refused for it.

    A rate above 100 % is real when people move after the base date; a percentage by the last known
    should not fall below the quarter before (the rule of regional e-planning sheets), but does; a
    quarter with a target that was left blank makes a sum or mean say less than it seems to.
    """

    ABOVE_100 = "above_100"
    FELL = "fell"
    EARLIER_BLANK = "earlier_blank"


@dataclass(frozen=True, slots=True)
class Achievement:
    """An achievement in per cent, as computed and as it counts, neither rounded, with its name."""

    raw: Fraction
    capped: Fraction
    predicate: Predicate


@dataclass(frozen=True, slots=True)
class Measured:
    """What one quarter shows of an indicator; there is an achievement when `state` is MEASURED.

    `realisation` is that up to the end of the quarter, in the indicator's unit, and None while the
    quarter itself is not filled in; `of_year`, against the year's target, counts what is known so
    far. `previous` is the achievement of the quarter before, None in the first; `difference` is in
    percentage points between both as computed. `formulas.rounded` makes each fit to be shown.
    """

    state: State
    realisation: Fraction | None
    achievement: Achievement | None
    of_year: Achievement | None
    previous: Achievement | None
    difference: Fraction | None
    warnings: tuple[Caution, ...]


def measured(indicator: Indicator, figures: Figures, quarter: int, settings: Settings) -> Measured:
    """The indicator measured in a quarter, counted from 1 to 4; raises ValueError for another.

    The columns of the quarterly performance form (PermenPAN-RB 53/2014 practice): realisation up
    to the quarter against the cumulative target of the quarter, and against that of the year.
    """
    known = formulas.consolidated(indicator.consolidation, figures.upto(quarter))
    now = _in_quarter(indicator, figures, quarter, settings)
    before = _in_quarter(indicator, figures, quarter - 1, settings) if quarter > 1 else None
    return Measured(
        state=_state(indicator, figures, quarter, now),
        realisation=known if _is_filled(figures, quarter) else None,
        achievement=now,
        of_year=_against(indicator, indicator.year_target, known, settings),
        previous=before,
        difference=now.raw - before.raw if now and before else None,
        warnings=_warnings(indicator, figures, quarter),
    )


def _in_quarter(
    indicator: Indicator, figures: Figures, quarter: int, settings: Settings
) -> Achievement | None:
    if not _is_filled(figures, quarter):
        return None
    known = formulas.consolidated(indicator.consolidation, figures.upto(quarter))
    return _against(indicator, indicator.quarter_targets[quarter - 1], known, settings)


def _against(
    indicator: Indicator, target: Target | None, known: Fraction | None, settings: Settings
) -> Achievement | None:
    if target is None or known is None:
        return None
    raw = formulas.achieved(indicator.direction, target, known, settings)
    if raw is None:
        return None
    counts = formulas.capped(raw, settings)
    return Achievement(raw, counts, settings.scale.predicate(counts))


def _state(indicator: Indicator, figures: Figures, quarter: int, now: Achievement | None) -> State:
    if now is not None:
        return State.MEASURED
    awaited = indicator.quarter_targets[quarter - 1] and not _is_filled(figures, quarter)
    return State.NOT_FILLED if awaited else State.NOT_MEASURED


def _is_filled(figures: Figures, quarter: int) -> bool:
    return figures.at(quarter).realisation is not None


def _warnings(indicator: Indicator, figures: Figures, quarter: int) -> tuple[Caution, ...]:
    if not _is_filled(figures, quarter):
        return ()
    found = {
        Caution.ABOVE_100: _is_above_100(indicator, figures, quarter),
        Caution.FELL: _fell(indicator, figures, quarter),
        Caution.EARLIER_BLANK: _has_gap(indicator, figures, quarter),
    }
    return tuple(caution for caution, holds in found.items() if holds)


def _is_above_100(indicator: Indicator, figures: Figures, quarter: int) -> bool:
    known = figures.upto(quarter)
    alone_and_all = (known[-1:], known)
    values = [formulas.consolidated(indicator.consolidation, part) for part in alone_and_all]
    return _is_rate(indicator) and any(value is not None and value > 100 for value in values)


def _fell(indicator: Indicator, figures: Figures, quarter: int) -> bool:
    if indicator.consolidation is not Consolidation.TLK or not _is_rate(indicator):
        return False
    numbers = [figure for figure in figures.upto(quarter) if isinstance(figure, Decimal)]
    return len(numbers) > 1 and numbers[-1] < numbers[-2]


def _has_gap(indicator: Indicator, figures: Figures, quarter: int) -> bool:
    return indicator.consolidation is not Consolidation.TLK and any(
        indicator.quarter_targets[earlier - 1] and not _is_filled(figures, earlier)
        for earlier in range(1, quarter)
    )


def _is_rate(indicator: Indicator) -> bool:
    unit = indicator.unit.strip().casefold()
    return indicator.consolidation is Consolidation.XY or unit in _PER_CENT
