"""An SOP with parallel branches: each is offered once, and the join waits for both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine import instances, item_rows, publishing
from engine.bundles import DIAGRAM
from engine.database import Database
from engine.diagram import reading
from engine.organisation import begin_holding
from tests.office import acting, forward, waiting

PARALLEL = Path(__file__).parents[1] / "diagrams/good/parallel.bpmn"


@pytest.fixture
def branches(office: Database) -> int:
    """A running instance of a parallel SOP, its posts all held by one person."""
    data, now = PARALLEL.read_bytes(), datetime.now(UTC)
    today = now.date() - timedelta(days=1)
    process = reading.read(data)
    with office.writing() as session:
        owner, admin = acting(session, "pemilik"), acting(session, "admin")
        done = publishing.publish(session, owner, {DIAGRAM: data}, "Uji", now, today)
        for lane in process.lanes:
            capacity = "definitif" if lane.kind == "single" else "anggota"
            if lane.post in done.new_posts:
                begin_holding(session, admin, "tim1", lane.post, capacity, "SK", today, now)
    with office.writing() as session:
        owner = acting(session, "pemilik")
        return instances.start(session, owner, process.key, "Uji", None, now).instance_id


@pytest.mark.parametrize("first", [0, 1])
def test_a_branch_that_waits_is_not_offered_again(
    office: Database, branches: int, first: int
) -> None:
    while len(rows := waiting(office, branches)) == 1:
        forward(office, rows[0])
    other = rows[1 - first].item.id
    forward(office, rows[first])
    assert [row.item.id for row in waiting(office, branches)] == [other]
    while rows := waiting(office, branches):
        forward(office, rows[0])
    with office.reading() as session:
        assert item_rows.of_instance(session, branches) == []
