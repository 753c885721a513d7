"""Whose an item is, and why it is not: asked anew under the lock of its instance."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine import errors, instances, items, locking, moving, organisation
from engine.actors import Held
from engine.database import Database
from engine.models import WorkItem
from tests.office import REASON, acting, do, start, waiting


@pytest.fixture
def item(office: Database) -> int:
    """The first item of a new instance, at the post of `kasubag`."""
    return waiting(office, start(office).instance_id)[0].item.id


def right(office: Database, item: int, login: str = "kasubag", days: int = 0) -> Held:
    """By which holding an item is somebody's to complete, so many days from now."""
    with office.writing() as session:
        who = acting(session, login)
        who = replace(who, today=who.today + timedelta(days=days))
        return locking.right(session, locking.locked(session, who, item))


def instance_of(office: Database, item: int) -> int:
    with office.reading() as session:
        return session.get_one(WorkItem, item).instance_id


def hold(office: Database, login: str, capacity: str, begins: int = 0) -> None:
    """Let somebody act for `kasubag` from so many days from now on."""
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        post, day = acting(session, "kasubag").held[0].key, admin.today + timedelta(days=begins)
        organisation.begin_holding(session, admin, login, post, capacity, "SK", day, now)


def test_an_item_is_the_holders_of_its_post(office: Database, item: int) -> None:
    assert right(office, item).capacity == "definitif"
    for other in ("kadis", "tim1", "pemilik", "admin"):
        with pytest.raises(errors.NotYours):
            right(office, item, other)


def test_who_acts_for_the_holder_may_from_his_first_day_on(office: Database, item: int) -> None:
    hold(office, "sekretaris", "plh", begins=2)
    with pytest.raises(errors.NotYours):
        right(office, item, "sekretaris", days=1)
    assert right(office, item, "sekretaris", days=2).capacity == "plh"


def test_of_two_capacities_of_one_person_the_definitive_one_counts(
    office: Database, item: int
) -> None:
    hold(office, "kasubag", "plt")
    assert right(office, item).capacity == "definitif"


def test_who_held_the_post_when_the_page_was_opened_may_not_hold_it_now(
    office: Database, item: int
) -> None:
    with office.writing() as session:
        before, admin = acting(session, "kasubag"), acting(session, "admin")
        now = datetime.now(UTC)
        organisation.end_holding(session, admin, before.held[0].id, before.today, now)
        late = replace(before, today=before.today + timedelta(days=1))
        with pytest.raises(errors.NotYours):
            locking.right(session, locking.locked(session, late, item))


def test_a_colleague_who_took_an_item_keeps_it_from_others(office: Database, item: int) -> None:
    hold(office, "sekretaris", "plt")
    with office.writing() as session:
        items.take(session, acting(session, "sekretaris"), item, datetime.now(UTC))
    assert right(office, item, "sekretaris").capacity == "plt"
    with pytest.raises(errors.TakenByAnother):
        right(office, item)


def test_what_was_completed_is_told_by_whom(office: Database, item: int) -> None:
    do(office, waiting(office, instance_of(office, item))[0])
    with pytest.raises(errors.AlreadyDone) as refused:
        right(office, item)
    with office.reading() as session:
        assert refused.value.facts["name"] == acting(session, "kasubag").name


def test_what_was_stopped_and_what_was_moved_are_told_apart(office: Database, item: int) -> None:
    instance, target = instance_of(office, item), "T3"
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), REASON, datetime.now(UTC))
        moving.to_step(session, order, instance, target)
    with pytest.raises(errors.StepMoved):
        right(office, item)
    with office.writing() as session:
        instances.stop(session, order.actor, instance, REASON, datetime.now(UTC))
    with pytest.raises(errors.InstanceEnded):
        right(office, item)


def test_whoever_may_not_work_here_learns_nothing_of_what_became_of_it(
    office: Database, item: int
) -> None:
    do(office, waiting(office, instance_of(office, item))[0])
    with pytest.raises(errors.NotYours):
        right(office, item, "tim1")


def test_an_item_that_is_not_there_is_not_found(office: Database) -> None:
    with pytest.raises(errors.NotFound):
        right(office, 999_999)
