"""People, posts, holdings, roles and the calendar change by rules, and every change is recorded."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine import actors, calendars, founding, offices, organisation, records
from engine.database import Database
from engine.errors import (
    AlreadyExists,
    BadHours,
    BadImport,
    BadName,
    BadPeriod,
    CapacityUnfit,
    LastAdministrator,
    NotAllowed,
    NotFound,
    OwnAccount,
    PostHeld,
    RoleUnfit,
)
from engine.measurement import settings
from engine.models import Bundle, Grant, Holding, Instance, Person, Record, Sop, Version, WorkItem
from engine.permissions import Role

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
LATER = NOW + timedelta(hours=1)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


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


def ani(session: Session) -> actors.Actor:
    return actors.actor(session, "ani", TODAY, "web")


def person(session: Session, login: str) -> Person:
    return session.scalars(select(Person).where(Person.login == login)).one()


def hold(
    session: Session,
    login: str,
    post: str = "kepala",
    capacity: str = "definitif",
    from_date: date = TODAY,
    **ends: date,
) -> int:
    return organisation.begin_holding(
        session, ani(session), login, post, capacity, "SK 1", from_date, NOW, **ends
    )


def last(session: Session, stream: int = 1) -> tuple[str, dict[str, Any]]:
    """The last record of a stream; the office's is the first stream."""
    found = select(Record).where(Record.stream_id == stream).order_by(Record.seq.desc()).limit(1)
    record = session.scalars(found).one()
    return record.kind, json.loads(record.body)


def taken_item(session: Session, login: str, post: str = "kepala") -> int:
    """An item that a person has taken, in an instance of its own."""
    who, admin = person(session, login).id, ani(session).id
    sop = session.scalar(select(Sop.id)) or publish(session, admin)
    stream = records.open_stream(session, "instance").stream
    about = {"process_id": sop, "version_id": 1, "title": "Uji", "status": "running"}
    given = {"started_by": admin, "started_at": NOW, "state_format": 1}
    session.execute(insert(Instance).values(id=stream, **about, **given))
    held = next(row.post.id for row in organisation.posts(session, NOW) if row.post.key == post)
    item = WorkItem(instance_id=stream, node_id="a", round=1, row_no="1", name="A", post_id=held)
    item.person_id, item.token, item.opened_at, item.opened_seq = who, b"0" * 16, NOW, 1
    session.add(item)
    session.flush()
    return item.id


def publish(session: Session, admin: int) -> int:
    stream = records.open_stream(session, "process").stream
    session.add(Sop(id=stream, key="sop-uji"))
    session.execute(insert(Bundle).values(digest=b"0" * 32))
    session.flush()
    made = {"made_by": admin, "approved_by": admin, "published_at": NOW, "effective_from": TODAY}
    about = {"process_id": stream, "number": 1, "name": "Uji", "bundle": b"0" * 32, "note": "a"}
    session.execute(insert(Version).values(id=1, **about, **made))
    return stream


def taker(session: Session, item: int) -> int | None:
    return session.scalar(select(WorkItem.person_id).where(WorkItem.id == item))


# People


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


def logins(session: Session, search: str = "", after: int | None = None) -> list[str]:
    found, _ = organisation.people(session, search, after)
    return [person.login for person in found]


ALL = ["ani", "cita", "budi"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ALL),
        ("\0", ALL),
        ("CONTOH", ALL),
        ("bud", ["budi"]),
        (" ita  contoh ", ["cita"]),
        ("NIP-7", ["cita"]),
        ("%", []),
    ],
)
def test_people_are_found_by_a_part_of_name_login_or_nip_closed_ones_last(
    session: Session, search: str, found: list[str]
) -> None:
    organisation.change_person(session, ani(session), "cita", NOW, nip="NIP-77")
    organisation.close_person(session, ani(session), "budi", NOW)
    assert logins(session, search) == found


def test_every_one_of_many_people_stands_on_one_page_of_the_list(session: Session) -> None:
    for n in range(120):
        name = f"Nama {n % 7}"
        organisation.add_person(session, ani(session), f"orang{n}", name, "", NOW)
    for n in range(0, 120, 2):
        organisation.close_person(session, ani(session), f"orang{n}", NOW)
    pages, after = [], None
    while not pages or after is not None:
        found, after = organisation.people(session, "", after)
        pages.append([person.login for person in found])
    everybody = [login for page in pages for login in page]
    assert [len(page) for page in pages] == [50, 50, 23]
    assert len(set(everybody)) == 123 and everybody[0] == "ani"


