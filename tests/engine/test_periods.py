"""The quarter that a period ends with."""

import pytest

from engine import periods

ENDS = {"2026-TW3": 3, "2026-TW1": 1, "2026-S1": 2, "2026-S2": 4, "2026": 4}


@pytest.mark.parametrize(("period", "quarter"), ENDS.items())
def test_a_period_ends_with_a_quarter(period: str, quarter: int) -> None:
    assert periods.quarter(period) == (2026, quarter)


@pytest.mark.parametrize("period", [None, "", "Maret 2026", "2026-TW5", "2026-TW3 "])
def test_a_free_text_says_no_quarter(period: str | None) -> None:
    assert periods.quarter(period) is None
