"""Giving the password once more while signed in, as approving and changing it ask.

Wrong ones are counted apart from refused sign-ins: those can be made by anybody, and would keep a
person who is signed in from approving.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from engine import passwords, records
from engine.actors import PERSON, Actor
from engine.errors import PasswordNeeded, ProofPaused
from engine.models import Person, plain
from engine.passwords import Evidence
from engine.records import Fact


@dataclass(frozen=True)
class Secret:
    """What is stored of a person's password, until when it is not looked at, after what failures.

    `failures` are wrong passwords in a row, given while signed in.
    """

    password_hash: str
    paused_until: datetime | None
    failures: int


def secret_of(session: Session, actor: Actor) -> Secret:
    """What is stored now of a person's password."""
    person = session.get_one(Person, actor.id, populate_existing=True)
    return Secret(person.password_hash, person.proof_paused_until, person.proof_failures)


def admissible(secret: Secret, now: datetime) -> None:
    """Raise ProofPaused while no password is looked at; ask before any is weighed."""
    if secret.paused_until and secret.paused_until > now:
        raise ProofPaused(until=secret.paused_until, count=secret.failures)


def prove(secret: Secret, actor: Actor, evidence: Evidence | None, now: datetime) -> None:
    """Let a person do what asks for the password, by evidence of one just weighed.

    `secret` is what is stored of the person. Raises PasswordNeeded without right evidence of one's
    own, and as `admissible`.
    """
    admissible(secret, now)
    if evidence is None or evidence.login != actor.login:
        raise PasswordNeeded()
    if not evidence.proves(secret.password_hash):
        raise PasswordNeeded()


def forget(session: Session, actor: Actor) -> None:
    """Forget the wrong passwords before a right one; in a transaction of its own.

    Whoever closes a person locks the person first and instances then: never the other way round.
    """
    forgotten = {"proof_failures": 0, "proof_paused_until": None}
    session.execute(update(plain(Person)).where(PERSON.id == actor.id).values(forgotten))


def refuse(session: Session, actor: Actor, now: datetime, address: str = "") -> ProofPaused | None:
    """Count and record a wrong password; the pause that it began, or that was on by then.

    The pause is not raised: the caller commits first and tells afterwards.
    """
    head = records.lock(session, actor.id)
    assert head is not None, "an actor is a person"
    person = session.get_one(Person, actor.id, populate_existing=True)
    if person.proof_paused_until and person.proof_paused_until > now:
        return ProofPaused(until=person.proof_paused_until, count=person.proof_failures)
    person.proof_failures += 1
    body = {"address": address, "failures": person.proof_failures}
    until = passwords.paused_until(person.proof_failures, now)
    if until is None:
        records.append(session, head, Fact.PROOF_REFUSED, now, actor.id, body)
        return None
    person.proof_paused_until = until
    body["until"] = until.isoformat()
    records.append(session, head, Fact.PROOF_PAUSED, now, actor.id, body)
    return ProofPaused(until=until, count=person.proof_failures)