def test_nobody_is_who_a_login_of_nobody_names(session: Session) -> None:
    with pytest.raises(NotFound):
        organisation.who(session, "nobody")


# Posts and holdings


def test_a_post_is_added_without_a_holder(session: Session) -> None:
    assert [post.key for post in organisation.unheld(session, NOW)] == ["kepala", "tim"]
    assert last(session) == (
        "post_added",
        {"kind": "group", "name": "Tim", "post": "tim", "via": "web"},
    )


def test_a_key_is_given_to_one_post(session: Session) -> None:
    with pytest.raises(AlreadyExists):
        organisation.add_post(session, ani(session), "tim", "Tim Dua", "group", "", NOW)


@pytest.mark.parametrize("wrong", [("A b", "A", "single"), ("a", " ", "single"), ("a", "A", "duo")])
def test_a_post_needs_a_key_a_name_and_a_kind(session: Session, wrong: tuple[str, ...]) -> None:
    with pytest.raises(BadName):
        organisation.add_post(session, ani(session), *wrong, "", NOW)


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


SAME_DAYS = {
    "from a later day on": (3, 9, True),
    "on the last day": (9, 20, True),
    "from the day after": (10, 20, False),
}


@pytest.mark.parametrize("first, last, together", SAME_DAYS.values(), ids=SAME_DAYS)
def test_two_who_hold_a_post_on_the_same_days_are_known(
    session: Session, first: int, last: int, together: bool
) -> None:
    hold(session, "budi", to_date=TODAY + 9 * DAY)
    hold(session, "cita", "kepala", "plh", TODAY + first * DAY, to_date=TODAY + last * DAY)
    found = [{one.person.login for one in pair} for pair in organisation.shared(session, NOW)]
    assert found == [{"budi", "cita"}] * together


def test_members_of_a_team_and_one_person_in_two_capacities_share_no_post(
    session: Session,
) -> None:
    hold(session, "budi", "tim", "anggota")
    hold(session, "cita", "tim", "anggota")
    hold(session, "budi")
    hold(session, "budi", capacity="plt")
    assert organisation.shared(session, NOW) == []


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


def test_ended_holdings_are_listed_on_request(session: Session) -> None:
    hold(session, "budi", from_date=TODAY - 9 * DAY, to_date=TODAY - DAY)
    assert organisation.holdings(session, NOW) == []
    assert [row.post.key for row in organisation.holdings(session, NOW, ended=True)] == ["kepala"]


# Roles


def test_a_role_is_granted_and_ended_at_once(session: Session) -> None:
    grant = organisation.grant_role(session, ani(session), "budi", Role.OWNER, NOW)
    assert actors.actor(session, "budi", TODAY, "web").roles == {Role.OWNER}
    organisation.end_grant(session, ani(session), grant, NOW)
    assert actors.actor(session, "budi", TODAY, "web").roles == frozenset()
    assert last(session)[0] == "role_ended"


def test_a_role_may_be_limited_to_one_sop(session: Session) -> None:
    publish(session, ani(session).id)
    organisation.grant_role(session, ani(session), "budi", Role.OWNER, NOW, sop="sop-uji")
    limits = {row.person.login: row.sop for row in organisation.grants(session, NOW)}
    assert limits == {"ani": None, "budi": "sop-uji"}


def test_a_role_is_granted_once(session: Session) -> None:
    organisation.grant_role(session, ani(session), "budi", Role.AUDITOR, NOW)
    with pytest.raises(AlreadyExists):
        organisation.grant_role(session, ani(session), "budi", Role.AUDITOR, NOW)


@pytest.mark.parametrize(("role", "sop"), [(Role.STAFF, None), (Role.ADMINISTRATOR, "sop-uji")])
def test_some_roles_are_not_granted(session: Session, role: Role, sop: str | None) -> None:
    publish(session, ani(session).id)
    with pytest.raises(RoleUnfit):
        organisation.grant_role(session, ani(session), "budi", role, NOW, sop)


