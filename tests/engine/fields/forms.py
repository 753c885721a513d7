"""Forms to try: some by hand, any at all, and what is said of what was sent."""

from decimal import Decimal

import pytest
from hypothesis import strategies as st

from engine.errors import FieldProblem, InvalidValues
from engine.fields.kinds import Field, FieldType, Option
from engine.fields.problems import PROBLEMS
from engine.fields.validation import validate

OPTIONS = (Option("a", "Baik", "Good"), Option("b", "Cukup"), Option("c", "Kurang"))


def a_field(kind: str, key: str = "x", **parts: object) -> Field:
    """A field of this kind."""
    return Field(key, FieldType(kind), options=OPTIONS, **parts)  # type: ignore[arg-type]


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
FORM = [
    a_field("heading", "judul"),
    a_field("number", "nilai", required=True),
    a_field("text", "sebab", required=True, shown_when="nilai < 50"),
    a_field("text", "catatan", shown_when="sebab != ''"),
]


def read(field: Field, sent: object, partial: bool = False) -> object:
    """What is stored for this one field; None when nothing is."""
    return validate([field], {field.key: sent}, partial).get(field.key)


def problems(fields: list[Field], raw: dict[str, object]) -> dict[str, str]:
    """The code of the first problem of each field."""
    with pytest.raises(InvalidValues) as caught:
        validate(fields, raw)
    assert all(message(one) for found in caught.value.errors.values() for one in found)
    return {key: found[0].code for key, found in caught.value.errors.items()}


def problem(field: Field, sent: object) -> FieldProblem:
    """What is said of this one answer."""
    with pytest.raises(InvalidValues) as caught:
        read(field, sent)
    return caught.value.errors[field.key][0]


def message(problem: FieldProblem) -> str:
    """What is wrong with an answer, in English."""
    return PROBLEMS[problem.code].format_map(problem.facts)


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
