"""What a new table of indicators can begin with: last quarter's, last year's, or a sample."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import continuing, indicators, offices
from engine.errors import NotFound
from engine.indicators import Named
from engine.measurement.table import Table
from engine.models import Content, Instance, Setting, Status

SAMPLE = "sample_table"

# So many records are looked through; the tables of the newest instances are among them.
_MOST = 400


class Origin(StrEnum):
    """Where a beginning comes from: the same year, an earlier one, or the demonstration."""

    YEAR = "year"
    EARLIER = "earlier"
    SAMPLE = "sample"


@dataclass(frozen=True)
class Beginning:
    """A table to begin with: what it brings, and of which instance it is ("" for the sample)."""

    origin: Origin
    title: str
    table: Table


def offered(
    session: Session, instance_id: int, key: str, year: int, quarter: int
) -> list[Beginning]:
    """What the table of a quarter can begin with, ready to be continued.

    From the same SOP's instances, but for stopped ones: the newest quarter before in the year, and
    the last of an earlier year, without its figures.
    """
    found = _others(session, instance_id, key)
    same = [name for name in found if name.year == year and name.quarter < quarter]
    earlier = [name for name in found if name.year < year]
    newest = {Origin.YEAR: _newest(same), Origin.EARLIER: _newest(earlier)}
    tables = [
        (origin, _title(session, n), indicators.load(session, n))
        for origin, n in newest.items()
        if n
    ]
    if (kept := sample(session)) is not None:
        tables.append((Origin.SAMPLE, "", kept))
    own = offices.measurement(session)
    return [
        Beginning(origin, title, continuing.continued(table, year, quarter, own))
        for origin, title, table in tables
    ]


def chosen(offers: list[Beginning], origin: str) -> Beginning:
    """The offer of an origin; raises NotFound."""
    found = next((offer for offer in offers if offer.origin == origin), None)
    if found is None:
        raise NotFound(what="table", name=origin)
    return found


def keep_sample(session: Session, table: dict[str, Any]) -> None:
    """Keep a table that every new one of this office may begin with."""
    kept = Table.from_json(table)
    indicators.store(session, kept)
    session.add(Setting(key=SAMPLE, value=indicators.digest(kept)))


def sample(session: Session) -> Table | None:
    """The table that every new one of this office may begin with, if there is one."""
    sha = session.scalar(select(Setting.value).where(Setting.key == SAMPLE))
    found = session.get(Content, bytes.fromhex(sha)) if sha else None
    return Table.from_json(json.loads(found.bytes)) if found else None


def _others(session: Session, instance_id: int, key: str) -> list[Named]:
    """The newest table of each other instance of the same SOP, the newest instance first."""
    own = select(Instance.process_id).where(Instance.id == instance_id).scalar_subquery()
    other = (
        select(Instance.id)
        .where(Instance.process_id == own, Instance.id != instance_id)
        .where(Instance.status != Status.STOPPED)
    )
    question = indicators.naming(key, other).limit(_MOST)
    names = indicators.read_names(session.execute(question), key)
    return list(_first_of_each(names))


def _first_of_each(names: Iterator[Named]) -> Iterator[Named]:
    seen = set[int]()
    for name in names:
        if name.instance_id not in seen:
            yield name
        seen.add(name.instance_id)


def _newest(names: list[Named]) -> Named | None:
    # Of two of the same quarter the one of the newer instance, which comes first.
    return max(names, key=lambda name: (name.year, name.quarter), default=None)


def _title(session: Session, name: Named) -> str:
    return session.get_one(Instance, name.instance_id).title
