"""The office that these tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from engine import founding, organisation, records
from engine.database import Database
from tests.engine.organisation.hiring import (
    NOW,
    QUICK,
    ani,
)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """An office: ani administers, budi and cita work; a post of one person and a team."""
    with database.writing() as session:
        founding.found(session, "Kantor Uji", "ani", "Ani Contoh", "pohon-ulin-tinggi", NOW, QUICK)
        admin = ani(session)
        organisation.add_person(session, admin, "budi", "Budi Contoh", "1", NOW)
        organisation.add_person(session, admin, "cita", "Cita Contoh", "", NOW)
        organisation.add_post(session, admin, "kepala", "Kepala", "single", "Head", NOW)
        organisation.add_post(session, admin, "tim", "Tim", "group", "", NOW)
        yield session
        session.flush()
        assert all(broken is None for *_, broken in records.verify(session))
