"""Signing in and out, and whose password is what.

A wrong password is counted and recorded, so `admit` returns the refusal instead of raising it: the
caller commits first and tells afterwards. Nothing is counted or recorded of an attempt for a login
that nobody can sign in with, or during a pause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import passwords, people, personnel, proofs, records
from engine.actors import Actor
from engine.errors import NotFound, OldPasswordWrong, Refused, SignInPaused, SignInRefused
from engine.models import Person
from engine.passwords import Evidence
from engine.permissions import May
from engine.records import Fact


@dataclass(frozen=True)
class Attempt:
    """How signing in ended: who has signed in, and in which epoch, or why nobody has."""

    person_id: int | None = None
    epoch: int | None = None
    error: Refused | None = None


def admit(session: Session, evidence: Evidence, now: datetime, address: str = "") -> Attempt:
    """Let a person in by evidence just weighed, unless sign-in is paused."""
    found = _found(session, evidence.login)
    if found is None or evidence.password_hash is None:
        return Attempt(error=SignInRefused())
    head, person = found
    if person.paused_until and person.paused_until > now:
        return Attempt(error=SignInPaused(until=person.paused_until, count=person.failures))
    if not evidence.proves(person.password_hash):
        return _refuse(session, head, person, now, address)
    person.failures, person.paused_until = 0, None
    records.append(session, head, Fact.SIGNED_IN, now, person.id, {"address": address})
    return Attempt(person.id, person.epoch)


def _refuse(
    session: Session, head: records.Head, person: Person, now: datetime, address: str
) -> Attempt:
    person.failures += 1
    body = {"address": address, "failures": person.failures}
    until = passwords.paused_until(person.failures, now)
    if until is None:
        records.append(session, head, Fact.SIGN_IN_REFUSED, now, None, body)
        return Attempt(error=SignInRefused())
    person.paused_until = until
    body["until"] = until.isoformat()
    records.append(session, head, Fact.SIGN_IN_PAUSED, now, None, body)
    return Attempt(error=SignInPaused(until=until, count=person.failures))


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
    `proofs.admissible`.
    """
    actor.need(May.USE_ACCOUNT)
    head, person = _locked(session, actor.login)
    proofs.admissible(proofs.secret_of(session, actor), now)
    if not evidence.proves(person.password_hash):
        raise OldPasswordWrong()
    keep_password(person, new_hash)
    body = {"epoch": person.epoch, "via": actor.via, "digest": personnel.digest(new_hash)}
    records.append(session, head, Fact.PASSWORD_CHANGED, now, actor.id, body)
    return person.epoch


def reset_password(
    session: Session, actor: Actor, login: str, new_hash: str, now: datetime
) -> None:
    """Give a person a password, as administrator; ends the sessions and all pauses.

    Raises NotFound.
    """
    actor.need(May.ADMINISTER)
    head, person = _locked(session, login)
    keep_password(person, new_hash)
    body = {"epoch": person.epoch, "via": actor.via, "digest": personnel.digest(new_hash)}
    records.append(session, head, Fact.PASSWORD_RESET, now, actor.id, body)


def keep_password(person: Person, new_hash: str) -> None:
    """Store a password's hash, raise the epoch, and forget failures; checks and records nothing."""
    person.password_hash = new_hash
    person.epoch += 1
    person.failures, person.paused_until = 0, None
    person.proof_failures, person.proof_paused_until = 0, None


def _locked(session: Session, login: str) -> tuple[records.Head, Person]:
    found = _found(session, login)
    if found is None:
        raise NotFound(what="person", name=login)
    return found


def _found(session: Session, login: str) -> tuple[records.Head, Person] | None:
    """The locked stream of whoever has a login, and the person as stored by then."""
    asked = select(Person.id).where(people.is_open(login)).scalar_subquery()
    head = records.lock_by(session, records.locking(asked))
    return (head, session.get_one(Person, head.stream, populate_existing=True)) if head else None
