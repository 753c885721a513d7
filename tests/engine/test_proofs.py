"""The password asked for once more while signed in is counted apart from signing in."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import accounts, actors, founding, organisation, passwords, proofs
from engine.database import Database
from engine.errors import PasswordNeeded, ProofPaused, SignInPaused
from engine.models import Record
from engine.passwords import Evidence

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
RIGHT, OTHER = "pohon-ulin-tinggi", "sungai-lebar-sekali"


@pytest.fixture(autouse=True)
def office(database: Database) -> None:
    """An office with the administrator ani, and with budi, whose password is the same."""
    with database.writing() as session:
        founding.found(session, "Kantor Uji", "ani", "Ani Contoh", RIGHT, NOW, QUICK)
        organisation.add_person(session, person(session), "budi", "Budi Contoh", "", NOW)
        accounts.reset_password(session, person(session), "budi", QUICK.hash(RIGHT), NOW)


def person(session: Session, login: str = "ani") -> actors.Actor:
    return actors.actor(session, login, NOW.date(), "web")


def weighed(session: Session, password: str, login: str = "ani") -> Evidence:
    return passwords.weigh(session, login, password, QUICK)


def prove(database: Database, evidence: Evidence | None, at: datetime = NOW) -> None:
    """Ani proves that it is she."""
    with database.writing() as session:
        ani = person(session)
        proofs.prove(proofs.secret_of(session, ani), ani, evidence, at)


def guess(database: Database, times: int, at: datetime = NOW) -> list[ProofPaused | None]:
    found = []
    for _ in range(times):
        with database.writing() as session:
            found.append(proofs.refuse(session, person(session), at, "10.0.0.1"))
    return found


def right(database: Database) -> Evidence:
    with database.reading() as session:
        return weighed(session, RIGHT)


def facts(database: Database) -> list[tuple[str, int | None]]:
    with database.reading() as session:
        ani = person(session).id
        found = select(Record.kind, Record.actor_id).where(Record.stream_id == ani)
        return [(kind, actor) for kind, actor in session.execute(found.order_by(Record.seq))]


def test_the_right_password_proves(database: Database) -> None:
    prove(database, right(database))
    assert facts(database) == []


@pytest.mark.parametrize("login", ["ani", "budi"])
def test_a_wrong_password_or_one_of_somebody_else_proves_nothing(
    database: Database, login: str
) -> None:
    with database.reading() as session:
        evidence = weighed(session, OTHER if login == "ani" else RIGHT, login)
    for found in (evidence, None):
        with pytest.raises(PasswordNeeded):
            prove(database, found)


def test_five_wrong_ones_pause_it_even_for_the_right_one(database: Database) -> None:
    found = guess(database, 5)
    assert found[:4] == [None] * 4 and isinstance(found[4], ProofPaused)
    with pytest.raises(ProofPaused):
        prove(database, right(database), NOW + timedelta(minutes=14))
    prove(database, right(database), NOW + timedelta(minutes=15))


def test_the_wrong_ones_are_recorded_under_the_name_of_whoever_was_signed_in(
    database: Database,
) -> None:
    guess(database, 5)
    with database.reading() as session:
        ani = person(session).id
    assert facts(database) == [("proof_refused", ani)] * 4 + [("proof_locked", ani)]


def test_a_guess_during_a_pause_is_answered_by_it_and_not_counted(database: Database) -> None:
    *_, begun, during = guess(database, 6)
    assert begun and during and begun.facts == during.facts
    assert len(facts(database)) == 5


def test_the_wrong_ones_before_a_right_one_are_forgotten(database: Database) -> None:
    guess(database, 4)
    with database.writing() as session:
        proofs.forget(session, person(session))
    assert guess(database, 4) == [None] * 4


def test_refused_sign_ins_do_not_keep_anybody_from_proving(database: Database) -> None:
    for _ in range(5):
        with database.writing() as session:
            attempt = accounts.admit(session, weighed(session, OTHER), NOW)
    assert isinstance(attempt.error, SignInPaused)
    prove(database, right(database))


def test_wrong_proofs_do_not_keep_anybody_from_signing_in(database: Database) -> None:
    guess(database, 5)
    with database.writing() as session:
        assert accounts.admit(session, weighed(session, RIGHT), NOW).error is None


def test_a_new_password_ends_the_pause(database: Database) -> None:
    guess(database, 5)
    with database.writing() as session:
        accounts.reset_password(session, person(session), "ani", QUICK.hash(OTHER), NOW)
        evidence = weighed(session, OTHER)
    prove(database, evidence)
