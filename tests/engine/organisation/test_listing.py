"""Who and what there is, as lists show it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from engine import organisation
from engine.errors import (
    NotFound,
)
from tests.engine.organisation.hiring import (
    DAY,
    NOW,
    TODAY,
    ani,
    hold,
    logins,
)

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


def test_ended_holdings_are_listed_on_request(session: Session) -> None:
    hold(session, "budi", from_date=TODAY - 9 * DAY, to_date=TODAY - DAY)
    assert organisation.holdings(session, NOW) == []
    assert [row.post.key for row in organisation.holdings(session, NOW, ended=True)] == ["kepala"]
