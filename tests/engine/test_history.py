"""Who reads which instances, and what is told of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine import (
    errors,
    history,
    instance_lists,
    instance_view,
    instances,
    organisation,
    publishing,
    readers,
    records,
)
from engine.database import Database
from engine.instance_lists import PAGE, Filter
from engine.models import Instance, Status
from engine.permissions import Role
from tests.engine.revising import LANES, NOTE, OTHER
from tests.office import KEY, acting, do, start, waiting

ALL = Filter()


def read_by(office: Database, login: str, chosen: Filter = ALL) -> set[str]:
    """The SOPs of the instances that somebody may read."""
    with office.reading() as session:
        found, _ = instance_lists.listed(session, acting(session, login), chosen)
        return {one.process for one in found}


@pytest.fixture
def two(office: Database) -> Database:
    """An office with an instance of what ships, and one of an SOP whose posts nobody holds."""
    start(office, period="2026-TW3")
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        publishing.publish(session, owner, LANES, NOTE, now, owner.today)
        instances.start(session, owner, OTHER, "Lain", None, now)
    return office


def grant(office: Database, login: str, role: Role, sop: str | None = None) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        organisation.grant_role(session, admin, login, role, now, sop)


@pytest.mark.parametrize("login", ["pemilik", "auditor", "admin"])
def test_owners_auditors_and_administrators_read_all_instances(two: Database, login: str) -> None:
    assert read_by(two, login) == {KEY, OTHER}


@pytest.mark.parametrize("login", ["kasubag", "tim1", "kadis"])
def test_whoever_holds_a_post_of_an_sop_reads_its_instances_and_no_others(
    two: Database, login: str
) -> None:
    assert read_by(two, login) == {KEY}


def test_an_approver_without_a_post_of_the_sop_reads_none_of_its_instances(two: Database) -> None:
    with two.writing() as session:
        organisation.add_person(session, acting(session, "admin"), "dewi", "D", "", NOW)
    grant(two, "dewi", Role.APPROVER)
    assert read_by(two, "dewi") == set()


def test_an_auditor_of_one_sop_reads_that_beside_those_of_his_post(two: Database) -> None:
    with two.writing() as session:
        organisation.add_person(session, acting(session, "admin"), "dewi", "D", "", NOW)
    for login in ("dewi", "kasubag"):
        grant(two, login, Role.AUDITOR, OTHER)
    assert (read_by(two, "dewi"), read_by(two, "kasubag")) == ({OTHER}, {OTHER, KEY})


def test_what_one_may_not_read_is_told_of_as_what_is_not_there(two: Database) -> None:
    with two.reading() as session:
        other = session.scalars(select(Instance.id).where(Instance.title == "Lain")).one()
        for number in (other, 999_999):
            for question in (instance_view.view, readers.need_readable):
                with pytest.raises(errors.NotFound) as refused:
                    question(session, acting(session, "kasubag"), number)
                assert refused.value.facts == {"what": "instance", "name": number}


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (Filter(process=KEY), {KEY}),
        (Filter(status=Status.RUNNING), {KEY, OTHER}),
        (Filter(status=Status.COMPLETED), set()),
        (Filter(period="2026-TW3"), {KEY}),
        (Filter(process=OTHER, period="2026-TW3"), set()),
    ],
)
def test_a_list_is_chosen_by_all_that_is_asked(
    two: Database, chosen: Filter, found: set[str]
) -> None:
    assert read_by(two, "auditor", chosen) == found


def test_a_list_is_chosen_by_the_post_at_which_an_instance_waits_now(office: Database) -> None:
    (row,) = waiting(office, start(office).instance_id)
    at_first = Filter(post=row.item.post_id)
    assert read_by(office, "auditor", at_first) == {KEY}
    do(office, row)
    assert read_by(office, "auditor", at_first) == set()


NOW = datetime(2026, 10, 1, tzinfo=UTC)


def begin_many(session: Session, count: int) -> None:
    """Instances that begin three at a time at the same moment, in periods of their own."""
    first = session.scalars(select(Instance)).one()
    about = {"process_id": first.process_id, "version_id": first.version_id, "title": "Uji"}
    about |= {"status": "completed", "started_by": first.started_by, "state_format": 1}
    for n in range(count):
        stream = records.open_stream(session, "instance").stream
        begun = NOW - timedelta(hours=n // 3)
        row = {"id": stream, "started_at": begun, "period": f"P{n // 3}"}
        session.execute(insert(Instance).values(about | row))


def test_pages_follow_each_other_newest_first_and_miss_nothing(office: Database) -> None:
    start(office)
    with office.writing() as session:
        begin_many(session, 2 * PAGE)
        who, pages, after = acting(session, "auditor"), list[list[int]](), None
        while not pages or after is not None:
            found, after = instance_lists.listed(session, who, ALL, after)
            pages.append([one.instance.id for one in found])
    assert [len(page) for page in pages] == [PAGE, PAGE, 1]
    assert len({number for page in pages for number in page}) == 2 * PAGE + 1


def test_periods_come_with_those_of_the_newest_instances_first(office: Database) -> None:
    start(office)
    with office.writing() as session:
        begin_many(session, 9)
        who = acting(session, "auditor")
        assert instance_lists.periods(session, who) == ["P0", "P1", "P2"]
        assert instance_lists.periods(session, acting(session, "admin")) == ["P0", "P1", "P2"]


def test_records_are_read_newest_first_from_a_number_on(office: Database) -> None:
    instance = start(office).instance_id
    for _ in range(3):
        do(office, waiting(office, instance)[0])
    with office.reading() as session:
        told = [one.seq for one in history.entries(session, instance)]
        assert told == [4, 3, 2, 1]
        assert [o.seq for o in history.entries(session, instance, before=4, most=2)] == [3, 2]
        assert [history.entry(session, instance, seq) is None for seq in (0, 1, 4, 5)] == [
            True,
            False,
            False,
            True,
        ]
