"""Achievements and consolidation: the vectors of the domain, and what holds for all numbers."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from engine.measurement.formulas import achieved, capped, consolidated, rate, rounded
from engine.measurement.indicators import Consolidation, Direction, Ratio, Target
from engine.measurement.settings import Settings, default
from tests.engine.measurement.samples import (
    BY_RATIO,
    LARGEST,
    NUMBERS,
    POINTS,
    RANGES,
    RATIOS,
    SETTINGS,
    SMALLEST,
    VECTORS,
)

ACHIEVEMENTS = [row for row in VECTORS["achievements"] if row["realisation"] is not None]
BY_RATIOS = [row for row in ACHIEVEMENTS if row["raw_by_target_by_realisation"]]


def of(direction: str, target: str, realisation: str, settings: Settings) -> Fraction | None:
    goal = Target.at(Decimal(target))
    return achieved(Direction(direction), goal, Fraction(realisation), settings)


def shown(value: Fraction | None) -> str | None:
    return None if value is None else str(rounded(value))


@pytest.mark.parametrize("row", ACHIEVEMENTS, ids=str)
def test_achievements_agree_with_the_vectors_of_the_domain(row: dict[str, str]) -> None:
    found = of(row["direction"], row["target"], row["realisation"], default())
    assert shown(found) == (row["raw"] and f"{Decimal(row['raw']):.2f}")
    if found is not None:
        counts = capped(found, default())
        assert shown(counts) == row["capped"]
        assert default().scale.predicate(counts).label == row["predicate"]


@pytest.mark.parametrize("row", BY_RATIOS, ids=str)
def test_the_other_rule_to_minimise_agrees_with_the_vectors(row: dict[str, str]) -> None:
    found = of(row["direction"], row["target"], row["realisation"], BY_RATIO)
    assert shown(found) == f"{Decimal(row['raw_by_target_by_realisation']):.2f}"


def test_by_the_other_rule_nothing_realised_counts_as_the_cap() -> None:
    assert of("min", "5", "0", BY_RATIO) == 120


@pytest.mark.parametrize(
    ("realisation", "expected"),
    [("80", "100.00"), ("85", "100.00"), ("90", "100.00"), ("60", "75.00"), ("99", "90.00")]
    + [("0", "0.00"), ("500", "0.00")],
)
def test_a_range_is_measured_against_the_bound_that_was_passed(
    realisation: str, expected: str
) -> None:
    goal = Target(Decimal(80), Decimal(90))
    assert shown(achieved(Direction.RANGE, goal, Fraction(realisation), default())) == expected


def test_a_stable_target_of_0_is_met_by_0_alone() -> None:
    assert (of("stable", "0", "0", default()), of("stable", "0", "1", default())) == (100, 0)


@given(st.sampled_from(Direction), RANGES, NUMBERS, SETTINGS)
def test_any_numbers_of_a_table_come_to_0_to_the_cap_and_can_be_shown(
    direction: Direction, target: Target, realisation: Decimal, settings: Settings
) -> None:
    found = achieved(direction, target, Fraction(realisation), settings)
    if found is not None:
        assert 0 <= capped(found, settings) <= settings.cap
        assert abs(Fraction(rounded(found)) - found) <= Fraction("0.005")


@given(POINTS, NUMBERS, NUMBERS)
def test_more_of_what_is_maximised_never_achieves_less(
    target: Target, one: Decimal, other: Decimal
) -> None:
    few, many = (
        achieved(Direction.MAX, target, Fraction(number), default()) or 0
        for number in sorted((one, other))
    )
    assert few <= many


@given(POINTS, NUMBERS, NUMBERS, SETTINGS)
def test_more_of_what_is_minimised_never_counts_for_more(
    target: Target, one: Decimal, other: Decimal, settings: Settings
) -> None:
    few, many = (
        achieved(Direction.MIN, target, Fraction(number), settings)
        for number in sorted((one, other))
    )
    assert few is not None and many is not None
    assert capped(few, settings) >= capped(many, settings)


@given(POINTS, NUMBERS)
def test_a_stable_target_is_a_range_with_one_bound(target: Target, realisation: Decimal) -> None:
    ways = {
        achieved(direction, target, Fraction(realisation), default())
        for direction in (Direction.STABLE, Direction.RANGE)
    }
    assert len(ways) == 1


@given(RATIOS)
def test_the_rate_of_one_quarter_is_x_by_y(ratio: Ratio) -> None:
    expected = Fraction(ratio.x) / Fraction(ratio.y) * 100 if ratio.y else None
    assert consolidated(Consolidation.XY, [ratio]) == expected


@given(st.lists(RATIOS, min_size=1, max_size=4))
def test_rates_of_quarters_lie_between_the_lowest_and_the_highest(ratios: list[Ratio]) -> None:
    ratios = [ratio for ratio in ratios if ratio.y]
    rates = [each for each in (rate([ratio]) for ratio in ratios) if each is not None]
    found = consolidated(Consolidation.XY, ratios)
    assert found is None if not rates else min(rates) <= (found or 0) <= max(rates)


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_sum_mean_and_last_are_those_of_the_quarters(numbers: list[Decimal]) -> None:
    total = sum(map(Fraction, numbers), Fraction(0))
    assert consolidated(Consolidation.SUM, numbers) == total
    assert consolidated(Consolidation.AVG, numbers) == total / len(numbers)
    assert consolidated(Consolidation.TLK, numbers) == Fraction(numbers[-1])


@pytest.mark.parametrize("rule", Consolidation)
def test_nothing_filled_in_comes_to_nothing(rule: Consolidation) -> None:
    assert consolidated(rule, []) is None


def test_a_mean_that_no_decimal_holds_still_meets_its_bound_exactly() -> None:
    mean = consolidated(Consolidation.AVG, [Decimal(1), Decimal(1), Decimal(0)])
    assert mean == Fraction(2, 3)
    found = achieved(Direction.MIN, Target.at(Decimal("0.44")), mean, BY_RATIO)
    assert found == 66 and default().scale.predicate(found).label == "Sedang"


def test_the_largest_number_by_the_smallest_is_shown_in_full() -> None:
    found = of("max", str(SMALLEST), str(LARGEST), default())
    assert shown(found) == "9" * 28 + "00.00"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.005", "0.01"), ("0.004999", "0.00"), ("90.905", "90.91"), ("99.995", "100.00")]
    + [("-0.005", "-0.01"), ("-0.004", "0.00"), ("-6.333", "-6.33")],
)
def test_halves_are_rounded_away_from_0(value: str, expected: str) -> None:
    assert shown(Fraction(value)) == expected


def test_the_precision_in_use_elsewhere_changes_nothing() -> None:
    with localcontext() as context:
        context.prec = 2
        assert shown(of("max", "99.5", "99.31", default())) == "99.81"
