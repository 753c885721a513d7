"""A step's form between the browser and the engine: what was typed comes back as it was typed."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given, strategies as st

from engine.errors import InvalidValues
from engine.fields.kinds import Field, FieldType
from engine.fields.validation import validate
from webui import forms

NUMBER = Field("x", FieldType.NUMBER, "Nilai")
ROWS = Field("baris", FieldType.ROWS, "Baris", columns=(NUMBER,))
TYPED = st.text("0123456789.,- Rp", max_size=12) | st.text(max_size=12)


@given(TYPED)
def test_what_was_typed_as_a_number_comes_back_unchanged(text: str) -> None:
    number, rows = forms.views([NUMBER, ROWS], {"x": text, "baris": [{"x": text}]}, {}, "id")
    assert number["value"] == text == rows["rows"][0][0]["value"]


def test_a_cell_that_is_refused_is_named_by_its_table_its_row_and_its_column(app: Flask) -> None:
    with pytest.raises(InvalidValues) as refused:
        validate([ROWS], {"baris": [{"x": "1"}, {"x": "banyak"}]})
    with app.test_request_context():
        (said,) = forms.summary([ROWS], refused.value.errors, "id")
    assert (said["id"], said["label"]) == ("baris.1.x", "Baris, baris 2, Nilai")
