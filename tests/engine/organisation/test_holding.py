"""A post is held by whom its kind admits, from day to day; what was taken follows."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from engine import organisation
from engine.errors import (
    BadPeriod,
    CapacityUnfit,
    NotFound,
    PostHeld,
)
from tests.engine.organisation.hiring import (
    DAY,
    NOW,
    TODAY,
    ani,
    hold,
    last,
    person,
    taken_item,
    taker,
)


def test_a_holding_is_recorded_with_its_decree(session: Session) -> None:
    hold(session, "budi")
    kind, body = last(session)
    assert kind == "holding_begun" and body["decree"] == "SK 1" and body["post"] == "kepala"
    assert [post.key for post in organisation.unheld(session, NOW)] == ["tim"]


def test_a_post_of_one_person_has_one_definitive_holder_at_a_time(session: Session) -> None:
    hold(session, "budi", to_date=TODAY + 9 * DAY)
    with pytest.raises(PostHeld):
        hold(session, "cita", from_date=TODAY + 9 * DAY)
    assert hold(session, "cita", from_date=TODAY + 10 * DAY)


@pytest.mark.parametrize("capacity", ["plt", "plh"])
def test_somebody_may_act_beside_the_definitive_holder(session: Session, capacity: str) -> None:
    hold(session, "budi")
    hold(session, "cita", capacity=capacity)
    holders = organisation.posts(session, NOW)[0].holders
    assert [holder.capacity for holder in holders] == ["definitif", capacity]


def test_a_team_has_many_members_but_each_once(session: Session) -> None:
    hold(session, "budi", "tim", "anggota")
    hold(session, "cita", "tim", "anggota")
    with pytest.raises(PostHeld):
        hold(session, "cita", "tim", "anggota")


@pytest.mark.parametrize(("post", "capacity"), [("kepala", "anggota"), ("tim", "definitif")])
def test_a_capacity_fits_the_kind_of_post(session: Session, post: str, capacity: str) -> None:
    with pytest.raises(CapacityUnfit):
        hold(session, "budi", post, capacity)


def test_the_days_of_a_holding_stand_in_order(session: Session) -> None:
    with pytest.raises(BadPeriod):
        hold(session, "budi", to_date=TODAY - DAY)


@pytest.mark.parametrize(("login", "post"), [("nobody", "kepala"), ("budi", "nothing")])
def test_only_known_people_hold_known_posts(session: Session, login: str, post: str) -> None:
    with pytest.raises(NotFound):
        hold(session, login, post)


@pytest.mark.parametrize(("days", "kept"), [(-1, False), (0, False), (1, True)])
def test_items_are_handed_back_when_a_holding_ends(session: Session, days: int, kept: bool) -> None:
    holding = hold(session, "budi", from_date=TODAY - 9 * DAY)
    item = taken_item(session, "budi")
    organisation.end_holding(session, ani(session), holding, TODAY + days * DAY, NOW)
    assert (taker(session, item) is not None) == kept
    assert last(session)[0] == "holding_ended"


def test_items_of_other_posts_stay_with_their_taker(session: Session) -> None:
    holding = hold(session, "budi")
    hold(session, "budi", "tim", "anggota")
    item = taken_item(session, "budi", "tim")
    organisation.end_holding(session, ani(session), holding, TODAY, NOW)
    assert taker(session, item) == person(session, "budi").id


def test_items_stay_with_who_still_holds_the_post_otherwise(session: Session) -> None:
    acting = hold(session, "budi", capacity="plt", from_date=TODAY - DAY)
    hold(session, "budi")
    item = taken_item(session, "budi")
    organisation.end_holding(session, ani(session), acting, TODAY, NOW)
    assert taker(session, item) == person(session, "budi").id


@pytest.mark.parametrize("days", [-1, 6])
def test_a_holding_ends_within_its_days(session: Session, days: int) -> None:
    holding = hold(session, "budi", to_date=TODAY + 5 * DAY)
    with pytest.raises(BadPeriod):
        organisation.end_holding(session, ani(session), holding, TODAY + days * DAY, NOW)
