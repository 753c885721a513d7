"""A step's form between the browser and the engine: what was typed comes back as it was typed."""

from __future__ import annotations

from hypothesis import given, strategies as st

from engine.fields.kinds import Field, FieldType
from webui import forms

NUMBER = Field("x", FieldType.NUMBER)
ROWS = Field("baris", FieldType.ROWS, columns=(NUMBER,))
TYPED = st.text("0123456789.,- Rp", max_size=12) | st.text(max_size=12)


@given(TYPED)
def test_what_was_typed_as_a_number_comes_back_unchanged(text: str) -> None:
    number, rows = forms.views([NUMBER, ROWS], {"x": text, "baris": [{"x": text}]}, {}, "id")
    assert number["value"] == text == rows["rows"][0][0]["value"]
