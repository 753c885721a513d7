"""The fields of a form: which answers they take, what is stored, and what is said otherwise."""

import json
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import fields as forms
from engine.errors import BadCondition, FieldProblem, InvalidValues, UndecidableCondition
from engine.fields import Field, FieldType, Option, example, is_shown, typed, validate

OPTIONS = (Option("a", "Baik", "Good"), Option("b", "Cukup"), Option("c", "Kurang"))


def a_field(kind: str, key: str = "x", **parts: object) -> Field:
    return Field(key, FieldType(kind), options=OPTIONS, **parts)  # type: ignore[arg-type]


def read(field: Field, sent: object, partial: bool = False) -> object:
    """What is stored for this one field; None when nothing is."""
    return validate([field], {field.key: sent}, partial).get(field.key)


def problems(fields: list[Field], raw: dict[str, object]) -> dict[str, str]:
    """The code of the first problem of each field."""
    with pytest.raises(InvalidValues) as caught:
        validate(fields, raw)
    assert all(forms.message(one) for found in caught.value.errors.values() for one in found)
    return {key: found[0].code for key, found in caught.value.errors.items()}


def problem(field: Field, sent: object) -> FieldProblem:
    with pytest.raises(InvalidValues) as caught:
        read(field, sent)
    return caught.value.errors[field.key][0]


# Numbers


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


@pytest.mark.parametrize("sent", ["1.234", "-12.345", "999.000"])
def test_a_number_that_can_be_read_in_two_ways_is_not_guessed(sent: str) -> None:
    found = problem(a_field("number"), sent)
    assert found.code == "ambiguous_number"
    assert [read(a_field("number"), found.facts[way]) for way in ("whole", "fraction")]


def test_the_ambiguous_number_names_both_of_its_readings() -> None:
    text = forms.message(problem(a_field("number"), "1.234"))
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
    assert forms.message(problem(field, "0,49")) == "Write 0,5 or more."
    assert forms.message(problem(field, "100,1")) == "Write 100 or less."


@given(st.decimals(-(10**17), 10**17, places=10))
def test_a_stored_number_as_written_is_read_back_the_same(number: Decimal) -> None:
    stored = read(a_field("number"), number)
    assert isinstance(stored, str) and Decimal(stored) == number
    assert read(a_field("number"), forms.as_written(stored)) == stored


# Texts


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


@pytest.mark.parametrize("sent", [5, True, ["x"], {"a": 1}, 0.5])
def test_only_a_text_is_a_text(sent: object) -> None:
    assert problem(a_field("text"), sent).code == "not_text"


# Dates, choices, yes and no, files


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
    assert forms.message(problem(a_field("choice"), "Baik")) == (
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


@pytest.mark.parametrize("sent", ["surat.pdf", b"%PDF", {"name": "x"}, ["x"], 1])
def test_a_file_is_never_silently_taken(sent: object) -> None:
    assert problem(a_field("file"), sent).code == "no_files_yet"


def test_a_file_field_may_stay_empty_unless_it_is_required() -> None:
    assert read(a_field("file"), "") is None
    assert problems([a_field("file", required=True)], {}) == {"x": "no_files_yet"}


# Rows

TABLE = Field(
    "baris",
    FieldType.ROWS,
    required=True,
    maximum=Decimal(3),
    minimum=Decimal(2),
    columns=(
        a_field("text", "nama", required=True),
        a_field("number", "nilai"),
        a_field("text", "sebab", required=True, shown_when="nilai < 50"),
    ),
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


# The whole form

FORM = [
    a_field("heading", "judul"),
    a_field("number", "nilai", required=True),
    a_field("text", "sebab", required=True, shown_when="nilai < 50"),
    a_field("text", "catatan", shown_when="sebab != ''"),
]


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


def test_every_problem_of_the_table_is_known_to_its_message() -> None:
    facts = {"limit": 1, "length": 2, "place": 3, "value": "v", "key": "k", "whole": "w"}
    facts |= {"fraction": "f", "minimum": "1", "maximum": "2"}
    for code, template in forms.PROBLEMS.items():
        assert {name for _, name, _, _ in Formatter().parse(template) if name} <= set(facts)
        assert "{" not in forms.message(FieldProblem(code, facts))


# What holds for every field and everything that can be sent

BOUNDS = st.decimals(-(10**6), 10**6, places=4)
KEYS = st.from_regex("[a-z]{1,6}", fullmatch=True)
SIMPLE = st.sampled_from([kind for kind in FieldType if kind not in ("rows", "file")])


@st.composite
def any_field(draw: st.DrawFn, kinds: st.SearchStrategy[FieldType] = SIMPLE) -> Field:
    low, high = sorted((draw(BOUNDS), draw(BOUNDS)))
    return Field(
        draw(KEYS),
        draw(kinds),
        required=draw(st.booleans()),
        options=OPTIONS[: draw(st.integers(1, 3))],
        minimum=draw(st.none() | st.just(low)),
        maximum=draw(st.none() | st.just(high)),
    )


@st.composite
def any_table(draw: st.DrawFn) -> Field:
    columns = draw(st.lists(any_field(), min_size=1, max_size=4, unique_by=lambda f: f.key))
    columns.append(a_field("number", "selalu"))
    least = draw(st.none() | st.integers(0, 4).map(Decimal))
    return Field("baris", FieldType.ROWS, required=True, columns=tuple(columns), minimum=least)


ANY_FORM = st.lists(any_field() | any_table(), max_size=6, unique_by=lambda field: field.key)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | ANY_TEXT, inner, max_size=4),
    max_leaves=8,
)


@given(any_field() | any_table())
def test_an_example_is_accepted_and_stored_as_json(field: Field) -> None:
    sent = {field.key: example(field)} if field.takes_answer else {}
    answers = validate([field], sent)
    assert (field.key in answers) == field.takes_answer
    assert json.loads(json.dumps(answers)) == answers
    assert typed([field], answers).keys() == sent.keys()


@given(ANY_FORM, st.data())
def test_whatever_is_sent_is_stored_or_refused_field_by_field(
    fields: list[Field], data: st.DataObject
) -> None:
    keys = st.sampled_from([field.key for field in fields]) if fields else st.text(max_size=3)
    raw = data.draw(st.dictionaries(keys | ANY_TEXT, JSON, max_size=6))
    try:
        answers = validate(fields, raw)
    except InvalidValues as error:
        texts = [forms.message(one) for found in error.errors.values() for one in found]
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


@given(st.sampled_from(["text", "area"]), ANY_TEXT)
def test_a_stored_text_is_stored_again_unchanged(kind: str, sent: str) -> None:
    try:
        stored = read(a_field(kind), sent)
    except InvalidValues:
        return
    assert stored is None or read(a_field(kind), stored) == stored
