"""Days that an SOP's identity has, as people of the office write them."""

from datetime import date

import pytest

from engine.diagram import dates


@pytest.mark.parametrize(
    "text",
    ["2026-11-05", "5-11-2026", "05/11/2026", "5.11.2026", "5 November 2026", " 5 nopember 2026 "],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert dates.read(text) == date(2026, 11, 5)


@pytest.mark.parametrize(
    "text",
    ["", "November 2026", "31-11-2026", "5-11/2026", "5 Novembre 2026", "2026-13-01", "5-11-26"],
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert dates.read(text) is None
