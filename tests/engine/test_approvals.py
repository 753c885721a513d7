"""Approvals stand until a return makes them void, and are read without those of long ago."""

from __future__ import annotations

import pytest

from engine import approvals
from engine.database import Database
from tests.office import REASON, do, start, waiting, walk


@pytest.fixture
def returned(office: Database) -> int:
    """An instance in which the paraf of T12 was given and made void four times, and stands now."""
    instance = start(office).instance_id
    walk(office, instance, until="T13")
    for _ in range(4):
        do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
        walk(office, instance, until="T13")
    return instance


def test_of_a_step_that_was_returned_the_newest_approval_stands(
    office: Database, returned: int
) -> None:
    with office.reading() as session:
        found = approvals.standing(session, returned)
    assert [row.node_id for row in found] == ["T7", "T7b", "T8", "T12"]


def test_void_approvals_are_read_from_the_latest_back(office: Database, returned: int) -> None:
    with office.reading() as session:
        found = approvals.voided(session, returned, 3)
        everything = approvals.voided(session, returned, 100)
    assert found == everything[:3]
    assert [row.seq for row in everything] == sorted((r.seq for r in everything), reverse=True)
    assert len(everything) == 4
