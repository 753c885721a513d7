"""What changed between two answers is told field by field, of rows cell by cell."""

from __future__ import annotations

from typing import Any

import pytest

from engine.fields.differences import Difference, differences, stored
from engine.fields.kinds import Field, FieldType

DAYS = Field(
    "days",
    FieldType.ROWS,
    columns=(Field("what", FieldType.TEXT), Field("copies", FieldType.NUMBER)),
)
FORM = (
    Field("note", FieldType.AREA),
    Field("count", FieldType.NUMBER),
    Field("agreed", FieldType.YESNO),
    Field("proof", FieldType.FILE),
    DAYS,
    Field("table", FieldType.INDICATORS),
)
MEETING, VISIT, LETTER = ({"what": one} for one in ("Rapat", "Kunjungan", "Surat"))


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    return [(one.field.key, one.before, one.after) for one in differences(FORM, before, after)]


def test_answers_that_differ_are_told_in_the_order_of_the_form() -> None:
    before = {"count": "12", "agreed": True, "note": "Lama."}
    after = {"note": "Baru.", "count": "12", "agreed": False}
    assert told(before, after) == [("note", "Lama.", "Baru."), ("agreed", True, False)]


def test_a_no_is_an_answer_and_a_blank_is_none() -> None:
    assert told({}, {"agreed": False}) == [("agreed", None, False)]
    assert told({"note": "", "days": []}, {}) == []


def test_files_are_known_by_their_bytes() -> None:
    one, other = ({"proof": [{"sha256": sum, "name": "a.pdf"}]} for sum in ("a", "b"))
    assert told(one, {"proof": ["a"]}) == []
    assert [key for key, *_ in told(one, other)] == ["proof"]


def test_of_rows_the_cell_that_differs_is_told() -> None:
    before, after = ({"days": [MEETING, VISIT | {"copies": number}]} for number in ("1", "2"))
    (found,) = differences(FORM, before, after)
    assert found == Difference(DAYS, "1", "2", 2, DAYS.columns[1])


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([MEETING, LETTER], [MEETING, VISIT, LETTER], (None, VISIT, 2)),
        ([MEETING, VISIT, LETTER], [MEETING, LETTER], (VISIT, None, 2)),
        ([], [LETTER], (None, LETTER, 1)),
    ],
)
def test_a_row_that_came_or_went_leaves_the_others_as_they_were(
    before: list[Any], after: list[Any], said: tuple[Any, Any, int]
) -> None:
    found = differences(FORM, {"days": before}, {"days": after})
    assert found == [Difference(DAYS, *said)]


def test_what_is_typed_is_compared_as_it_would_be_stored() -> None:
    typed = {"count": "12,50", "note": "Sama. \n", "days": [{"what": " Rapat", "copies": ""}, {}]}
    kept = {"count": "12.5", "note": "Sama.", "days": [MEETING]}
    assert stored(FORM, typed) == kept


def test_what_cannot_be_stored_stays_as_it_is_typed() -> None:
    assert stored(FORM, {"count": "banyak"}) == {"count": "banyak"}
