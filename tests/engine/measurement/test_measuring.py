"""One indicator in one quarter: the samples of the domain, states and warnings."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from engine.measurement.formulas import rounded
from engine.measurement.indicators import (
    QUARTERS,
    Consolidation,
    Direction,
    Figure,
    Figures,
    Ratio,
    Target,
)
from engine.measurement.measuring import Achievement, Caution, Measured, State, measured
from engine.measurement.settings import default
from engine.measurement.table import Row
from tests.engine.measurement.samples import SAMPLE, VECTORS, an_indicator

ROWS = {row.indicator.id: row for row in SAMPLE.rows}


def told(found: Achievement | None) -> dict[str, str] | None:
    if found is None:
        return None
    numbers = {"raw": str(rounded(found.raw)), "capped": str(rounded(found.capped))}
    return {**numbers, "predicate": found.predicate.label}


def of(row: Row, quarter: int) -> Measured:
    return measured(row.indicator, row.figures, quarter, default())


def tried(quarter: int, realisations: list[Any], **parts: object) -> Measured:
    """What an indicator shows whose figures are numbers or pairs of X and Y."""
    figures: list[Figure | None] = [
        Ratio(*map(Decimal, one))
        if isinstance(one, tuple)
        else one
        if one is None
        else Decimal(one)
        for one in realisations
    ]
    return measured(an_indicator(**parts), Figures.of(figures), quarter, default())


def targets(*several: int | None) -> tuple[Target | None, ...]:
    return tuple(None if one is None else Target.at(Decimal(one)) for one in several)


@pytest.mark.parametrize(("name", "expected"), VECTORS["samples"].items())
def test_the_samples_of_the_domain_are_measured_alike(name: str, expected: Any) -> None:
    found = [of(ROWS[name], quarter) for quarter in QUARTERS]
    realised = [one.realisation and str(rounded(one.realisation)) for one in found]
    assert realised == expected["realisation"]
    assert [told(one.achievement) for one in found] == expected["quarters"]
    assert told(found[2].of_year) == expected["year_by_quarter_3"]


def test_every_sample_has_its_vector() -> None:
    assert list(VECTORS["samples"]) == list(ROWS) and len(ROWS) == 10


def test_the_quarter_before_stands_beside_this_one_with_the_difference() -> None:
    found = of(ROWS["IK05"], 3)
    assert found.previous == of(ROWS["IK05"], 2).achievement
    assert found.difference is not None and str(rounded(found.difference)) == "-6.33"


def test_the_first_quarter_has_none_before_it() -> None:
    found = of(ROWS["IK05"], 1)
    assert (found.previous, found.difference) == (None, None)


def test_a_quarter_without_a_target_is_not_measured_also_when_filled_in() -> None:
    found = tried(1, [5], quarter_targets=targets(None, 10, None, 20))
    assert (found.state, found.achievement) == (State.NOT_MEASURED, None)
    assert found.realisation == 5


def test_a_quarter_with_a_target_and_no_figure_is_not_filled_in() -> None:
    found = tried(2, [5], consolidation=Consolidation.SUM)
    assert (found.state, found.realisation, found.achievement) == (State.NOT_FILLED, None, None)


def test_the_year_counts_what_is_known_so_far() -> None:
    found = tried(2, [5], consolidation=Consolidation.SUM)
    assert found.of_year is not None and found.of_year.raw == 5


@pytest.mark.parametrize("target", [0, 5])
def test_a_true_0_is_a_result_except_of_a_target_of_0(target: int) -> None:
    found = tried(1, [0], quarter_targets=targets(target, target, target, target))
    assert found.state is (State.MEASURED if target else State.NOT_MEASURED)


def test_a_rate_of_no_cases_is_not_measured() -> None:
    found = tried(1, [(0, 0)], consolidation=Consolidation.XY)
    assert (found.state, found.realisation) == (State.NOT_MEASURED, None)


def test_a_mean_is_that_of_the_quarters_filled_in() -> None:
    found = tried(3, [1, None, 2], consolidation=Consolidation.AVG)
    assert found.realisation == Fraction(3, 2)


@pytest.mark.parametrize("quarter", [0, 5, -1])
def test_there_are_four_quarters(quarter: int) -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        tried(quarter, [1, 2, 3, 4])


PERCENT: dict[str, object] = {"unit": "%"}
RATE = {"consolidation": Consolidation.XY}


@pytest.mark.parametrize(
    ("realisations", "parts", "warnings"),
    [
        ([99, 100], PERCENT, []),
        ([99, "100.5"], PERCENT, [Caution.ABOVE_100]),
        ([99, "100.5"], {}, []),
        ([(1, 2), (3, 2)], RATE, [Caution.ABOVE_100]),
        ([(1, 9), (3, 2)], RATE, [Caution.ABOVE_100]),
        ([(1, 2), (0, 0)], RATE, []),
        ([60, "59.9"], PERCENT, [Caution.FELL]),
        ([60, 60], PERCENT, []),
        ([60, "59.9"], {"unit": " Persen "}, [Caution.FELL]),
        ([60, "59.9"], {}, []),
        ([60, 59], PERCENT | {"consolidation": Consolidation.AVG}, []),
        ([60, 59], PERCENT | {"direction": Direction.MIN}, [Caution.FELL]),
        ([None, 5], {"consolidation": Consolidation.SUM}, [Caution.EARLIER_BLANK]),
        ([None, 5], {"consolidation": Consolidation.TLK}, []),
        ([60, None], PERCENT, []),
    ],
    ids=str,
)
def test_what_a_checker_should_look_at(
    realisations: list[Any], parts: dict[str, object], warnings: list[Caution]
) -> None:
    assert list(tried(2, realisations, **parts).warnings) == warnings


def test_a_quarter_that_is_not_measured_leaves_no_gap() -> None:
    parts = {"consolidation": Consolidation.SUM, "quarter_targets": targets(None, 10, None, 20)}
    assert tried(2, [None, 5], **parts).warnings == ()


def test_a_percentage_is_compared_with_the_one_known_last() -> None:
    assert tried(3, [60, None, 59], **PERCENT).warnings == (Caution.FELL,)
