"""Periods as people write them, those offered, and the quarter that one ends with."""

from datetime import date

import pytest

from engine import periods

ENDS = {"2026-TW3": 3, "2026-TW1": 1, "2026-S1": 2, "2026-S2": 4, "2026": 4}


@pytest.mark.parametrize(("period", "quarter"), ENDS.items())
def test_a_period_ends_with_a_quarter(period: str, quarter: int) -> None:
    assert periods.quarter(period) == (2026, quarter)


@pytest.mark.parametrize("period", [None, "", "Maret 2026", "2026-TW5", "2026-TW3 "])
def test_a_free_text_says_no_quarter(period: str | None) -> None:
    assert periods.quarter(period) is None


WRITTEN = {
    "2027-TW1": ["2027-TW1", "Triwulan I 2027", "triwulan i 2027", "TW I 2027", "tw1 2027"],
    "2026-TW4": ["TRIWULAN IV TAHUN 2026", "TW-4/2026", "Quarter IV 2026", "Q4 2026", "2026 tw iv"],
    "2027-S1": ["Semester 1 2027", "semester I 2027", "2027-s1"],
    "2027": ["2027", "Tahun 2027", "Year 2027"],
}


@pytest.mark.parametrize(("code", "texts"), WRITTEN.items())
def test_a_period_is_understood_as_people_write_it(code: str, texts: list[str]) -> None:
    assert [periods.coded(text) for text in texts] == [code] * len(texts)


@pytest.mark.parametrize("text", ["", "Maret 2027", "Semester III 2027", "TW5 2027", "TW I 27"])
def test_a_free_text_stays_as_it_is(text: str) -> None:
    assert periods.coded(text) == text


def test_only_the_last_quarter_offers_those_of_the_next_year() -> None:
    assert "2027-TW1" in periods.offered(date(2026, 10, 1))
    assert not any(one > "2027" for one in periods.offered(date(2026, 9, 30)))


def test_the_current_quarter_is_proposed_unless_it_is_taken_and_never_one_ahead() -> None:
    assert periods.current_if_free(date(2026, 11, 25), {"2026-TW3"}) == "2026-TW4"
    assert periods.current_if_free(date(2026, 11, 25), {"2026-TW4"}) is None


@pytest.mark.parametrize("text", ["2026-TW9", "2026-S3", "Triwulan V 2026", "TW 5/2026", "2026-tw"])
def test_what_looks_like_a_code_and_is_none_is_miswritten(text: str) -> None:
    assert periods.is_miswritten(text)


@pytest.mark.parametrize("text", ["2026-TW4", "2026", "Triwulan I 2026", "Maret 2026", "Uji 9"])
def test_a_period_and_words_of_ones_own_are_not_miswritten(text: str) -> None:
    assert not periods.is_miswritten(text)
