"""Proving by the password: what came along with a form, weighed before anything is locked."""

from __future__ import annotations

from flask import request

from engine import passwords, proofs
from engine.passwords import Evidence
from webui import visits
from webui.visits import Visit
from webui.words import N_

WRONG = N_("This is not your password. Nothing was sent; type it again.")


def evidence(visit: Visit, field: str = "password") -> Evidence:
    """Evidence of the password in a field of the form; a wrong one is counted.

    Raises ProofPaused while no password is looked at, and when this one begins such a pause: the
    right one, sent at the same moment, is answered in the same way.
    """
    proofs.admissible(proofs.secret_of(visit.session, visit.actor), visit.now)
    # Weighing a password takes a while on purpose: no writer waits for it.
    found = passwords.weigh(visit.session, visit.actor.login, request.form.get(field, ""))
    if not found.is_right:
        _count(visit)
    return found


def _count(visit: Visit) -> None:
    with visits.database().writing() as session:
        paused = proofs.refuse(session, visit.actor, visit.now, request.remote_addr or "")
    if paused:
        raise paused
