"""What conditions answer, and when they have no answer."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from engine.conditions.language import compile_condition
from engine.errors import BadCondition, UndecidableCondition

VALUES: dict[str, object] = {
    "nilai": Decimal("90.91"),
    "jumlah": 3,
    "bidang": "piak",
    "setuju": True,
    "tanggal": date(2026, 10, 1),
    "pilihan": ["a", "b"],
    "baris": [{"x": "1"}, {"x": "2"}],
    "kosong": None,
    "catatan": "",
    "kira": 0.1,
}


def answer(text: str, **values: object) -> object:
    return compile_condition(text).evaluate({**VALUES, **values})


@pytest.mark.parametrize(
    "text",
    [
        "nilai >= 90.91",
        "nilai < 91",
        "not nilai >= 91",
        "66 <= nilai < 100",
        "nilai == 90.910",
        "nilai - 0.91 == 90",
        "nilai + jumlah > 93.9 and jumlah - 4 == -1",
        "(jumlah + 1) == 4",
        "kira == 0.1",
        "bidang == 'piak'",
        'bidang in ("piak", "dafduk")',
        "bidang not in ['x', 'y']",
        "'pia' in bidang",
        "setuju",
        "setuju == True",
        "not setuju or bidang != 'x'",
        "'a' in pilihan and 'c' not in pilihan",
        "pilihan == ['a', 'b']",
        "len(pilihan) == 2 and len(baris) == 2 and len(catatan) == 0",
        "min(nilai, 3, jumlah) == 3 and max([1, 2.5]) == 2.5",
        "min('b', 'a') == 'a'",
        "abs(-jumlah) == 3",
        "tanggal == '2026-10-01'",
        "'2026-09-30' < tanggal <= '2026-12-31'",
        "max(tanggal, '2026-01-01') == tanggal",
        "tanggal in ('2026-10-01', '2026-10-02')",
        "kosong == None and nilai != None",
        "kosong not in ('a', 'b')",
        "kosong == None or kosong > 3",
        "catatan == ''",
        "  nilai > 1  ",
    ],
)
def test_what_the_language_says_is_true(text: str) -> None:
    assert compile_condition(text).holds(VALUES) is True


def test_a_field_may_be_called_like_a_function() -> None:
    assert compile_condition("len(len) == 2").names == {"len"}
    assert answer("len(len) == 2", len=["a", "b"]) is True


def test_numbers_are_exact() -> None:
    assert answer("a + b == 0.3", a=Decimal("0.1"), b=Decimal("0.2")) is True
    long = Decimal("12345678901234567890123456789012345.5")
    assert answer("a + 1 - a == 1", a=long) is True
    assert answer("-a == 0 - a", a=long) is True


def test_a_value_other_than_yes_or_no_is_given_as_it_is() -> None:
    assert answer("jumlah + 1") == 4
    assert answer("bidang") == "piak"


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        ("kosong >= 3", "blank", "kosong >= 3"),
        ("kosong + 1 == 2", "blank", "kosong"),
        ("tidak_ada == 1", "no such field", "tidak_ada"),
        ("nilai > 3 and tidak_ada", "no such field", "tidak_ada"),
        ("bidang > 3", "different kinds", "bidang > 3"),
        ("nilai == '90.91'", "different kinds", "nilai == '90.91'"),
        ("setuju == 1", "different kinds", "setuju == 1"),
        ("nilai in ('a', 'b')", "different kinds", "nilai in ('a', 'b')"),
        ("tanggal > 'kemarin'", "different kinds", "tanggal > 'kemarin'"),
        ("nilai and setuju", "neither yes nor no", "nilai"),
        ("not bidang", "neither yes nor no", "bidang"),
        ("kosong or setuju", "neither yes nor no", "kosong"),
        ("nilai", "neither yes nor no", "nilai"),
        ("bidang + 'x' == 'y'", "not a number", "bidang"),
        ("setuju + 1 == 2", "not a number", "setuju"),
        ("pilihan < ['b']", "by size", "pilihan < ['b']"),
        ("True > False", "by size", "True > False"),
        ("'a' in kosong", "neither a list nor a text", "'a' in kosong"),
        ("len(nilai) == 1", "neither a list nor a text", "len(nilai)"),
        ("max([]) == 1", "blank", "max([])"),
        ("abs(bidang) == 1", "not a number", "abs(bidang)"),
        ("baris == [1, 2]", "not a value", "baris == [1, 2]"),
    ],
)
def test_what_does_not_go_together_is_said_and_never_false(
    text: str, reason: str, part: str
) -> None:
    with pytest.raises(UndecidableCondition) as caught:
        compile_condition(text).holds(VALUES)
    assert reason in str(caught.value) and caught.value.facts["part"] == part
    assert caught.value.facts["condition"] == text


@pytest.mark.parametrize(
    "value",
    [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), float("nan"), b"x", object(), {"a": 1}]
    + [datetime(2026, 10, 1, tzinfo=UTC), [object()]],
    ids=["nan", "snan", "infinity", "float nan", "bytes", "object", "dict", "moment", "list"],
)
def test_values_of_no_known_kind_are_refused(value: object) -> None:
    with pytest.raises(UndecidableCondition):
        compile_condition("x == 1 or x == [1]").holds({"x": value})


def test_a_sum_that_would_not_be_exact_is_refused() -> None:
    with pytest.raises(UndecidableCondition):
        answer("x + x == 1", x=Decimal("9e999999"))


@pytest.mark.parametrize("text", ["1e999 > 1", "-1e999 < nilai"])
def test_an_endless_number_is_no_value(text: str) -> None:
    with pytest.raises(UndecidableCondition):
        compile_condition(text).holds(VALUES)


PIECES = ["nilai", "bidang", "setuju", "kosong", "pilihan", "tanggal", "1", "0.5", "'a'", "x.y"]
PIECES += ["(", ")", "[", "]", ",", "and", "or", "not", "in", "==", "<", "+", "-", "**", "len("]
PIECES += ["min("]


@given(
    st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
)
def test_any_text_is_answered_refused_or_undecidable(text: str) -> None:
    with suppress(BadCondition, UndecidableCondition):
        compile_condition(text).holds(VALUES)


@given(st.decimals(allow_nan=False, allow_infinity=False), st.decimals(-1000, 1000))
def test_sizes_agree_with_those_of_decimals(one: Decimal, other: Decimal) -> None:
    values = {"a": one, "b": other}
    assert compile_condition("a >= b").holds(values) is (one >= other)
    assert compile_condition("a == b").holds(values) is (one == other)


@given(st.lists(st.text(max_size=5)), st.text(max_size=5))
def test_texts_are_found_in_lists(texts: list[str], text: str) -> None:
    quoted = json.dumps(text, ensure_ascii=True) if text.isalnum() and text.isascii() else "item"
    assert compile_condition(f"{quoted} in box").holds({"box": texts, "item": text}) is (
        text in texts
    )
