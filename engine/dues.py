"""When an open item would be due if its instance went on by another diagram of its SOP."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine import calendars
from engine.diagram import graph
from engine.diagram.process import Process
from engine.item_rows import ITEM
from engine.models import Record, WorkItem, plain
from engine.records import RECORD, Fact


def reckoned(session: Session, item: Any, old: Process, new: Process) -> datetime:
    """When an open item is due by the standard that a new diagram gives to its step.

    Working time counts from when the item was opened, or the first item of its row, since tasks of
    one row share its standard. Where the standard is that of the old diagram, the due time stays.
    `item` has the columns of `WorkItem`; its node is in both diagrams. Raises NoWorkingTime.
    """
    before, after = (calendars.standard(graph.durations(one)[item.node_id]) for one in (old, new))
    if before == after:
        due: datetime = item.due_at
        return due
    return calendars.calendar(session).due(_since(session, item, graph.rows(new)), after)


def _since(session: Session, item: Any, rows: Mapping[str, str]) -> datetime:
    """When the first item of a row was opened, after which forward steps led to this one."""
    asked = {"instance": item.instance_id, "seq": item.opened_seq}
    before = session.execute(_BEFORE, asked).first()
    if before is not None and rows.get(before.node_id) == rows[item.node_id]:
        return _since(session, before, rows)
    opened: datetime = item.opened_at
    return opened


# The item whose completion opened another; a return and a move let the clock begin anew.
_BEFORE = (
    select(*ITEM)
    .select_from(plain(WorkItem))
    .join(plain(Record), (RECORD.stream_id == ITEM.instance_id) & (RECORD.seq == ITEM.closed_seq))
    .where(
        ITEM.instance_id == bindparam("instance"),
        ITEM.closed_seq == bindparam("seq"),
        RECORD.kind == Fact.STEP_COMPLETED,
    )
)
