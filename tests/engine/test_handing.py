"""What was taken for a holding that has run out is offered again by the first visit of the day."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import actors, calendars, inbox, items, organisation, records
from engine.completion import complete
from engine.database import Database
from engine.inbox import Box
from engine.models import Person, Record, WorkItem
from engine.organisation import handing
from engine.sending import Sent
from tests.crowd import at_once
from tests.office import Statements, acting, holder, start, waiting, walk

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def item(office: Database) -> int:
    """An item that the Sekretaris has taken, who is followed by suto the day after tomorrow."""
    instance = start(office).instance_id
    walk(office, instance, until="T2")
    row = waiting(office, instance)[0].item
    with office.writing() as session:
        admin, today = acting(session, "admin"), calendars.today(session, NOW)
        items.take(session, acting(session, "sekretaris"), row.id, NOW)
        held = organisation.holdings(session, NOW)
        (post,) = (h for h in held if h.person.login == holder(session, row.post_id))
        organisation.end_holding(session, admin, post.holding.id, today + DAY, NOW)
        organisation.add_person(session, admin, "suto", "Suto Contoh", "", NOW)
        given = ("suto", post.post.key, "definitif", "SK 2", today + 2 * DAY, NOW)
        organisation.begin_holding(session, admin, *given)
    return row.id


def on(session: Session, login: str, day: datetime) -> actors.Actor:
    return actors.actor(session, login, calendars.today(session, day), "cli")


def sweep(office: Database, now: datetime) -> None:
    with office.writing() as session:
        handing.sweep(session, now)


def taker(office: Database, item: int) -> str | None:
    who = select(Person.login).join(WorkItem, WorkItem.person_id == Person.id)
    with office.reading() as session:
        return session.scalar(who.where(WorkItem.id == item))


def handed_back(office: Database) -> list[Record]:
    with office.reading() as session:
        assert all(first is None for *_, first in records.verify(session))
        kind = records.Fact.ITEM_HANDED_BACK
        return list(session.scalars(select(Record).where(Record.kind == kind)))


def test_a_taken_item_stays_with_its_taker_on_the_last_day(office: Database, item: int) -> None:
    sweep(office, NOW + DAY)
    assert taker(office, item) == "sekretaris"
    assert handed_back(office) == []


def test_the_successor_is_offered_the_item_and_completes_it(office: Database, item: int) -> None:
    later = NOW + 2 * DAY
    sweep(office, later)
    with office.writing() as session:
        suto = on(session, "suto", later)
        assert [row.item.id for row in inbox.page(session, suto, Box.ALL).rows] == [item]
        complete(session, suto, item, Sent({"arahan": "Siapkan."}), later)


def test_the_record_says_that_nobody_handed_it_back_and_why(office: Database, item: int) -> None:
    sweep(office, NOW + 2 * DAY)
    (record,) = handed_back(office)
    body = json.loads(record.body)
    assert record.actor_id is None
    assert (body["item"], body["by"], body["why"]) == (item, "organisation", "post_not_held")


def test_what_a_person_who_was_closed_has_still_taken_is_offered_again(
    office: Database, item: int
) -> None:
    with office.writing() as session:
        session.get_one(Person, on(session, "sekretaris", NOW).id).closed_at = NOW
    sweep(office, NOW)
    assert taker(office, item) is None


def test_sweeping_again_changes_nothing(office: Database, item: int) -> None:
    for _ in range(2):
        sweep(office, NOW + 2 * DAY)
    assert len(handed_back(office)) == 1


def test_many_processes_sweep_at_once_and_the_item_is_handed_back_once(
    office: Database, item: int
) -> None:
    processes = [
        Database(office.engine.url.render_as_string(hide_password=False)) for _ in range(8)
    ]
    at_once(partial(handing.sweep_daily, process, NOW + 2 * DAY) for process in processes)
    for process in processes:
        process.close()
    assert len(handed_back(office)) == 1


def test_a_process_sweeps_once_a_day_and_asks_nothing_else_that_day(
    office: Database, item: int
) -> None:
    later = NOW + 2 * DAY
    handing.sweep_daily(office, NOW)
    with Statements(office) as heard:
        handing.sweep_daily(office, NOW)
    assert (heard.texts, handed_back(office)) == ([], [])
    handing.sweep_daily(office, later)
    assert taker(office, item) is None
