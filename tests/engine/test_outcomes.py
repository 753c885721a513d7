"""What waits for approval is counted, and what came of a request is told for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from engine import drafts, outcomes, reviewing
from engine.database import Database
from tests.engine.revising import approve, ask, begin, first_edition, requested, save
from tests.office import KEY, acting


def asked(office: Database, days: int = 0) -> None:
    begin(office)
    ask(office, save(office, "Disdukcapil", first_edition(office)), days)


def told(office: Database, days: int = 0, login: str = "pemilik") -> list[bool]:
    """Which answers a person is told some days ahead: whether each is a return."""
    with office.reading() as session:
        now = datetime.now(UTC) + timedelta(days=days)
        return [one.is_return for one in outcomes.told(session, acting(session, login), now)]


def waiting(office: Database, login: str) -> tuple[int, int]:
    """How many drafts wait for somebody, counted and listed."""
    with office.reading() as session:
        who = acting(session, login)
        return drafts.count_waiting(session, who), len(drafts.waiting(session, who))


def test_a_draft_waits_for_whoever_may_approve_it_and_did_none_of_it(office: Database) -> None:
    begin(office)
    assert waiting(office, "kadis") == (0, 0)
    ask(office, save(office, "Disdukcapil", first_edition(office)))
    assert waiting(office, "kadis") == (1, 1)
    assert waiting(office, "pemilik") == waiting(office, "kasubag") == (0, 0)


def test_a_return_is_told_to_owners_as_long_as_nothing_follows(office: Database) -> None:
    asked(office)
    assert told(office) == []
    with office.writing() as session:
        head, request = acting(session, "kadis"), requested(session)
        reviewing.refuse(session, head, KEY, request, "Sebut dasarnya.", datetime.now(UTC))
    assert told(office, days=99) == [True]
    assert told(office, login="kadis") == told(office, login="kasubag") == []


def test_an_approval_is_told_for_a_week(office: Database) -> None:
    asked(office)
    approve(office)
    assert [told(office, days) for days in (0, 6, 8)] == [[False], [False], []]


def test_an_approval_for_a_later_day_is_told_until_then(office: Database) -> None:
    asked(office, days=30)
    approve(office)
    assert told(office, days=20) == [False]
