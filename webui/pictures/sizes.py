"""How large the letters of a lane map are, and how wide it is on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.diagram.process import Box

PAGE = 1280.0
"""The width in pixels at which a lane map must be legible: the column of an office PC."""
LEGIBLE = 10.5
"""The smallest size of letters on the screen, in pixels."""
READABLE = 12.5
"""The size that they need not exceed."""
SIZES = 8
"""How many sizes between these two are tried, and how many below them."""
SMALLEST = 11.0
"""The smallest size of letters in the drawing's units while the drawing need not be enlarged."""
FINEST = 2.0
"""By how much letters are smaller than that at most, so that long names are whole."""
ENLARGED = 1.15
"""How much a small drawing is enlarged at most, if its letters are legible by that."""
COLUMN = 11.5
"""The width of the lane names' column, in letter sizes."""


def letters(tasks: Sequence[Box], breadth: float) -> Iterator[float]:
    """The sizes of letters to try in a drawing so broad, in its units, the best one first.

    As large as the boxes bear, so that a wide diagram stays legible when it is shrunk; then so
    small that the diagram has to be enlarged beyond the page, and is scrolled.
    """
    bearable = [min((box.width - 10) / 5.6, (box.height - 6) / 4.85) for box in tasks]
    least, most = (
        max(SMALLEST, min([_units(pixels, breadth), *bearable])) for pixels in (LEGIBLE, READABLE)
    )
    for start, end in ((most, least), (least, least / FINEST)):
        yield from (start - (start - end) * step / SIZES for step in range(SIZES))
    yield least / FINEST


def _units(pixels: float, breadth: float) -> float:
    """A size of letters on the screen in the drawing's units, when the drawing fills it."""
    return pixels * breadth / (PAGE - COLUMN * pixels)


def pixels(width: float, size: float) -> int | None:
    """The width on the page of a drawing whose letters are so large; None: it fills the page."""
    legible = width * LEGIBLE / size
    if legible > PAGE * 1.02:
        return round(legible)
    enlarged = max(legible, width * ENLARGED)
    return round(enlarged) if enlarged < PAGE * 0.95 else None
