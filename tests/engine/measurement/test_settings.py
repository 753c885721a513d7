"""Settings: predicates by their lower bounds, and what is no scale."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from engine.measurement.settings import TONES, Predicate, Scale, Settings, default
from tests.engine.measurement.samples import BY_RATIO, VECTORS


@pytest.mark.parametrize(("achievement", "label"), VECTORS["predicates"])
def test_a_predicate_begins_at_its_lower_bound(achievement: str, label: str) -> None:
    assert default().scale.predicate(Fraction(achievement)).label == label


def test_a_hair_below_the_bound_is_below_it_though_shown_as_the_bound() -> None:
    assert default().scale.predicate(Fraction("90.9999999999")).label == "Tinggi"


@pytest.mark.parametrize("settings", [default(), BY_RATIO])
def test_settings_are_stored_and_read_back_the_same(settings: Settings) -> None:
    assert Settings.from_json(settings.to_json()) == settings


@pytest.mark.parametrize("bounds", [[], [50], [50, 60, 0], [50, 50, 0]], ids=str)
def test_bounds_that_leave_an_achievement_without_a_name_are_no_scale(bounds: list[int]) -> None:
    predicates = tuple(Predicate(Decimal(lower), "a", "a", "good") for lower in bounds)
    with pytest.raises(ValueError, match="not bounds that fall to 0"):
        Scale("own", predicates)


@pytest.mark.parametrize(("count", "tones"), [(5, TONES), (2, ("best", "fair")), (1, ("best",))])
def test_predicates_are_coloured_by_their_order(count: int, tones: tuple[str, ...]) -> None:
    named = [(Decimal(lower), "a", "") for lower in reversed(range(count))]
    assert tuple(one.tone for one in Scale.of("own", named).predicates) == tones


def test_a_cap_is_above_0() -> None:
    with pytest.raises(ValueError, match="not a cap above 0"):
        replace(default(), cap=Decimal(0))