def test_the_last_administrator_stays_one(session: Session) -> None:
    grant = session.scalars(select(Grant.id)).one()
    with pytest.raises(LastAdministrator):
        organisation.end_grant(session, ani(session), grant, NOW)


def test_another_administrator_may_follow(session: Session) -> None:
    grant = session.scalars(select(Grant.id)).one()
    organisation.grant_role(session, ani(session), "budi", Role.ADMINISTRATOR, NOW)
    organisation.end_grant(session, ani(session), grant, NOW)
    assert [row.person.login for row in organisation.grants(session, NOW)] == ["budi"]


# Calendar


def test_a_day_off_moves_what_is_due(session: Session) -> None:
    before = calendars.due(session, NOW, "P1D")
    organisation.add_day_off(session, ani(session), TODAY + DAY, "libur daerah", "Hari Uji", NOW)
    assert calendars.due(session, NOW, "P1D") > before
    organisation.remove_day_off(session, ani(session), TODAY + DAY, NOW)
    assert calendars.due(session, NOW, "P1D") == before


def test_a_day_is_off_once(session: Session) -> None:
    with pytest.raises(AlreadyExists):
        organisation.add_day_off(session, ani(session), date(2026, 12, 25), "libur", "Natal", NOW)


def test_an_ordinary_day_cannot_be_made_ordinary(session: Session) -> None:
    with pytest.raises(NotFound):
        organisation.remove_day_off(session, ani(session), TODAY, NOW)


def test_hours_hold_from_their_day_on(session: Session) -> None:
    begins, week = TODAY + DAY, {"fri": ["08:00-10:00"]}
    organisation.set_hours(session, ani(session), begins, week, NOW)
    closes = calendars.calendar(session).closes_at(NOW + DAY)
    assert closes == datetime(2026, 10, 2, 2, tzinfo=UTC)
    assert last(session)[1]["after"] == week


def test_hours_of_the_same_days_are_replaced(session: Session) -> None:
    for text in ("08:00-10:00", "09:00-11:00"):
        week = {"fri": [text]}
        organisation.set_hours(session, ani(session), TODAY, week, NOW, TODAY + DAY, "Uji")
    assert last(session)[1]["before"] == {"fri": ["08:00-10:00"]}


def test_hours_that_are_removed_leave_the_day_to_others(session: Session) -> None:
    usual = calendars.calendar(session).hours_on(TODAY)
    organisation.set_hours(session, ani(session), TODAY, {"fri": ["08:00-10:00"]}, NOW, TODAY)
    organisation.remove_hours(session, ani(session), TODAY, NOW, TODAY)
    assert calendars.calendar(session).hours_on(TODAY) == usual
    assert last(session)[1]["before"] == {"fri": ["08:00-10:00"]}
    with pytest.raises(NotFound):
        organisation.remove_hours(session, ani(session), TODAY, NOW, TODAY)


def test_the_last_hours_without_an_end_stay(session: Session) -> None:
    (usual,) = calendars.calendar(session).hours
    with pytest.raises(BadHours):
        organisation.remove_hours(session, ani(session), usual.from_date, NOW)


@pytest.mark.parametrize("week", [{}, {"fri": ["10:00-08:00"]}, {"fri": ["8-10"]}, {"hari": []}])
def test_hours_that_cannot_be_read_are_refused(
    session: Session, week: dict[str, list[str]]
) -> None:
    with pytest.raises(BadHours):
        organisation.set_hours(session, ani(session), TODAY, week, NOW)


# The office itself


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


# Permission

