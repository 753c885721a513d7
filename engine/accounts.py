"""Signing in and out, and passwords.

A refused sign-in is counted and recorded, so `attempt` returns the refusal instead of raising it:
the caller commits first and tells afterwards.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import records
from engine.actors import Actor
from engine.errors import (
    LockedOut,
    NotFound,
    OldPasswordWrong,
    PasswordNeeded,
    PasswordTooWeak,
    Refused,
    SignInRefused,
)
from engine.models import Person
from engine.permissions import May
from engine.records import Fact

# OWASP's smallest advice for argon2id, so that an old PC signs in within a tenth of a second.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

SHORTEST_PASSWORD = 10
FAILURES = 5
FIRST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(hours=4)

# Common passwords that are long enough, one on a line; most common ones are too short anyway.
_COMMON_FILE = Path(__file__).parent / "data" / "common_passwords.txt"


@dataclass(frozen=True)
class Evidence:
    """Whether a password was right for a login, and by which hash that was found out."""

    login: str
    password_hash: str | None
    is_right: bool


@dataclass(frozen=True)
class Secret:
    """What is stored of a person's password, until when sign-in is paused, after what failures."""

    password_hash: str
    locked_until: datetime | None
    failures: int


@dataclass(frozen=True)
class Attempt:
    """How signing in ended: who has signed in, and in which epoch, or why nobody has."""

    person_id: int | None = None
    epoch: int | None = None
    error: Refused | None = None


def attempt(
    session: Session,
    login: str,
    password: str,
    now: datetime,
    address: str = "",
    hasher: PasswordHasher = HASHER,
) -> Attempt:
    """Sign in, counting and recording a failure; `weigh` and `admit` in one transaction."""
    return admit(session, weigh(session, login, password, hasher), now, address)


def weigh(session: Session, login: str, password: str, hasher: PasswordHasher = HASHER) -> Evidence:
    """Compare a password; takes some 20 ms on purpose, also for a login that does not exist.

    It only reads, so a web server may weigh before it opens a writing transaction.
    """
    login = login.strip().lower()
    is_open = (Person.login == login, Person.closed_at.is_(None), Person.password_hash != "")
    found = session.scalar(select(Person.password_hash).where(*is_open))
    is_right = _matches(found or _decoy(hasher), password, hasher)
    return Evidence(login, found, is_right and found is not None)


def admit(session: Session, evidence: Evidence, now: datetime, address: str = "") -> Attempt:
    """Let a person in by evidence just weighed, unless sign-in is paused; one record."""
    found = select(Person.id).where(Person.login == evidence.login, Person.closed_at.is_(None))
    head = records.lock_by(session, records.locking(found.scalar_subquery()))
    if head is None or evidence.password_hash is None:
        return Attempt(error=SignInRefused())
    person = session.get_one(Person, head.stream, populate_existing=True)
    if person.locked_until and person.locked_until > now:
        return Attempt(error=_locked_out(person))
    if not _proves(evidence, person):
        return _refuse(session, head, person, now, address)
    person.failures, person.locked_until = 0, None
    records.append(session, head, Fact.SIGNED_IN, now, person.id, {"address": address})
    return Attempt(person.id, person.epoch)


def _refuse(
    session: Session, head: records.Head, person: Person, now: datetime, address: str
) -> Attempt:
    person.failures += 1
    body = {"address": address, "failures": person.failures}
    if person.failures % FAILURES:
        records.append(session, head, Fact.SIGN_IN_REFUSED, now, None, body)
        return Attempt(error=SignInRefused())
    person.locked_until = now + pause(person.failures)
    body["until"] = person.locked_until.isoformat()
    records.append(session, head, Fact.SIGN_IN_LOCKED, now, None, body)
    return Attempt(error=_locked_out(person))


