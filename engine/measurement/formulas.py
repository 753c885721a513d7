"""The arithmetic: from figures to a realisation, and from that to an achievement.

Everything is an exact fraction, so nothing is rounded before it is shown and no number is too
large or too small; nothing here raises for the decimals that a table holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from engine.measurement.indicators import Consolidation, Direction, Figure, Ratio, Target
from engine.measurement.settings import MinimiseRule, Settings

WHOLE, NOTHING = Fraction(100), Fraction(0)


def consolidated(rule: Consolidation, figures: Sequence[Figure]) -> Fraction | None:
    """The realisation that the figures of several quarters come to, in the indicator's unit.

    The practice of quarterly performance reports: a sum, the mean of the quarters filled in, the
    last known, or the sum of X by the sum of Y in per cent. None without figures, and for a rate
    of nothing (Y 0).
    """
    if rule is Consolidation.XY:
        return rate([figure for figure in figures if isinstance(figure, Ratio)])
    numbers = [Fraction(figure) for figure in figures if isinstance(figure, Decimal)]
    if not numbers:
        return None
    match rule:
        case Consolidation.SUM:
            return sum(numbers, NOTHING)
        case Consolidation.AVG:
            return sum(numbers, NOTHING) / len(numbers)
    return numbers[-1]


def rate(ratios: Sequence[Ratio]) -> Fraction | None:
    """The sum of X by the sum of Y in per cent; None when Y comes to 0."""
    x = sum((Fraction(ratio.x) for ratio in ratios), NOTHING)
    y = sum((Fraction(ratio.y) for ratio in ratios), NOTHING)
    return x / y * 100 if y > 0 else None


def achieved(
    direction: Direction, target: Target, realisation: Fraction, settings: Settings
) -> Fraction | None:
    """The achievement in per cent, neither rounded nor capped, and never below 0.

    None when there is nothing to measure: nothing realised of a target of 0 to be exceeded.
    """
    low, high = Fraction(target.low), Fraction(target.high)
    cap = Fraction(settings.cap)
    match direction:
        case Direction.MAX:
            return _exceeded(low, realisation, cap)
        case Direction.MIN:
            return _undercut(low, realisation, cap, settings.minimise)
    return _kept(low, high, realisation)


def capped(achievement: Fraction, settings: Settings) -> Fraction:
    """The achievement as it counts for means and predicates: at most the cap."""
    return min(achievement, Fraction(settings.cap))


def rounded(value: Fraction) -> Decimal:
    """A value as it is shown, with 2 places; halves go up, those below 0 down.

    It may have more digits than Python's decimals reckon with: show it, do not reckon on.
    """
    cents = int(abs(value) * 100 + Fraction(1, 2))
    sign = "-" if value < 0 and cents else ""
    return Decimal(f"{sign}{cents // 100}.{cents % 100:02d}")


def _exceeded(target: Fraction, realisation: Fraction, cap: Fraction) -> Fraction | None:
    """R / T; of a target of 0, anything counts as the cap and nothing is not measured.

    The practice of performance reports; the cases of 0 as BPS has them in its quarterly sheet.
    """
    if target <= 0:
        return cap if realisation > 0 else None
    return max(realisation / target * 100, NOTHING)


def _undercut(
    target: Fraction, realisation: Fraction, cap: Fraction, rule: MinimiseRule
) -> Fraction:
    """(2T - R) / T or T / R (see MinimiseRule); a target of 0 is met by 0 alone.

    By T / R nothing realised counts as the cap, since ever less comes to ever more. This, the
    case of a target of 0 and the floor of 0 are our decisions.
    """
    if target <= 0:
        return WHOLE if realisation <= 0 else NOTHING
    if rule is MinimiseRule.TWICE_TARGET:
        return max((2 * target - realisation) / target * 100, NOTHING)
    return target / realisation * 100 if realisation > 0 else cap


def _kept(low: Fraction, high: Fraction, realisation: Fraction) -> Fraction:
    """Within the bounds 100; outside of them (1 - |R - T| / T), T being the bound that is nearer.

    PermenPAN-RB 8/2021 measures against the bound that was passed; the rest is our decision: 100
    within, the floor of 0, and that a bound of 0 which was passed leaves 0.
    """
    nearest = min(max(realisation, low), high)
    if nearest == realisation:
        return WHOLE
    if nearest <= 0:
        return NOTHING
    return max((1 - abs(realisation - nearest) / nearest) * 100, NOTHING)
