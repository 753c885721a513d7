"""Signing in is counted and recorded; passwords are kept well and end sessions when they change."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import accounts, actors, founding, organisation, passwords, records
from engine.database import Database
from engine.errors import (
    NotAllowed,
    NotFound,
    OldPasswordWrong,
    SignInPaused,
    SignInRefused,
)
from engine.models import Person, Record

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
RIGHT, OTHER = "pohon-ulin-tinggi", "sungai-lebar-sekali"


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """An office with the administrator ani and the person budi, who has no password."""
    with database.writing() as session:
        founding.found(session, "Kantor Uji", "ani", "Ani Contoh", RIGHT, NOW, QUICK)
        organisation.add_person(session, ani(session), "budi", "Budi Contoh", "", NOW)
        yield session


def ani(session: Session) -> actors.Actor:
    return actors.actor(session, "ani", NOW.date(), "web")


def budi(session: Session) -> actors.Actor:
    return actors.actor(session, "budi", NOW.date(), "web")


def try_in(
    session: Session, password: str, login: str = "ani", at: datetime = NOW
) -> accounts.Attempt:
    evidence = passwords.weigh(session, login, password, QUICK)
    return accounts.admit(session, evidence, at, "10.0.0.1")


def change(session: Session, old: str, new: str) -> int:
    """Ani changes her password."""
    evidence = passwords.weigh(session, "ani", old, QUICK)
    new_hash = passwords.sealed(new, "ani", "Ani Contoh", QUICK)
    return accounts.change_password(session, ani(session), evidence, new_hash, NOW)


def reset(session: Session, login: str, password: str, actor: actors.Actor | None = None) -> None:
    who = actor or ani(session)
    accounts.reset_password(session, who, login, QUICK.hash(password), NOW)


def facts(session: Session, login: str) -> list[str]:
    stream = select(Person.id).where(Person.login == login).scalar_subquery()
    found = select(Record.kind).where(Record.stream_id == stream).order_by(Record.seq)
    return list(session.scalars(found))


def test_the_right_password_signs_in(session: Session) -> None:
    attempt = try_in(session, RIGHT)
    assert (attempt.person_id, attempt.error) == (ani(session).id, None)
    assert attempt.epoch == ani(session).epoch
    assert facts(session, "ani") == ["signed_in"]


def test_a_login_is_read_without_case_and_blanks(session: Session) -> None:
    assert try_in(session, RIGHT, " Ani ").error is None


def test_a_wrong_password_is_refused_and_recorded(session: Session) -> None:
    assert isinstance(try_in(session, OTHER).error, SignInRefused)
    assert facts(session, "ani") == ["sign_in_refused"]


@pytest.mark.parametrize("login", ["nobody", "budi"])
def test_without_a_password_every_attempt_is_refused_alike(session: Session, login: str) -> None:
    assert isinstance(try_in(session, "", login).error, SignInRefused)
    assert isinstance(try_in(session, RIGHT, login).error, SignInRefused)


def test_five_failures_pause_sign_in_even_with_the_right_password(session: Session) -> None:
    errors = [try_in(session, OTHER).error for _ in range(5)]
    assert [type(e) for e in errors] == [SignInRefused] * 4 + [SignInPaused]
    assert isinstance(try_in(session, RIGHT).error, SignInPaused)
    assert facts(session, "ani") == ["sign_in_refused"] * 4 + ["sign_in_locked"]


def test_the_pause_ends_after_fifteen_minutes(session: Session) -> None:
    for _ in range(5):
        try_in(session, OTHER)
    assert try_in(session, RIGHT, at=NOW + timedelta(minutes=14)).error is not None
    assert try_in(session, RIGHT, at=NOW + timedelta(minutes=15)).error is None


def test_signing_in_forgets_failures(session: Session) -> None:
    for password in [OTHER] * 4 + [RIGHT] + [OTHER] * 4:
        attempt = try_in(session, password)
    assert isinstance(attempt.error, SignInRefused)


def test_evidence_from_before_a_new_password_is_worthless(session: Session) -> None:
    evidence = passwords.weigh(session, "ani", RIGHT, QUICK)
    change(session, RIGHT, OTHER)
    assert isinstance(accounts.admit(session, evidence, NOW).error, SignInRefused)


def test_a_closed_person_cannot_sign_in(session: Session) -> None:
    reset(session, "budi", OTHER)
    organisation.close_person(session, ani(session), "budi", NOW)
    assert isinstance(try_in(session, OTHER, "budi").error, SignInRefused)


def test_signing_out_is_recorded(session: Session) -> None:
    accounts.sign_out(session, ani(session), NOW)
    assert facts(session, "ani") == ["signed_out"]


def test_changing_a_password_ends_all_sessions(session: Session) -> None:
    before = ani(session)
    epoch = change(session, RIGHT, OTHER)
    assert ani(session).epoch == epoch > before.epoch
    assert try_in(session, OTHER).error is None
    assert facts(session, "ani") == ["password_changed", "signed_in"]


def test_changing_a_password_needs_the_old_one(session: Session) -> None:
    with pytest.raises(OldPasswordWrong):
        change(session, OTHER, "hutan-hijau-luas")


def test_evidence_of_another_person_changes_nothing(session: Session) -> None:
    reset(session, "budi", OTHER)
    of_budi = passwords.weigh(session, "budi", OTHER, QUICK)
    with pytest.raises(OldPasswordWrong):
        accounts.change_password(session, ani(session), of_budi, QUICK.hash(OTHER), NOW)


def test_a_reset_password_works_and_is_told_once(session: Session) -> None:
    password = passwords.fresh()
    reset(session, "budi", password)
    assert try_in(session, password, "budi").error is None
    assert facts(session, "budi") == ["password_reset", "signed_in"]


def test_a_reset_ends_a_pause(session: Session) -> None:
    for _ in range(5):
        try_in(session, OTHER)
    reset(session, "ani", OTHER)
    assert try_in(session, OTHER).error is None


def test_only_an_administrator_resets_a_password(session: Session) -> None:
    with pytest.raises(NotAllowed):
        reset(session, "ani", OTHER, budi(session))


def test_an_unknown_person_has_no_password_to_reset(session: Session) -> None:
    with pytest.raises(NotFound):
        reset(session, "nobody", OTHER)


def test_the_records_of_sign_ins_are_a_whole_chain(session: Session) -> None:
    try_in(session, OTHER), try_in(session, RIGHT)
    session.flush()
    assert all(broken is None for *_, broken in records.verify(session))
