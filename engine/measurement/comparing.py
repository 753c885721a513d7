"""A quarter beside those that it is compared with: the one before, and the same a year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from engine.measurement.measuring import Measured
from engine.measurement.summary import Summary, summary
from engine.measurement.table import Table


@dataclass(frozen=True)
class Reckoned:
    """A table with all that is reckoned of it in its quarter."""

    table: Table

    @cached_property
    def measured(self) -> Sequence[Measured]:
        """Its rows, measured, in order."""
        return self.table.measured()

    @cached_property
    def summary(self) -> Summary:
        """What they come to."""
        return summary(self.measured, self.table.settings.scale)

    @cached_property
    def achieved(self) -> dict[str, Fraction]:
        """The achievements as computed, by the ids of the indicators that were measured."""
        pairs = zip(self.table.rows, self.measured, strict=True)
        return {row.indicator.id: one.achievement.raw for row, one in pairs if one.achievement}

    def of_division(self, division: str) -> Summary:
        """What the indicators of one division come to."""
        pairs = zip(self.table.rows, self.measured, strict=True)
        own = [one for row, one in pairs if row.indicator.division == division]
        return summary(own, self.table.settings.scale)


@dataclass(frozen=True)
class Means:
    """A mean beside those that it is compared with, in per cent; None where there is none."""

    now: Fraction | None
    before: Fraction | None
    year_before: Fraction | None

    @property
    def since_before(self) -> Fraction | None:
        """By how much it changed since the quarter before, in percentage points."""
        return _difference(self.now, self.before)

    @property
    def over_year(self) -> Fraction | None:
        """By how much it changed since the same quarter of the year before."""
        return _difference(self.now, self.year_before)


@dataclass(frozen=True)
class Compared:
    """A quarter and what it is compared with; None stands for a quarter without a result."""

    now: Reckoned
    before: Reckoned | None
    year_before: Reckoned | None

    def means(self) -> Means:
        """The means of all indicators."""
        return Means(*(one.summary.mean if one else None for one in self._several()))

    def means_of(self, division: str) -> Means:
        """The means of the indicators of one division."""
        means = (one.of_division(division).mean if one else None for one in self._several())
        return Means(*means)

    def differences(self) -> dict[str, Fraction]:
        """By how much indicators changed since the quarter before, by id, in percentage points."""
        before = self.before.achieved if self.before else {}
        return {id: raw - before[id] for id, raw in self.now.achieved.items() if id in before}

    def _several(self) -> tuple[Reckoned | None, ...]:
        return self.now, self.before, self.year_before


def _difference(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if now is None or before is None else now - before
