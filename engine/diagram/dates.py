"""Days as an SOP's identity has them: as the forms store them, or as people write them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("januari", "februari pebruari", "maret", "april", "mei", "juni", "juli", "agustus"),
            *("september", "oktober", "november nopember", "desember"),
        ),
        1,
    )
    for name in names.split()
}

_IN_FIGURES = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_IN_WORDS = re.compile(r"([0-9]{1,2}) +([A-Za-z]+) +([0-9]{4})")


def read(text: str) -> date | None:
    """The day that a text says: 2026-11-30, 30-11-2026 or 30 November 2026; None for no day."""
    try:
        return date(*_parts(text.strip()))
    except ValueError:
        return None


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month and day; raises ValueError."""
    if found := _IN_FIGURES.fullmatch(text):
        return int(found[4]), int(found[3]), int(found[1])
    if found := _IN_WORDS.fullmatch(text):
        return int(found[3]), MONTHS.get(found[2].lower(), 0), int(found[1])
    day = date.fromisoformat(text)
    return day.year, day.month, day.day
