"""Proving by the password: what came along with a form, weighed before anything is locked."""

from __future__ import annotations

from threading import Lock

from flask import request

from engine import passwords, proofs
from engine.passwords import Evidence
from engine.proofs import Secret
from webui import visits
from webui.visits import Visit
from webui.words import N_

WRONG = N_("This is not your password. Nothing was sent; type it again.")

# One person's passwords are weighed one after the other, so that none is looked at before those
# sent with it are counted; in each process that serves.
_TURNS = [Lock() for _ in range(64)]


def evidence(visit: Visit, field: str = "password") -> Evidence:
    """Evidence of the password in a field of the form; a wrong one is counted.

    Raises ProofPaused while no password is looked at, and when this one begins such a pause.
    """
    # Weighing a password takes a while on purpose: no writer waits for it.
    with _TURNS[visit.actor.id % len(_TURNS)]:
        secret = _secret(visit)
        proofs.admissible(secret, visit.now)
        found = passwords.weigh(visit.session, visit.actor.login, request.form.get(field, ""))
        if not found.is_right:
            _count(visit)
        elif secret.failures:
            _forget(visit)
    return found


def _secret(visit: Visit) -> Secret:
    """What is stored of the visitor's password in this moment, not when the visit began."""
    with visits.database().reading() as session:
        return proofs.secret_of(session, visit.actor)


def _count(visit: Visit) -> None:
    with visits.database().writing() as session:
        paused = proofs.refuse(session, visit.actor, visit.now, request.remote_addr or "")
    if paused:
        raise paused


def _forget(visit: Visit) -> None:
    with visits.database().writing() as session:
        proofs.forget(session, visit.actor)
