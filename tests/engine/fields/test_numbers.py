"""Numbers: how they may be written, how they are stored, and what is not guessed."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from engine.fields.numbers import as_read, as_written
from tests.engine.fields.forms import a_field, message, problem, read


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("12", "12"),
        (" 12 ", "12"),
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1234.567", "1234.567"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("99.31", "99.31"),
        ("-3,50", "-3.5"),
        ("-0", "0"),
        ("007", "7"),
        ("100", "100"),
        (13, "13"),
        (0, "0"),
        (99.32, "99.32"),
        (1e15, "1000000000000000"),
        (1e-7, "0.0000001"),
        (Decimal("1E+3"), "1000"),
        ("123456789012345678,0123456789", "123456789012345678.0123456789"),
    ],
)
def test_a_number_is_stored_as_a_plain_decimal(sent: object, stored: str) -> None:
    assert read(a_field("number"), sent) == stored


@pytest.mark.parametrize(
    ("stored", "said"),
    [("1250.5", "1.250,5"), ("-10.64", "−10,64"), ("999", "999"), ("-0.5", "−0,5")]
    + [("1234567", "1.234.567"), ("123456789012345678.01", "123.456.789.012.345.678,01")],
)
def test_a_figure_is_read_with_dots_between_thousands_and_a_true_minus(
    stored: str, said: str
) -> None:
    assert as_read(stored) == said


def test_a_true_minus_that_was_copied_is_read_back() -> None:
    assert read(a_field("number"), as_read("-1250.5")) == "-1250.5"


@pytest.mark.parametrize("sent", ["1.234", "-12.345", "999.000"])
def test_a_number_that_can_be_read_in_two_ways_is_not_guessed(sent: str) -> None:
    found = problem(a_field("number"), sent)
    assert found.code == "ambiguous_number"
    assert [read(a_field("number"), found.facts[way]) for way in ("whole", "fraction")]


def test_the_ambiguous_number_names_both_of_its_readings() -> None:
    text = message(problem(a_field("number"), "1.234"))
    assert text == '"1.234" can be read in two ways. Write 1234 or 1,234.'


@pytest.mark.parametrize(
    "sent",
    ["dua", "1,2,3", "1.23.456", "1.2345,6", "12.34,5", ",5", "5,", "5.", "1 234", "1e3", "+5"]
    + ["Rp 5", "5%", "١٢", "--5", "NaN", "0x1F", "1_000", "0.123.456", True, [], [1], {"a": 1}]
    + [float("nan"), float("inf"), Decimal("sNaN"), Decimal("Infinity"), "5\ud800"],
    ids=repr,
)
def test_anything_else_is_not_a_number(sent: object) -> None:
    expected = "required" if sent == [] else "not_a_number"
    assert problem(a_field("number", required=True), sent).code == expected


TOO_MANY_DIGITS = {
    "an int of 19": 10**18,
    "an int that Python would not print": 10**5000,
    "a text of 19": "1" * 19,
    "a text of 100,000": "9" * 10**5,
    "11 after the comma": "0,12345678901",
    "a large float": 1e300,
    "a small float": 1e-11,
    "an inexact float": 0.1 + 0.2,
    "a large decimal": Decimal("1E+999999"),
}


@pytest.mark.parametrize("what", TOO_MANY_DIGITS)
def test_a_number_has_18_digits_and_10_after_the_comma(what: str) -> None:
    assert problem(a_field("number"), TOO_MANY_DIGITS[what]).code == "too_many_digits"


def test_a_number_keeps_its_bounds_and_they_are_written_as_people_write() -> None:
    field = a_field("number", minimum=Decimal("0.5"), maximum=Decimal(100))
    assert read(field, "0,5") == "0.5" and read(field, "100") == "100"
    assert message(problem(field, "0,49")) == "Write 0,5 or more."
    assert message(problem(field, "100,1")) == "Write 100 or less."


@given(st.decimals(-(10**17), 10**17, places=10))
def test_a_stored_number_as_written_is_read_back_the_same(number: Decimal) -> None:
    stored = read(a_field("number"), number)
    assert isinstance(stored, str) and Decimal(stored) == number
    assert read(a_field("number"), as_written(stored)) == stored
