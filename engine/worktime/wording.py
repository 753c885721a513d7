"""Standard times as people type them: "30 menit", "1 jam 30 menit", "3 hari kerja"."""

from __future__ import annotations

import re
from decimal import Decimal

from engine.worktime.standard import Standard

_UNITS = {
    "minutes": "menit mnt minute minutes min",
    "hours": "jam hour hours",
    "days": "hari day days",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_PART = re.compile(r"\s*([0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*([a-z]+)")
_FILLING = re.compile(r"\b(?:kerja|working|dan|and)\b|,(?![0-9])")


def duration(words: str) -> str:
    """The ISO 8601 duration that words say, such as PT30M, PT1H or P3D; "" for no words.

    Raises ValueError for what says none, and for fractions that are no whole minutes.
    """
    text = _FILLING.sub(" ", words.casefold()).strip()
    counts = dict.fromkeys(_UNITS, Decimal(0))
    if _PART.sub("", text).strip():
        raise ValueError(f"not a time: {words!r}")
    for number, unit in _PART.findall(text):
        if unit not in _UNIT:
            raise ValueError(f"not a unit of time: {unit!r}")
        counts[_UNIT[unit]] += Decimal(number.replace(",", "."))
    return _iso(words, counts) if text else ""


def _iso(words: str, counts: dict[str, Decimal]) -> str:
    days, hours, minutes = counts["days"], counts["hours"], counts["minutes"]
    if hours % 1:
        hours, minutes = hours // 1, minutes + hours % 1 * 60
    if days % 1 or minutes % 1:
        raise ValueError(f"not in whole days, hours and minutes: {words!r}")
    clock = f"{int(hours)}H" * bool(hours) + f"{int(minutes)}M" * bool(minutes)
    text = "P" + f"{int(days)}D" * bool(days) + f"T{clock}" * bool(clock)
    Standard.parse(text)
    return text
