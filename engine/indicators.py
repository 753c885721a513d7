"""Tables of indicators in instances: the newest of each, what a step makes of it, keeping it.

A record's answer names its table by sha256 and says its quarter and how many rows it has; the table
stands in the contents, as canonical JSON, where the same table is kept once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select
from sqlalchemy.orm import Session

from engine import periods
from engine.errors import InvalidValues, TableChanged
from engine.fields.kinds import Field, FieldType, Mode
from engine.fields.problems import Unfit
from engine.locking import Locked
from engine.measurement import cells, reading, settings
from engine.measurement.indicators import QUARTERS
from engine.measurement.settings import Settings
from engine.measurement.table import Table
from engine.models import Content, Instance, Record, Setting, plain
from engine.records import canonical

SETTING = "measurement"


@dataclass(frozen=True)
class Named:
    """A table as a record of an instance names it."""

    instance_id: int
    seq: int
    at: datetime
    node: str
    sha256: str
    year: int
    quarter: int
    rows: int


# --- what there is ----------------------------------------------------------------------------


def named(session: Session, instance_id: int, key: str) -> list[Named]:
    """The tables that the steps of an instance sent in the fields of a key, the newest first."""
    rows = session.execute(naming(key, [instance_id]))
    return list(read_names(rows, key))


def naming(key: str, instances: Any) -> Select[Any]:
    """The question for records of instances, given or asked for by id, that name a table in the
    field of a key; the newest first."""
    # Canonical JSON quotes what people type, so that no answer can look like this.
    said = _RECORD.body.contains(f'"{key}":{{"quarter":', autoescape=True)
    found = select(_RECORD.stream_id, _RECORD.seq, _RECORD.at, _RECORD.body)
    found = found.where(_RECORD.stream_id.in_(instances), said)
    return found.order_by(_RECORD.stream_id.desc(), _RECORD.seq.desc())


def read_names(rows: Iterable[Row[Any]], key: str) -> Iterator[Named]:
    """The tables that the records found by `naming` name."""
    for row in rows:
        body = json.loads(row.body)
        about = body["answers"][key]
        yield Named(row.stream_id, row.seq, row.at, body["node"], **about)


def load(session: Session, name: Named) -> Table:
    """The table that a record names."""
    data = session.get_one(Content, bytes.fromhex(name.sha256)).bytes
    return Table.from_json(json.loads(data))


def latest(session: Session, instance_id: int, key: str) -> Table | None:
    """The newest table that a step of an instance sent in a field of a key."""
    found = named(session, instance_id, key)
    return load(session, found[0]) if found else None


def tables(fields: Iterable[Field]) -> list[Field]:
    """Those fields that are tables of indicators."""
    return [field for field in fields if field.type is FieldType.INDICATORS]


# --- what a step makes of it ------------------------------------------------------------------


def base(
    session: Session, instance_id: int, field: Field, typed: Mapping[str, Any] | None
) -> Table | None:
    """The table that a step continues: the newest of the instance, else one without rows.

    Year and quarter are those of the instance's period; where that says none, those of the newest
    table, or what whoever sets up types. None while the quarter is unknown, and when there is
    nothing to fill in.
    """
    found = latest(session, instance_id, field.key)
    if field.mode != Mode.SET_UP:
        return found
    quarter = fixed_quarter(session, instance_id) or _typed_quarter(typed or {})
    if found is not None:
        return replace(found, year=quarter[0], quarter=quarter[1]) if quarter else found
    return Table(*quarter, office_settings(session)) if quarter else None


def fixed_quarter(session: Session, instance_id: int) -> tuple[int, int] | None:
    """The year and the quarter that an instance's period says."""
    return periods.quarter(session.get_one(Instance, instance_id).period)


def _typed_quarter(typed: Mapping[str, Any]) -> tuple[int, int] | None:
    year, quarter = str(typed.get("year", "")), str(typed.get("quarter", ""))
    return periods.quarter(f"{year}-TW{quarter}")


def office_settings(session: Session) -> Settings:
    """How the office measures: its own setting, else what holds for all."""
    own = session.scalar(select(Setting.value).where(Setting.key == SETTING))
    return Settings.from_json(json.loads(own)) if own else settings.default()


def read(
    session: Session, instance_id: int, field: Field, typed: Mapping[str, Any] | None
) -> Table | None:
    """The table that a field's answer makes of the one it continues; None when there is none.

    Raises BadTable with all cells that are refused, and InvalidValues when there is nothing to
    continue.
    """
    earlier, rows = base(session, instance_id, field, typed), (typed or {}).get("rows")
    if earlier is None:
        if rows:
            raise _unfit(field, "quarter_missing" if _sets_up(field) else "table_missing")
        return None
    if rows is not None:
        earlier = (reading.set_up if _sets_up(field) else reading.fill)(earlier, rows)
    return earlier if earlier.rows else None


def _sets_up(field: Field) -> bool:
    return field.mode == Mode.SET_UP


def _unfit(field: Field, code: str) -> InvalidValues:
    return InvalidValues({field.key: [Unfit(code).problem]})


def continued(table: Table, year: int, quarter: int, own: Settings) -> Table:
    """What a new quarter begins with: definitions and targets, and the year's figures before it."""
    rows = [
        {key: cell for key, cell in row.items() if _stays(key, table.year == year, quarter)}
        for row in table.to_json()["rows"]
    ]
    about = {"year": year, "quarter": quarter, "settings": own.to_json()}
    return Table.from_json({**about, "rows": rows})


def _stays(column: str, same_year: bool, quarter: int) -> bool:
    later = QUARTERS[quarter - 1 :] if same_year else QUARTERS
    return not any(column in cells.FIGURES[one] for one in later)


# --- keeping ----------------------------------------------------------------------------------


def digest(table: Table) -> str:
    """The sha256 by which a table is known, hexadecimal."""
    return written(table)[0].hex()


def written(table: Table) -> tuple[bytes, bytes]:
    """The sha256 of a table's canonical JSON, and that."""
    data = canonical(table.to_json()).encode()
    return hashlib.sha256(data).digest(), data


def reference(table: Table) -> dict[str, Any]:
    """What a record says of a table."""
    about = {"year": table.year, "quarter": table.quarter, "rows": len(table.rows)}
    return about | {"sha256": digest(table)}


def keep(
    session: Session, item: Locked, answers: Mapping[str, Any], partial: bool
) -> dict[str, object]:
    """Keep the tables of a step's fields; the answers as the record keeps them.

    A table that nobody touched is the one it continues. `partial` lets required ones be absent.
    Raises what `read` raises, and TableChanged when the sender has seen another table.
    """
    kept = dict(answers)
    for field in tables(item.step.fields):
        typed = kept.pop(field.key, None) or {}
        table = read(session, item.row.instance_id, field, typed)
        if typed.get("sha256") not in (None, "", digest(table) if table else None):
            raise TableChanged()
        if table is not None:
            kept[field.key] = _store(session, table)
        elif field.required and not partial:
            raise _unfit(field, "required")
    return kept


def _store(session: Session, table: Table) -> dict[str, Any]:
    sha, data = written(table)
    if session.scalar(select(Content.sha256).where(Content.sha256 == sha)) is None:
        session.execute(insert(plain(Content)), {"sha256": sha, "size": len(data), "bytes": data})
    return reference(table)


_RECORD = plain(Record).c
