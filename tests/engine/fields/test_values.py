"""Answers as conditions read them, and the fields that those conditions show."""

from datetime import date
from decimal import Decimal

import pytest

from engine.errors import BadCondition, UndecidableCondition
from engine.fields.values import fitting, is_shown, typed
from tests.engine.fields.forms import FORM, TABLE, a_field


def test_a_field_is_hidden_while_what_it_depends_on_is_blank() -> None:
    field = a_field("text", shown_when="nilai < 50")
    assert not is_shown(field, {"nilai": None})
    assert is_shown(field, {"nilai": Decimal(49)})


@pytest.mark.parametrize("condition", ["bawah > 3", "nilai == 'a'", "nilai", "kosong > 3 or bawah"])
def test_a_condition_at_fault_is_never_a_hidden_field(condition: str) -> None:
    with pytest.raises(UndecidableCondition):
        is_shown(a_field("text", shown_when=condition), {"nilai": Decimal(1), "kosong": None})
    with pytest.raises(BadCondition):
        is_shown(a_field("text", shown_when="nilai.real"), {"nilai": Decimal(1)})


def test_typed_answers_are_ready_for_conditions() -> None:
    fields = [*FORM, a_field("date", "t"), a_field("yesno", "y"), a_field("checks", "c"), TABLE]
    answers = {"nilai": "40.5", "t": "2026-10-01", "y": False, "baris": [{"nilai": "2"}]}
    assert typed(fields, answers) == {
        "nilai": Decimal("40.5"),
        "sebab": "",
        "catatan": "",
        "t": date(2026, 10, 1),
        "y": False,
        "c": (),
        "baris": [{"nama": "", "nilai": Decimal(2), "sebab": ""}],
    }
    blank = typed(fields, {})
    assert blank["nilai"] is None and blank["t"] is None and blank["y"] is None


ANSWERED = {"n": "4.5", "c": ["a"], "f": [{"sha256": "0"}], "baris": [{"nama": "A", "nilai": "2"}]}
AS_OTHERS = {
    "n": ["a"],
    "c": True,
    "f": [{"nama": "A"}],
    "baris": ["a", {"nama": "A", "nilai": True}],
}


def test_what_was_answered_to_a_field_of_another_kind_is_not_shown_again() -> None:
    fields = [a_field("number", "n"), a_field("checks", "c"), a_field("file", "f"), TABLE]
    assert fitting(fields, ANSWERED | {"reason": "Ya"}) == ANSWERED | {"reason": "Ya"}
    assert fitting(fields, AS_OTHERS) == {"baris": [{"nama": "A"}]}
