"""People are added, changed and closed by rules, and every change is recorded."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import organisation
from engine.errors import (
    AlreadyExists,
    BadName,
    OwnAccount,
)
from engine.models import WorkItem
from engine.permissions import Role
from tests.engine.organisation.hiring import (
    NOW,
    ani,
    hold,
    last,
    person,
    taken_item,
    taker,
)


def test_a_person_is_added_with_a_record(session: Session) -> None:
    organisation.add_person(session, ani(session), " Dewi ", "Dewi Contoh", "2", NOW)
    kind, body = last(session)
    assert person(session, "dewi").name == "Dewi Contoh"
    assert kind == "person_added" and body["login"] == "dewi" and body["nip"] == "2"


def test_a_login_is_given_once_even_when_its_person_is_closed(session: Session) -> None:
    organisation.close_person(session, ani(session), "budi", NOW)
    with pytest.raises(AlreadyExists):
        organisation.add_person(session, ani(session), "budi", "Budi Lain", "", NOW)


@pytest.mark.parametrize(("login", "name"), [("d", "Dewi"), ("de wi", "Dewi"), ("dewi", "  ")])
def test_a_person_needs_a_usable_login_and_a_name(session: Session, login: str, name: str) -> None:
    with pytest.raises(BadName):
        organisation.add_person(session, ani(session), login, name, "", NOW)


def test_a_change_is_recorded_with_before_and_after(session: Session) -> None:
    organisation.change_person(session, ani(session), "budi", NOW, name="Budi Baru")
    kind, body = last(session)
    assert kind == "person_changed"
    assert (body["before"], body["after"]) == ({"name": "Budi Contoh"}, {"name": "Budi Baru"})


def test_a_change_to_the_same_is_not_recorded(session: Session) -> None:
    before = last(session)
    organisation.change_person(session, ani(session), "budi", NOW, name="Budi Contoh", nip="1")
    assert last(session) == before


def test_a_closed_person_holds_nothing_and_has_no_sessions(session: Session) -> None:
    hold(session, "budi")
    organisation.grant_role(session, ani(session), "budi", Role.OWNER, NOW)
    epoch = person(session, "budi").epoch
    organisation.close_person(session, ani(session), "budi", NOW)
    assert person(session, "budi").epoch > epoch
    assert organisation.who(session, "budi").closed_at == NOW
    assert organisation.holdings(session, NOW) == []
    assert {row.person.login for row in organisation.grants(session, NOW)} == {"ani"}


def test_what_a_closed_person_had_taken_is_offered_again(session: Session) -> None:
    hold(session, "budi")
    item = taken_item(session, "budi")
    organisation.close_person(session, ani(session), "budi", NOW)
    assert taker(session, item) is None
    kind, body = last(session, session.scalars(select(WorkItem.instance_id)).one())
    assert (kind, body["from"]) == ("item_handed_back", person(session, "budi").id)


def test_the_successor_of_a_closed_person_begins_the_same_day(session: Session) -> None:
    hold(session, "budi")
    organisation.close_person(session, ani(session), "budi", NOW)
    hold(session, "cita")
    holders = organisation.posts(session, NOW)[0].holders
    assert [holder.name for holder in holders] == ["Cita Contoh"]


def test_nobody_closes_oneself(session: Session) -> None:
    with pytest.raises(OwnAccount):
        organisation.close_person(session, ani(session), "ani", NOW)
