"""The periods of instances, as far as their codes say a year and a quarter."""

from __future__ import annotations

import re

PERIOD = re.compile("([0-9]{4})(?:-TW([1-4])|-S([12]))?")


def quarter(code: str | None) -> tuple[int, int] | None:
    """The year and the quarter that a period ends with; None for a free text.

    2026-TW3 is quarter 3, 2026-S1 quarter 2; 2026-S2 and 2026 end with quarter 4.
    """
    match = PERIOD.fullmatch(code or "")
    if match is None:
        return None
    year, number, half = match.groups()
    return int(year), int(number or int(half or 2) * 2)
