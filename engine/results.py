"""Results: the tables of indicators of finished instances, one for each quarter that was measured.

What runs or was stopped is no result. Of several finished instances of a quarter the one that ended
last counts, for what is enacted later takes the place of what was enacted before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import indicators, readers, versions
from engine.actors import Actor
from engine.errors import NotFound
from engine.fields.kinds import Field
from engine.indicators import Named
from engine.measurement.comparing import Compared, Reckoned
from engine.measurement.summary import Summary
from engine.models import Instance, Sop, Status

# So many instances of an SOP are looked through, the newest.
_MOST = 400

# So many tables are kept in memory, reckoned; they are named by their content, so never change.
_KEPT = 32


@dataclass(frozen=True)
class Measurement:
    """A table that the instances of an SOP fill in: whose, and in the fields of which key."""

    process_id: int
    process: str
    name: str
    field: Field


@dataclass(frozen=True)
class Result:
    """A finished table: of which instance, ended when, and as its last record names it."""

    instance_id: int
    title: str
    ended_at: datetime
    named: Named

    @property
    def quarter(self) -> tuple[int, int]:
        """The year and the quarter that were measured."""
        return self.named.year, self.named.quarter


def measurements(session: Session, actor: Actor) -> list[Measurement]:
    """The tables of the SOPs whose finished instances a person may read, by the SOPs' keys.

    Those of every version that an instance ended with, the newest version's first.
    """
    ended = (
        select(Instance.process_id, Sop.key, Instance.version_id)
        .join(Sop, Sop.id == Instance.process_id)
        .where(Instance.status == Status.COMPLETED)
        .distinct()
        .order_by(Sop.key, Instance.version_id.desc())
    )
    if (allowed := readers.readable(actor)) is not None:
        ended = ended.where(Instance.process_id.in_(allowed))
    found: dict[tuple[int, str], Measurement] = {}
    for process_id, key, version in session.execute(ended):
        for one in _of_version(session, process_id, key, version):
            found.setdefault((process_id, one.field.key), one)
    return list(found.values())


def _of_version(session: Session, process_id: int, key: str, version: int) -> list[Measurement]:
    process = versions.definition(session, version).process
    found = indicators.tables_of(process)
    return [Measurement(process_id, key, process.name, field) for field in found]


def finished(session: Session, of: Measurement) -> list[Result]:
    """The results of a measurement, the newest quarter first."""
    last: dict[tuple[int, int], Result] = {}
    for result in _all(session, of):
        last.setdefault(result.quarter, result)
    return [last[quarter] for quarter in sorted(last, reverse=True)]


def first_of(
    session: Session, several: Sequence[Measurement], instance_id: int
) -> tuple[Measurement, Result]:
    """The first of several measurements that an instance has a result of; raises NotFound."""
    for of in several:
        for found in _all(session, of, instance_id):
            return of, found
    raise NotFound(what="table", name=instance_id)


def _all(session: Session, of: Measurement, instance_id: int | None = None) -> list[Result]:
    """The last tables of finished instances, or of one; what ended last comes first."""
    ended = select(Instance.id, Instance.title, Instance.ended_at).where(
        Instance.process_id == of.process_id, Instance.status == Status.COMPLETED
    )
    if instance_id is not None:
        ended = ended.where(Instance.id == instance_id)
    ended = ended.order_by(Instance.ended_at.desc(), Instance.id.desc())
    rows = session.execute(ended.limit(_MOST)).all()
    key, ids = of.field.key, [row.id for row in rows]
    last: dict[int, Named] = {}
    for name in indicators.read_names(session.execute(indicators.naming(key, ids)), key):
        last.setdefault(name.instance_id, name)
    return [
        Result(row.id, row.title, row.ended_at, last[row.id])
        for row in rows
        if row.id in last and row.ended_at is not None
    ]


def reckoned(session: Session, result: Result) -> Reckoned:
    """A result's table and what is reckoned of it; kept in memory, since it never changes."""
    kept = session.info["memory"].reckoned
    found: Reckoned | None = kept.get(result.named.sha256)
    if found is None:
        if len(kept) >= _KEPT:
            kept.clear()
        found = kept[result.named.sha256] = Reckoned(indicators.load(session, result.named))
    return found


def total(session: Session, result: Result) -> Summary:
    """What a result comes to; kept in memory for good, for it is small and all years ask for it."""
    kept = session.info["memory"].totals
    found: Summary | None = kept.get(result.named.sha256)
    if found is None:
        found = kept[result.named.sha256] = reckoned(session, result).summary
    return found


def compared(session: Session, result: Result, counted: Sequence[Result]) -> Compared:
    """A result beside those of `finished` that it is compared with.

    Figures add up within a year and begin anew with the next: the quarter before is the one
    directly before in the same year. With the same quarter of the year before it is compared apart.
    """
    year, quarter = result.quarter
    known = {one.quarter: one for one in counted}
    before, year_before = known.get((year, quarter - 1)), known.get((year - 1, quarter))
    return Compared(
        now=reckoned(session, result),
        before=reckoned(session, before) if before else None,
        year_before=reckoned(session, year_before) if year_before else None,
    )
