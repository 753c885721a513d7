"""A whole table in a few numbers."""

from random import Random

import pytest
from hypothesis import given, strategies as st

from engine.measurement.formulas import rounded
from engine.measurement.measuring import Measured, State, measured
from engine.measurement.settings import default
from engine.measurement.summary import Summary, summary
from tests.engine.measurement.samples import SAMPLE, VECTORS


def in_quarter(quarter: int) -> list[Measured]:
    return [measured(row.indicator, row.figures, quarter, default()) for row in SAMPLE.rows]


def of(several: list[Measured]) -> Summary:
    return summary(several, default().scale)


@pytest.mark.parametrize("row", VECTORS["summaries"], ids=str)
def test_means_agree_with_the_vectors_of_the_domain(row: dict[str, str]) -> None:
    found = of(in_quarter(int(row["quarter"])))
    assert found.mean is not None and str(rounded(found.mean)) == row["mean"]
    assert found.mean_raw is not None and str(rounded(found.mean_raw)) == row["mean_raw"]
    assert found.states[State.MEASURED] == int(row["measured"])


def test_indicators_are_counted_by_predicate_and_by_state() -> None:
    found = of(in_quarter(3))
    assert [(one.label, count) for one, count in found.predicates.items()] == [
        ("Sangat Tinggi", 6),
        ("Tinggi", 1),
        ("Sedang", 1),
        ("Rendah", 0),
        ("Sangat Rendah", 0),
    ]
    assert found.states == {State.MEASURED: 8, State.NOT_MEASURED: 2, State.NOT_FILLED: 0}


def test_nothing_measured_has_no_mean() -> None:
    found = of(in_quarter(4))
    assert (found.mean, found.mean_raw, found.states[State.NOT_FILLED]) == (None, None, 10)


@given(st.randoms(use_true_random=False))
def test_the_order_of_indicators_does_not_matter(random: Random) -> None:
    several = in_quarter(2)
    random.shuffle(several)
    assert of(several) == of(in_quarter(2))
