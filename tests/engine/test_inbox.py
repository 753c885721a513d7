"""What waits for a person: which items, in which order, and page by page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from engine import inbox, items
from engine.database import Database
from engine.inbox import Box, Key
from engine.models import WorkItem
from tests.office import Statements, acting, do, start, waiting, walk


def all_pages(session: Session, login: str, box: Box = Box.ALL) -> list[list[int]]:
    who, pages, after = acting(session, login), [], None
    while True:
        page = inbox.page(session, who, box, after)
        pages.append([row.item.id for row in page.rows])
        after = page.next
        if after is None:
            return pages


@pytest.fixture
def many(office: Database) -> Database:
    """An office in which one person has two pages and one item more, due in reverse order."""
    ids = [waiting(office, start(office).instance_id)[0].item.id for _ in range(2 * inbox.PAGE + 1)]
    now = datetime.now(UTC)
    with office.writing() as session:
        for n, item in enumerate(ids):
            due = now + timedelta(hours=-(n // 2))
            session.execute(update(WorkItem).where(WorkItem.id == item).values(due_at=due))
    return office


def test_pages_follow_each_other_late_first_and_miss_nothing(many: Database) -> None:
    with many.reading() as session:
        pages = all_pages(session, "kasubag")
        rows = inbox.page(session, acting(session, "kasubag"), Box.ALL).rows
    assert [len(page) for page in pages] == [inbox.PAGE, inbox.PAGE, 1]
    assert len({item for page in pages for item in page}) == 2 * inbox.PAGE + 1
    keys = [(row.item.due_at, row.item.id) for row in rows]
    assert keys == sorted(keys)


def test_what_is_done_comes_newest_first(many: Database) -> None:
    with many.reading() as session:
        first, second = inbox.page(session, acting(session, "kasubag"), Box.ALL).rows[:2]
    do(many, first)
    do(many, second)
    with many.reading() as session:
        assert all_pages(session, "kasubag", Box.DONE) == [[second.item.id, first.item.id]]


def test_a_count_says_how_many_wait(office: Database) -> None:
    with office.reading() as session:
        who = acting(session, "kasubag")
        assert inbox.count(session, who) == 0
    for _ in range(3):
        start(office)
    with office.reading() as session:
        assert inbox.count(session, who) == 3


def test_what_a_colleague_took_waits_for_nobody_else(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T10")
    item = waiting(office, instance)[0].item.id
    with office.writing() as session:
        items.take(session, acting(session, "tim1"), item, datetime.now(UTC))
    with office.reading() as session:
        assert all_pages(session, "tim1") == all_pages(session, "tim1", Box.MINE) == [[item]]
        assert all_pages(session, "tim2") == [[]]
        assert all_pages(session, "tim2", Box.POSTS) == [[item]]


def test_whoever_holds_no_post_has_an_empty_inbox(office: Database) -> None:
    start(office)
    with office.reading() as session:
        who = acting(session, "auditor")
        assert inbox.page(session, who, Box.ALL).rows == [] and inbox.count(session, who) == 0


def test_a_page_is_one_statement_however_much_waits(many: Database) -> None:
    with many.reading() as session:
        who = acting(session, "kasubag")
    with Statements(many) as heard, many.reading() as session:
        inbox.page(session, who, Box.ALL, Key(datetime.now(UTC) - timedelta(days=9), 0))
    assert len(heard.texts) == 1
