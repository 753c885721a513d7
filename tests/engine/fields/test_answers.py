"""One answer of each kind: what is stored of it, and what is refused."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from engine.errors import FieldProblem, InvalidValues
from engine.fields.answers import all_as_typed, example
from engine.fields.kinds import Field, FieldType
from engine.fields.validation import validate
from engine.fields.values import typed
from tests.engine.fields.forms import (
    ANY_TEXT,
    a_field,
    any_field,
    any_table,
    message,
    problem,
    problems,
    read,
)


def test_a_text_is_stored_on_one_line_without_blanks_at_its_ends() -> None:
    assert read(a_field("text"), "  Rencana\tKerja\r\n2026 \n") == "Rencana Kerja 2026"


def test_an_area_keeps_its_lines_and_their_beginnings() -> None:
    assert read(a_field("area"), "a  \r\n  b\rc\x0bd\u2028e\n\n") == "a\n  b\nc\nd\ne"


def test_letters_are_stored_composed() -> None:
    assert read(a_field("text"), "Rene\u0301") == "Ren\u00e9"


def test_a_text_has_at_most_500_characters_and_an_area_10000() -> None:
    assert read(a_field("text"), "x" * 500) and read(a_field("area"), "x" * 10_000)
    assert problem(a_field("text"), "x" * 501).facts == {"limit": 500, "length": 501}
    assert problem(a_field("area"), "x" * 10_001).code == "too_long"


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x7f", "\ud800", "\u202e", "\u2066", "\uffff"]
)
def test_what_cannot_be_printed_is_refused_at_its_place(character: str) -> None:
    assert problem(a_field("area"), f"ab{character}c") == FieldProblem("unprintable", {"place": 3})


def test_a_letter_bears_no_heap_of_marks() -> None:
    assert read(a_field("area"), "e\u0301 ệ Ṩ") == "é ệ Ṩ"
    heaped = problem(a_field("area"), "ab" + "\u0336" * 100)
    assert heaped == FieldProblem("unprintable", {"place": 8})


@pytest.mark.parametrize("sent", [5, True, ["x"], {"a": 1}, 0.5])
def test_only_a_text_is_a_text(sent: object) -> None:
    assert problem(a_field("text"), sent).code == "not_text"


@given(st.sampled_from(["text", "area"]), ANY_TEXT)
def test_a_stored_text_is_stored_again_unchanged(kind: str, sent: str) -> None:
    try:
        stored = read(a_field(kind), sent)
    except InvalidValues:
        return
    assert stored is None or read(a_field(kind), stored) == stored


def test_a_date_is_written_as_a_form_sends_it() -> None:
    assert read(a_field("date"), " 2026-10-01 ") == "2026-10-01"


@pytest.mark.parametrize(
    "sent",
    ["01/10/2026", "2026-13-01", "2026-02-30", "20261001", "2026-W40-4", "kemarin", 2026, []],
)
def test_anything_else_is_not_a_date(sent: object) -> None:
    expected = "required" if sent == [] else "not_a_date"
    assert problem(a_field("date", required=True), sent).code == expected


def test_a_year_of_two_digits_is_noticed() -> None:
    assert problem(a_field("date"), "0026-10-01").code == "date_out_of_range"


def test_a_choice_is_one_of_its_options() -> None:
    assert read(a_field("choice"), "b") == "b"
    assert message(problem(a_field("choice"), "Baik")) == (
        'Choose from the list. "Baik" is not in it.'
    )
    assert problem(a_field("choice"), ["a"]).code == "not_an_option"


def test_checks_are_stored_once_in_the_order_of_the_options() -> None:
    assert read(a_field("checks"), ["c", "a", "c", ""]) == ["a", "c"]
    assert read(a_field("checks"), "b") == ["b"]
    assert problem(a_field("checks"), ["a", "z"]).code == "not_an_option"
    assert problem(a_field("checks"), {"a": True}).code == "not_a_list"
    assert problem(a_field("checks", required=True), [""]).code == "required"


@pytest.mark.parametrize("sent", [True, "true", "ya", "Yes", "on"])
def test_yes_is_yes(sent: object) -> None:
    assert read(a_field("yesno"), sent) is True


@pytest.mark.parametrize("sent", [False, "false", "tidak", "no", "off"])
def test_no_is_an_answer(sent: object) -> None:
    assert read(a_field("yesno", required=True), sent) is False


@pytest.mark.parametrize("sent", ["mungkin", 1, 0, ["ya"]])
def test_anything_else_is_neither_yes_nor_no(sent: object) -> None:
    assert problem(a_field("yesno"), sent).code == "not_yes_or_no"


@pytest.mark.parametrize("sent", ["surat.pdf", b"%PDF", {"name": "x"}, ["x"], 1, "A" * 64, True])
def test_a_file_is_named_by_its_sha256_only(sent: object) -> None:
    assert problem(a_field("file"), sent).code == "file_unfound"


def test_files_are_kept_in_their_order_each_once_and_at_most_20() -> None:
    one, two = "1" * 64, "2" * 64
    assert read(a_field("file"), two) == [two]
    assert read(a_field("file"), [two, one, two]) == [two, one]
    many = [f"{n:064x}" for n in range(21)]
    assert problem(a_field("file"), many).facts == {"maximum": 20}


def test_a_file_field_may_stay_empty_unless_it_is_required() -> None:
    assert read(a_field("file"), "") is None
    assert problems([a_field("file", required=True)], {}) == {"x": "required"}


@given(any_field() | any_table())
def test_an_example_is_accepted_and_stored_as_json(field: Field) -> None:
    sent = {field.key: example(field)} if field.takes_answer else {}
    answers = validate([field], sent)
    assert (field.key in answers) == field.takes_answer
    assert json.loads(json.dumps(answers)) == answers
    assert typed([field], answers).keys() == sent.keys()


@given(st.decimals(-(10**17), 10**17, places=10), st.decimals(0, 10**6, places=3))
def test_what_is_stored_is_the_same_when_it_is_shown_and_sent_again(
    first: Decimal, second: Decimal
) -> None:
    rows = Field("baris", FieldType.ROWS, columns=(a_field("number"), a_field("text", "nama")))
    form = [a_field("number"), rows]
    sent = {"x": first, "baris": [{"x": second, "nama": "12.500"}, {"x": first}]}
    stored = validate(form, sent)
    assert validate(form, all_as_typed(form, stored)) == stored
