"""The time that a step may take, as the SOP says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

LONGEST = timedelta(days=366)
_DURATION = re.compile(r"P(?:([0-9]{1,6})D)?(?:T(?=[0-9])(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?)?")


@dataclass(frozen=True, slots=True)
class Standard:
    """The working time that a step may take: whole working days, then working minutes."""

    days: int
    clock_minutes: int

    @classmethod
    def parse(cls, text: str) -> Standard:
        """Read an ISO 8601 duration in days, hours and minutes, such as PT30M, P3D or P1DT2H.

        Raises ValueError, naming the text, for weeks, months, years, seconds, fractions, signs,
        a duration of zero, or more than 366 days or 8,784 hours.
        """
        match = _DURATION.fullmatch(text)
        days, hours, minutes = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
        length = timedelta(days=days, hours=hours, minutes=minutes)
        if not length:
            raise ValueError(f"not a duration in working days, hours and minutes: {text!r}")
        if length > LONGEST:
            raise ValueError(f"longer than {LONGEST.days} days: {text!r}")
        return cls(days, hours * 60 + minutes)

    def minutes(self, day_minutes: int) -> int:
        """The standard in working minutes, a day counting `day_minutes`; for statistics only."""
        return self.days * day_minutes + self.clock_minutes