Act = Callable[[Session, actors.Actor], object]
ACTS: dict[str, Act] = {
    "add_person": lambda s, a: organisation.add_person(s, a, "dewi", "Dewi", "", NOW),
    "change_person": lambda s, a: organisation.change_person(s, a, "budi", NOW, name="B"),
    "close_person": lambda s, a: organisation.close_person(s, a, "budi", NOW),
    "add_post": lambda s, a: organisation.add_post(s, a, "b", "B", "single", "", NOW),
    "begin_holding": lambda s, a: organisation.begin_holding(
        s, a, "budi", "kepala", "plt", "", TODAY, NOW
    ),
    "end_holding": lambda s, a: organisation.end_holding(s, a, 1, TODAY, NOW),
    "grant_role": lambda s, a: organisation.grant_role(s, a, "budi", Role.OWNER, NOW),
    "end_grant": lambda s, a: organisation.end_grant(s, a, 1, NOW),
    "add_day_off": lambda s, a: organisation.add_day_off(s, a, TODAY, "a", "A", NOW),
    "remove_day_off": lambda s, a: organisation.remove_day_off(s, a, TODAY, NOW),
    "set_hours": lambda s, a: organisation.set_hours(s, a, TODAY, {}, NOW),
    "remove_hours": lambda s, a: organisation.remove_hours(s, a, TODAY, NOW),
    "import_csv": lambda s, a: organisation.import_csv(s, a, "login\n", NOW),
    "change_office": lambda s, a: organisation.change_office(s, a, "", "Rantau", NOW),
    "set_measurement": lambda s, a: organisation.set_measurement(s, a, settings.default(), NOW),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_an_administrator_changes_the_organisation(session: Session, act: str) -> None:
    with pytest.raises(NotAllowed):
        ACTS[act](session, actors.actor(session, "budi", TODAY, "web"))


# Import


def test_a_file_adds_people_who_hold_posts_and_roles(session: Session) -> None:
    text = (
        "login,name,nip,post,capacity,decree,from,to,role\n"
        "dewi,Dewi Contoh,3,kepala,plt,SK 2,2026-10-01,2026-12-31,owner\n"
        "budi,Budi Baru,,tim,,,,,\n"
    )
    assert organisation.import_csv(session, ani(session), text, NOW) == 2
    dewi = actors.actor(session, "dewi", TODAY, "web")
    assert [(h.key, h.capacity) for h in dewi.held] == [("kepala", "plt")]
    assert dewi.roles == {Role.STAFF, Role.OWNER}
    assert person(session, "budi").name == "Budi Baru"


def test_a_file_may_be_indonesian(session: Session) -> None:
    text = "\ufefflogin;Nama;Jabatan;Mulai;Peran\r\ndewi;Dewi Contoh;tim;01/10/2026;Pemilik SOP\r\n"
    organisation.import_csv(session, ani(session), text, NOW)
    dewi = actors.actor(session, "dewi", TODAY, "web")
    assert dewi.roles == {Role.STAFF, Role.OWNER}


def test_a_file_may_be_imported_again(session: Session) -> None:
    text = "login,name,post,role\ndewi,Dewi Contoh,tim,auditor\n"
    organisation.import_csv(session, ani(session), text, NOW)
    before = last(session)
    organisation.import_csv(session, ani(session), text, NOW)
    assert last(session) == before


def test_every_bad_row_is_named_by_its_line(session: Session) -> None:
    text = (
        "login,name,post,from,role\n"
        "d,Dewi Contoh,,,\n"
        "\n"
        "eka,Eka Contoh,nothing,,\n"
        "fani,Fani Contoh,tim,kemarin,\n"
        "gita,Gita Contoh,,,raja\n"
    )
    with pytest.raises(BadImport) as caught:
        organisation.import_csv(session, ani(session), text, NOW)
    kinds = [(problem.line, type(problem.error)) for problem in caught.value.problems]
    assert kinds == [(2, BadName), (4, NotFound), (5, BadName), (6, BadName)]


def test_a_file_with_one_bad_row_changes_nothing(database: Database) -> None:
    with database.writing() as session:
        founding.found(session, "Kantor Uji", "ani", "Ani Contoh", "pohon-ulin-tinggi", NOW, QUICK)
    with pytest.raises(BadImport), database.writing() as session:
        text = "login,name\ndewi,Dewi Contoh\nd,Terlalu Pendek\n"
        organisation.import_csv(session, ani(session), text, NOW)
    with database.reading() as session:
        assert logins(session) == ["ani"]
        assert session.scalars(select(Holding)).all() == []


@pytest.mark.parametrize("header", ["", "name,nip", "login,gaji"])
def test_a_header_names_known_columns(session: Session, header: str) -> None:
    with pytest.raises(BadName):
        organisation.import_csv(session, ani(session), f"{header}\n", NOW)