def pause(failures: int) -> timedelta:
    """How long sign-in pauses: 15 minutes after 5 failures, doubled every 5 more, 4 h at most."""
    doublings = min(failures // FAILURES - 1, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _locked_out(person: Person | Secret) -> LockedOut:
    return LockedOut(until=person.locked_until, count=person.failures)


def admissible(secret: Person | Secret, now: datetime) -> None:
    """Raise LockedOut while a person's sign-in is paused; ask before any password is weighed."""
    if secret.locked_until and secret.locked_until > now:
        raise _locked_out(secret)


def prove(secret: Secret, actor: Actor, evidence: Evidence | None, now: datetime) -> None:
    """Let a person approve something by evidence of the password just weighed.

    `secret` is what is stored of the person. Raises PasswordNeeded without right evidence of one's
    own, and as `admissible`.
    """
    admissible(secret, now)
    if evidence is None or evidence.login != actor.login or not _proves(evidence, secret):
        raise PasswordNeeded()


def secret_of(session: Session, actor: Actor) -> Secret:
    """What is stored now of a person's password."""
    person = session.get_one(Person, actor.id, populate_existing=True)
    return Secret(person.password_hash, person.locked_until, person.failures)


def sign_out(session: Session, actor: Actor, now: datetime) -> None:
    """Sign a person out, on all devices: a cookie copied from any of them opens nothing more."""
    head, person = _locked(session, actor.login)
    person.epoch += 1
    records.append(session, head, Fact.SIGNED_OUT, now, actor.id, {"via": actor.via})


def change_password(
    session: Session, actor: Actor, evidence: Evidence, new_hash: str, now: datetime
) -> int:
    """Change one's own password, by evidence of the old one.

    The new epoch, since all sessions of the person end. Raises OldPasswordWrong, and as
    `admissible`.
    """
    actor.need(May.USE_ACCOUNT)
    head, person = _locked(session, actor.login)
    admissible(person, now)
    if not _proves(evidence, person):
        raise OldPasswordWrong()
    keep_password(person, new_hash)
    body = {"epoch": person.epoch, "via": actor.via}
    records.append(session, head, Fact.PASSWORD_CHANGED, now, actor.id, body)
    return person.epoch


def reset_password(
    session: Session, actor: Actor, login: str, new_hash: str, now: datetime
) -> None:
    """Give a person a password, as administrator; ends the sessions and the pause of sign-in.

    Raises NotFound.
    """
    actor.need(May.ADMINISTER)
    head, person = _locked(session, login)
    keep_password(person, new_hash)
    body = {"epoch": person.epoch, "via": actor.via}
    records.append(session, head, Fact.PASSWORD_RESET, now, actor.id, body)


def fresh_password() -> str:
    """A random password, to be shown once and changed soon."""
    return secrets.token_urlsafe(12)


def sealed(password: str, login: str, name: str, hasher: PasswordHasher = HASHER) -> str:
    """The hash of a person's new password; raises PasswordTooWeak.

    Takes some 20 ms on purpose: like weighing, it is done before a writing transaction is opened.
    """
    check_strength(password, login, name)
    return hasher.hash(password)


def keep_password(person: Person, new_hash: str) -> None:
    """Store a password's hash, raise the epoch, and forget failures; checks and records nothing."""
    person.password_hash = new_hash
    person.epoch += 1
    person.failures, person.locked_until = 0, None


def check_strength(password: str, login: str, name: str) -> None:
    """Raise PasswordTooWeak for a short or common password, or one's own login or name."""
    plain = "".join(password.lower().split())
    own = {login.lower(), "".join(name.lower().split())}
    if len(password) < SHORTEST_PASSWORD or plain in _common() | own or len(set(plain)) < 4:
        raise PasswordTooWeak(length=SHORTEST_PASSWORD)


def _locked(session: Session, login: str) -> tuple[records.Head, Person]:
    found = select(Person.id).where(Person.login == login, Person.closed_at.is_(None))
    head = records.lock_by(session, records.locking(found.scalar_subquery()))
    if head is None:
        raise NotFound(what="person", name=login)
    return head, session.get_one(Person, head.stream, populate_existing=True)


def _proves(evidence: Evidence, person: Person | Secret) -> bool:
    # Evidence from before a new password proves nothing any more.
    return evidence.is_right and evidence.password_hash == person.password_hash


def _matches(password_hash: str, password: str, hasher: PasswordHasher) -> bool:
    try:
        return hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _decoy(hasher: PasswordHasher) -> str:
    """A hash that no password has."""
    return hasher.hash(secrets.token_urlsafe(32))


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON_FILE.read_text().split())
