"""A whole form: which answers are kept, and every problem at once."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from engine.errors import InvalidValues
from engine.fields.kinds import Field, FieldType
from engine.fields.validation import validate
from engine.fields.values import typed
from tests.engine.fields.forms import (
    ANY_FORM,
    ANY_TEXT,
    FORM,
    JSON,
    TABLE,
    a_field,
    message,
    problems,
    read,
)


def test_rows_are_stored_without_the_blank_ones() -> None:
    rows = [{"nama": "A", "nilai": "90,5"}, {"nama": "", "nilai": " "}, {"nama": "B"}]
    assert read(TABLE, rows) == [{"nama": "A", "nilai": "90.5"}, {"nama": "B"}]


def test_a_problem_in_a_table_names_its_row_as_sent_and_its_column() -> None:
    rows = [{"nama": ""}, {"nilai": "x"}, {"nama": "C", "nilai": "7"}, {"nama": "D", "z": 1}]
    assert problems([TABLE], {"baris": rows}) == {
        "baris.1.nama": "required",
        "baris.1.nilai": "not_a_number",
        "baris.2.sebab": "required",
        "baris.3.z": "unknown",
    }


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "required"),
        ([{"nama": ""}], "required"),
        ([{"nama": "A"}], "too_few_rows"),
        ([{"nama": "A"}] * 4, "too_many_rows"),
        ([{}] * 501, "too_many_rows"),
        ("A", "not_rows"),
        (["A"], "not_rows"),
        ({"0": {"nama": "A"}}, "not_rows"),
    ],
)
def test_a_table_has_its_count_of_rows(rows: object, code: str) -> None:
    assert problems([TABLE], {"baris": rows}) == {"baris": code}


def test_a_column_may_depend_on_a_field_above_the_table() -> None:
    column = a_field("text", "sebab", required=True, shown_when="rinci")
    fields = [a_field("yesno", "rinci"), Field("t", FieldType.ROWS, columns=(column,))]
    assert validate(fields, {"rinci": True, "t": [{"sebab": "s"}]})["t"] == [{"sebab": "s"}]
    assert validate(fields, {"rinci": False, "t": [{"sebab": "s"}]}) == {"rinci": False}


PERIOD = [
    a_field("date", "mulai", label="Mulai"),
    a_field("date", "selesai", after="mulai"),
    a_field("number", "dari", label="Dari"),
    a_field("number", "sampai", after="dari"),
]


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"mulai": "2026-10-02", "selesai": "2026-10-01"}, {"selesai": "too_early"}),
        ({"dari": "10", "sampai": "9,5"}, {"sampai": "less_than"}),
        ({"mulai": "2026-10-02", "selesai": "besok"}, {"selesai": "not_a_date"}),
        ({"mulai": "kemarin", "selesai": "2026-10-01"}, {"mulai": "not_a_date"}),
    ],
)
def test_an_end_before_its_start_is_a_problem_of_the_end(
    sent: dict[str, object], found: dict[str, str]
) -> None:
    assert problems(PERIOD, sent) == found


@pytest.mark.parametrize(
    "sent",
    [
        {"mulai": "2026-10-02", "selesai": "2026-10-02", "dari": "9", "sampai": "10"},
        {"selesai": "2026-10-01", "sampai": "0"},
        {"mulai": "2026-10-02", "dari": "10"},
    ],
)
def test_an_end_may_be_its_start_and_stand_without_one(sent: dict[str, object]) -> None:
    assert validate(PERIOD, sent) == sent


def test_each_row_has_an_order_of_its_own() -> None:
    table = Field("baris", FieldType.ROWS, columns=tuple(PERIOD[:2]))
    rows = [
        {"mulai": "2026-10-05", "selesai": "2026-10-06"},
        {"mulai": "2026-10-02", "selesai": "2026-10-01"},
        {"selesai": "2026-10-01"},
    ]
    assert problems([table], {"baris": rows}) == {"baris.1.selesai": "too_early"}


def test_an_end_whose_start_is_not_shown_stands() -> None:
    fields = [a_field("yesno", "rinci"), PERIOD[0], PERIOD[1]]
    fields[1] = replace(fields[1], shown_when="rinci")
    sent = {"rinci": False, "mulai": "2026-10-02", "selesai": "2026-10-01"}
    assert validate(fields, sent) == {"rinci": False, "selesai": "2026-10-01"}


def test_all_problems_come_at_once() -> None:
    assert problems(FORM, {"nilai": "x", "hantu": "1", "judul": "a"}) == {
        "hantu": "unknown",
        "judul": "unknown",
        "nilai": "not_a_number",
    }


def test_blank_answers_are_left_out() -> None:
    fields = [a_field(kind, kind) for kind in FieldType if a_field(kind).takes_answer]
    assert validate(fields, {field.key: "" for field in fields}) == {}
    assert validate(fields, {}) == {}


def test_a_hidden_field_is_dropped_and_not_validated() -> None:
    raw = {"nilai": "60", "sebab": "\x00" * 9, "catatan": "n"}
    assert validate(FORM, raw) == {"nilai": "60"}


def test_a_shown_field_is_validated_and_shows_the_next() -> None:
    assert problems(FORM, {"nilai": "40"}) == {"sebab": "required"}
    raw = {"nilai": "40", "sebab": "s", "catatan": "n"}
    assert validate(FORM, raw) == raw


def test_a_partial_form_may_lack_answers_but_not_hold_wrong_ones() -> None:
    assert validate(FORM, {}, partial=True) == {}
    assert validate([TABLE], {"baris": [{"nilai": "9"}]}, partial=True)
    with pytest.raises(InvalidValues):
        validate(FORM, {"nilai": "x"}, partial=True)


@given(ANY_FORM, st.data())
def test_whatever_is_sent_is_stored_or_refused_field_by_field(
    fields: list[Field], data: st.DataObject
) -> None:
    keys = st.sampled_from([field.key for field in fields]) if fields else st.text(max_size=3)
    raw = data.draw(st.dictionaries(keys | ANY_TEXT, JSON, max_size=6))
    try:
        answers = validate(fields, raw)
    except InvalidValues as error:
        texts = [message(one) for found in error.errors.values() for one in found]
        assert "".join([*texts, *error.errors, str(error)]).encode()
    else:
        stored = json.dumps(answers)
        assert json.loads(stored, parse_float=pytest.fail, parse_int=pytest.fail) == answers
        assert typed(fields, answers).keys() == {f.key for f in fields if f.takes_answer}


@given(JSON)
def test_a_form_that_is_no_form_is_refused(sent: object) -> None:
    if not isinstance(sent, dict):
        with pytest.raises(InvalidValues):
            validate(FORM, sent)  # type: ignore[arg-type]
