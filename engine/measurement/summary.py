"""A whole table in a few numbers: the mean, and how many reached which predicate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.measurement.measuring import Measured, State
from engine.measurement.settings import Predicate, Scale


@dataclass(frozen=True, slots=True)
class Summary:
    """What all measured indicators come to; each weighs the same.

    Both means are in per cent and not rounded, of what was capped and of what was not, and None
    when nothing was measured. `predicates` has every predicate of the scale, from the highest,
    with how many indicators reached it; `states` every state with how many are in it.
    """

    mean: Fraction | None
    mean_raw: Fraction | None
    predicates: Mapping[Predicate, int]
    states: Mapping[State, int]


def summary(several: Sequence[Measured], scale: Scale) -> Summary:
    """Sum up what was measured in one quarter.

    Indicators that are not measured or not filled in are left out of means and predicates, as the
    quarterly sheets of performance do, and counted by their states.
    """
    known = [one.achievement for one in several if one.achievement]
    reached = [one.predicate for one in known]
    states = [one.state for one in several]
    return Summary(
        mean=_mean(one.capped for one in known),
        mean_raw=_mean(one.raw for one in known),
        predicates={predicate: reached.count(predicate) for predicate in scale.predicates},
        states={state: states.count(state) for state in State},
    )


def _mean(values: Iterable[Fraction]) -> Fraction | None:
    several = list(values)
    return sum(several, Fraction(0)) / len(several) if several else None
