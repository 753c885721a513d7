"""Instances start on the version in force and stop for good."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import select

from engine import instances, items
from engine.database import Database
from engine.errors import DraftTooLong, TitleMissing
from engine.models import FormDraft
from tests.crowd import at_once
from tests.office import KEY, acting, start, waiting, walk


def stop(office: Database, instance: int) -> None:
    with office.writing() as session:
        owner = acting(session, "pemilik")
        instances.stop(session, owner, instance, "Salah judul.", datetime.now(UTC))


def draft(office: Database) -> int:
    """An instance in whose open item the Sekretaris has typed something; its id."""
    instance = start(office).instance_id
    walk(office, instance, until="T2")
    (row,) = waiting(office, instance)
    with office.writing() as session:
        who = acting(session, "sekretaris")
        items.save_draft(session, who, row.item.id, {"arahan": "Belum"}, datetime.now(UTC))
    return instance


def test_of_many_who_start_a_period_at_once_one_does(office: Database) -> None:
    outcomes = at_once([partial(start, office, period="2026-TW3")] * 50)
    assert outcomes == {"done": 1, "PeriodRunning": 49}


@pytest.mark.parametrize(("title", "period"), [("", None), ("a" * 201, None), ("a", "b" * 61)])
def test_a_title_or_period_that_is_missing_or_too_long_is_told_with_its_limits(
    office: Database, title: str, period: str | None
) -> None:
    refused = pytest.raises(TitleMissing, match="longer than 200 .* longer than 60")
    with refused, office.writing() as session:
        who = acting(session, "kasubag")
        instances.start(session, who, KEY, title, period, datetime.now(UTC))


def test_a_draft_that_is_too_long_is_told_with_its_limit(office: Database) -> None:
    instance = start(office).instance_id
    (row,) = waiting(office, instance)
    with pytest.raises(DraftTooLong, match="2 million"), office.writing() as session:
        who, typed = acting(session, "kasubag"), {"a": "b" * items.LONGEST_DRAFT}
        items.save_draft(session, who, row.item.id, typed, datetime.now(UTC))


def test_drafts_vanish_when_their_instance_is_stopped_and_no_others(office: Database) -> None:
    stopped, other = draft(office), draft(office)
    stop(office, stopped)
    with office.reading() as session:
        left = session.scalars(select(FormDraft.item_id)).all()
    assert left == [waiting(office, other)[0].item.id]
