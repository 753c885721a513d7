"""What is measured: an indicator with its targets, and the figures of its four quarters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.fields.files import File

QUARTERS = (1, 2, 3, 4)


class Direction(StrEnum):
    """Which realisation is the better one: a higher, a lower, the target itself, one between two.

    The polarity of performance reports, "arah" on pages.
    """

    MAX = "max"
    MIN = "min"
    STABLE = "stable"
    RANGE = "range"


class Consolidation(StrEnum):
    """How the figures of quarters become one: their sum, their mean, the last known, or a rate.

    SUM, AVG and TLK ("take last known") are the codes of quarterly performance reports; XY divides
    the sum of X by the sum of Y, so that no percentages are averaged.
    """

    SUM = "SUM"
    AVG = "AVG"
    TLK = "TLK"
    XY = "XY"


class Frequency(StrEnum):
    """How often an indicator is measured; blank targets say in which quarters it is not."""

    MONTH = "month"
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached, in the indicator's unit: both bounds of a range, else twice a number.

    Targets of quarters are cumulative: each says what is to be reached by the end of its quarter.
    """

    low: Decimal
    high: Decimal

    @classmethod
    def at(cls, number: Decimal) -> Target:
        """The target that is one number."""
        return cls(number, number)


@dataclass(frozen=True, slots=True)
class Ratio:
    """The two counts of a rate in one quarter: `x` cases of `y`; the rate is x / y * 100."""

    x: Decimal
    y: Decimal


Figure = Decimal | Ratio


@dataclass(frozen=True, slots=True)
class Indicator:
    """What an office promised: the columns of the measurement form that are fixed beforehand.

    `quarter_targets` has one for each quarter, None where the indicator is not measured.
    `definition` is the operational definition or formula, `division` the one in charge.
    """

    id: str
    name: str
    unit: str
    direction: Direction
    consolidation: Consolidation
    frequency: Frequency = Frequency.QUARTER
    year_target: Target | None = None
    quarter_targets: tuple[Target | None, ...] = (None, None, None, None)
    goal: str = ""
    definition: str = ""
    division: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one quarter brought: its own figure, not the cumulative one, and what is said of it.

    The figure is None until it is filled in; for a rate (XY) it is a Ratio, else a number. The
    files prove it; the notes are those of who checked and who approved it.
    """

    realisation: Figure | None = None
    evidence: str = ""
    driving: str = ""
    hindering: str = ""
    follow_up: str = ""
    checker_note: str = ""
    approver_note: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The entries of an indicator, one for each quarter."""

    entries: tuple[Entry, ...] = (Entry(), Entry(), Entry(), Entry())

    @classmethod
    def of(cls, realisations: Sequence[Figure | None]) -> Figures:
        """Figures without texts, of the first quarters; those after them are not filled in."""
        blank = [None] * (len(QUARTERS) - len(realisations))
        return cls(tuple(Entry(one) for one in (*realisations, *blank)))

    def at(self, quarter: int) -> Entry:
        """The entry of a quarter, counted from 1."""
        return self.entries[QUARTERS.index(quarter)]

    def upto(self, quarter: int) -> list[Figure]:
        """The figures filled in up to the end of a quarter, in their order."""
        known = (entry.realisation for entry in self.entries[:quarter])
        return [figure for figure in known if figure is not None]
