"""The office itself: where it is and how it measures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from engine import offices, organisation
from engine.measurement import settings
from tests.engine.organisation.hiring import (
    DAY,
    LATER,
    NOW,
    ani,
    last,
)


def test_where_the_office_is_changes_in_one_record(session: Session) -> None:
    organisation.change_office(session, ani(session), " Jalan  Contoh 1 ", "Rantau", NOW)
    found = offices.office(session)
    assert (found.address, found.place) == ("Jalan Contoh 1", "Rantau")
    organisation.change_office(session, ani(session), "Jalan Contoh 1", "Tapin", LATER)
    told = {"before": {"place": "Rantau"}, "after": {"place": "Tapin"}, "via": "web"}
    assert last(session) == ("office_changed", told)
    assert [entry.actor for entry in offices.changes(session)] == ["Ani Contoh"] * 2


def test_what_an_office_is_already_is_not_recorded(session: Session) -> None:
    before = last(session)
    organisation.change_office(session, ani(session), "", " ", NOW)
    organisation.set_measurement(session, ani(session), settings.default(), NOW)
    assert last(session) == before


def test_the_office_is_known_as_it_was(session: Session) -> None:
    organisation.change_office(session, ani(session), "", "Rantau", LATER)
    organisation.change_office(session, ani(session), "Jalan", "Tapin", LATER + DAY)
    moments = (NOW, LATER, LATER + DAY)
    found = [offices.as_of(session, moment) for moment in moments]
    assert [(one.address, one.place) for one in found] == [
        ("", ""), ("", "Rantau"), ("Jalan", "Tapin"),
    ]  # fmt: skip


def test_how_the_office_measures_is_recorded_before_and_after(session: Session) -> None:
    before = offices.measurement(session)
    own = replace(before, cap=Decimal(110))
    organisation.set_measurement(session, ani(session), own, NOW)
    assert offices.measurement(session) == own
    kind, body = last(session)
    assert kind == "office_changed"
    assert body["before"] == {"measurement": before.to_json()}
    assert body["after"] == {"measurement": own.to_json()}
