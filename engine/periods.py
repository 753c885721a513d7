"""The periods of instances: read as people write them, offered, and the quarter they end with."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

PERIOD = re.compile("([0-9]{4})(?:-TW([1-4])|-S([12]))?")

PARTS = ("TW1", "TW2", "TW3", "TW4", "S1", "S2")

_YEAR, _GAP = "(?P<year>[0-9]{4})", r"[ ,./-]+(?:tahun +|year +)?"
_PART = r"(?P<part>triwulan|tw|quarter|q|semester|s)[ .-]*(?P<number>iv|i{1,3}|[1-4])"
_WRITTEN = [
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (f"{_PART}{_GAP}{_YEAR}", f"{_YEAR}[ ,./-]*{_PART}", f"(?:tahun|year) +{_YEAR}")
]
_MEANT = r"(?:triwulan|tw|quarter|q|semester|s)[ .-]*[0-9ivx]*"
_LIKE_A_CODE = [
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (f"{_MEANT}{_GAP}{_YEAR}", f"{_YEAR}[ ,./-]*{_MEANT}")
]
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def coded(text: str) -> str:
    """The code of a period that is written in words; a free text stays as it is.

    "Triwulan I 2027" and "tw 1 2027" are 2027-TW1, "Semester II 2027" is 2027-S2.
    """
    found = next((match for one in _WRITTEN if (match := one.fullmatch(text))), None)
    if found is None:
        return text
    about = found.groupdict()
    if "part" not in about:
        return found["year"]
    kind = "S" if found["part"].lower() in ("semester", "s") else "TW"
    number = found["number"].lower()
    code = f"{found['year']}-{kind}{_ROMAN.get(number, number)}"
    return code if PERIOD.fullmatch(code) else text


def is_miswritten(text: str) -> bool:
    """Whether a text looks like a code and is none, such as 2026-TW9 or "Triwulan V 2026"."""
    return coded(text) == text and not PERIOD.fullmatch(text) and _looks_like_a_code(text)


def _looks_like_a_code(text: str) -> bool:
    return any(one.fullmatch(text) for one in _LIKE_A_CODE)


def offered(today: date) -> list[str]:
    """The periods to choose from: this year's and the last one's, and the quarters ahead."""
    this, last = (
        [*(f"{year}-{part}" for part in PARTS), str(year)] for year in (today.year, today.year - 1)
    )
    return [*this, *_next_year(today), *last]


def current_if_free(today: date, taken: Collection[str]) -> str | None:
    """The quarter of today, unless it is taken: no other can be guessed."""
    quarter = f"{today.year}-TW{(today.month + 2) // 3}"
    return None if quarter in taken else quarter


def _next_year(today: date) -> list[str]:
    # A quarter's measurement may be prepared before it begins: in the last one, the next year's.
    return [f"{today.year + 1}-{part}" for part in PARTS[:4]] if today.month > 9 else []


def quarter(code: str | None) -> tuple[int, int] | None:
    """The year and the quarter that a period ends with; None for a free text.

    2026-TW3 is quarter 3, 2026-S1 quarter 2; 2026-S2 and 2026 end with quarter 4.
    """
    match = PERIOD.fullmatch(code or "")
    if match is None:
        return None
    year, number, half = match.groups()
    return int(year), int(number or int(half or 2) * 2)
