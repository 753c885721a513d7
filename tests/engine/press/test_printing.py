"""Documents as PDF: their words may break, their pictures never."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from engine import press
from tests.pdfs import marks, reads_pdfs

NOW = datetime(2026, 10, 7, tzinfo=UTC)
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 40"><text y="30">{}</text></svg>'
# A word too long for any column, with an end that is known again.
LONG = "123.456.789.012.345.678,90"


@reads_pdfs
def test_what_is_drawn_in_letters_is_set_as_it_was_drawn(tmp_path: Path) -> None:
    template = tmp_path / "drawn.typ"
    template.write_text(
        "#set document(title: [Gambar])\n#let data = json(bytes(sys.inputs.data))\n"
        '#image(bytes(data.plot), alt: "Gambar")\n#data.svg'
    )
    drawn = DRAWN.format(LONG)
    shown = {"plot": press.Svg(drawn), "svg": press.Svg(drawn)}
    (said,) = marks(press.pdf(template, shown, NOW))
    assert said.count(LONG) == 2 and drawn.replace(" ", "") in said
