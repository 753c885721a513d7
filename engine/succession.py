"""Which version of an SOP follows which, what a later one passes over, and where a draft stands.

In force on a day is the highest number effective by then. A version approved for a later day is
passed over for good once a higher number is published that is in force by that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import calendars
from engine.models import Draft, Version


class State(StrEnum):
    """What became of a version by a day."""

    IN_FORCE = "in force"
    SUPERSEDED = "superseded"
    TO_COME = "to come"
    PASSED_OVER = "passed over"


@dataclass(frozen=True)
class Standing:
    """The state of a version; `by` is the number of what is in force for it, or passed it over."""

    state: State
    by: int | None = None


@dataclass(frozen=True)
class Line:
    """All versions of an SOP by number, and the office's time zone."""

    versions: Sequence[Version]
    zone: ZoneInfo

    def in_force(self, day: date) -> Version | None:
        """The version in force on a day; None where none is."""
        begun = (one for one in self.versions if one.effective_from <= day)
        return max(begun, key=_number, default=None)

    def coming(self, today: date) -> list[Version]:
        """The versions approved for a later day, but those that were passed over, by that day."""
        later = [one for one in self.versions if one.effective_from > today]
        ahead = [one for one in later if self.passed_by(one) is None]
        return sorted(ahead, key=lambda one: one.effective_from)

    def passed_by(self, version: Version) -> int | None:
        """The number that passed a version over before it was ever in force; None for others."""
        day = version.effective_from
        higher = (v for v in self.versions if v.number > version.number)
        before = (v.number for v in higher if v.effective_from <= day and self._on(v) < day)
        return min(before, default=None)

    def passes(self, day: date, today: date) -> list[Version]:
        """The versions to come that one more, published today for a day, would pass over."""
        return [one for one in self.coming(today) if one.effective_from >= day]

    def unchanged(self, bundle: bytes, day: date, today: date) -> Version | None:
        """The version that a bundle, published today for a day, would leave as all is."""
        former = self.in_force(day)
        if former is None or former.bundle != bundle:
            return None
        others = (one for one in self.passes(day, today) if one is not former)
        return None if any(others) else former

    def standing(self, version: Version, today: date) -> Standing:
        """What became of a version by today."""
        if by := self.passed_by(version):
            return Standing(State.PASSED_OVER, by)
        now = self.in_force(today)
        if version.effective_from > today or now is None:
            return Standing(State.TO_COME)
        return Standing(State.IN_FORCE if now.id == version.id else State.SUPERSEDED, now.number)

    def _on(self, version: Version) -> date:
        """The office's day on which a version was published."""
        return version.published_at.astimezone(self.zone).date()


def line(session: Session, process_id: int) -> Line:
    """The versions of one SOP. One statement."""
    of_it = select(Version).where(Version.process_id == process_id).order_by(Version.number)
    return Line(session.scalars(of_it).all(), calendars.zone(session))


def coming(session: Session, today: date) -> dict[int, list[Version]]:
    """The versions to come of each SOP that has any, by the SOP's id. One statement."""
    waiting = select(Version.process_id).where(Version.effective_from > today)
    found = select(Version).where(Version.process_id.in_(waiting))
    rows = session.scalars(found.order_by(Version.process_id, Version.number))
    zone = calendars.zone(session)
    return {
        process: Line([*several], zone).coming(today)
        for process, several in groupby(rows, lambda one: one.process_id)
    }


@dataclass(frozen=True)
class Place:
    """Where a draft would stand: from which day on, as which number.

    `former` is the version in force on that day until then, with which the draft is compared, and
    `passes` are those that it would pass over; `coming` are all that are still to come.
    """

    day: date
    number: int
    former: Version | None
    passes: Sequence[Version]
    coming: Sequence[Version]


def place(session: Session, draft: Draft, today: date) -> Place:
    """Where a draft would stand: from the chosen day on, else from today.

    One begun from a version that is still to come would, unless another day is chosen, stand in
    its place.
    """
    found = line(session, draft.process_id)
    ahead = found.coming(today)
    base = next((one for one in ahead if one.id == draft.base_version_id), None)
    day = max(draft.effective_from or (base.effective_from if base else today), today)
    number = max(map(_number, found.versions), default=0) + 1
    return Place(day, number, found.in_force(day), found.passes(day, today), ahead)


def _number(version: Version) -> int:
    return version.number
