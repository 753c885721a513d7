"""Tables of indicators that instances have: how records name them, the newest of each.

A record's answer names its table by sha256 and says its quarter and how many rows it has; the table
stands in the contents, as canonical JSON, where the same table is kept once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, zip_longest
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from engine import contents
from engine.diagram.process import Process
from engine.fields.kinds import Field, FieldType, Mode
from engine.measurement.cells import NOTES
from engine.measurement.differences import differences
from engine.measurement.table import Table
from engine.models import Content, Record, plain
from engine.records import canonical


@dataclass(frozen=True)
class Named:
    """A table as a record of an instance names it; by whom and in which round that was sent.

    `contributors` are who filled it in too.
    """

    instance_id: int
    seq: int
    at: datetime
    node: str
    round: int
    sender: str
    contributors: Sequence[Mapping[str, Any]]
    sha256: str
    year: int
    quarter: int
    rows: int


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
        way = (body["node"], body["round"], body.get("name", ""))
        others = body.get("contributors", {}).get(key, ())
        yield Named(row.stream_id, row.seq, row.at, *way, others, **body["answers"][key])


def load(session: Session, name: Named) -> Table:
    """The table that a record names."""
    return of(session, name.sha256)


def of(session: Session, sha256: str) -> Table:
    """The table of a sum, as an answer in a record names it."""
    data = session.get_one(Content, bytes.fromhex(sha256)).bytes
    return Table.from_json(json.loads(data))


def noted(session: Session, names: Sequence[Named]) -> dict[tuple[str, str], Named]:
    """By which record each note beside the figures of the newest of these tables came to be as it
    is, by indicator and column. A statement for each state of the table since it had none."""
    found: dict[tuple[str, str], Named] = {}
    # Of records that name the same table the first has made it.
    made = [one for one, before in zip_longest(names, names[1:]) if not _is_same(one, before)]
    tables = (load(session, one) for one in made)
    for by, (now, before) in zip(made, pairwise(tables), strict=False):
        for one in differences(before, now):
            if one.column.startswith(tuple(NOTES.values())):
                found.setdefault((one.id, one.column), by)
        if before.without_notes() == before:
            break
    return found


def _is_same(one: Named, before: Named | None) -> bool:
    return before is not None and one.sha256 == before.sha256


def latest(session: Session, instance_id: int, key: str) -> Table | None:
    """The newest table that a step of an instance sent in a field of a key."""
    newest = session.execute(naming(key, [instance_id]).limit(1))
    found = next(read_names(newest, key), None)
    return load(session, found) if found else None


def tables(fields: Iterable[Field]) -> list[Field]:
    """Those fields that are tables of indicators."""
    return [field for field in fields if field.type is FieldType.INDICATORS]


def tables_of(process: Process) -> list[Field]:
    """The tables of an SOP, each once, though it stands in several steps."""
    steps = [node.step for node in process.nodes if node.step]
    found = {field.key: field for step in steps for field in tables(step.fields)}
    return list(found.values())


def table_of(process: Process, node: str, key: str) -> Field | None:
    """The table of a step, by the key of its field; None where either is not there."""
    found = process.node.get(node)
    fields = found.step.fields if found and found.step else ()
    return next((field for field in tables(fields) if field.key == key), None)


def fills_in(field: Field) -> bool:
    """Whether a field says what was reached, and not what is noted beside it."""
    return field.mode not in {Mode.SET_UP, *NOTES}


def as_begun(earlier: Table, table: Table, field: Field | None) -> Table:
    """A table as the one that followed it is compared with it: without notes that this ended.

    `field` is that of the step which sent it, if that is known.
    """
    is_ended = field is not None and fills_in(field) and table.without_notes() == table
    return earlier.without_notes() if is_ended else earlier


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


def store(session: Session, table: Table) -> None:
    """Keep a table for good, once."""
    contents.keep(session, [written(table)[1]])


_RECORD = plain(Record).c
