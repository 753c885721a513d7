"""Approving by the password: what came along with a form, weighed before anything is locked."""

from __future__ import annotations

from flask import request

from engine import accounts
from engine.accounts import Evidence
from engine.errors import LockedOut
from webui import visits
from webui.visits import Visit
from webui.words import N_

WRONG = N_("This is not your password. Nothing was sent; type it again.")


def evidence(visit: Visit, field: str = "password") -> Evidence:
    """Evidence of the password in a field of the form; a wrong one is counted as at sign-in.

    Raises LockedOut while sign-in is paused, without looking at the password, and when this one
    pauses it: the right one, sent at the same moment, is answered in the same way.
    """
    accounts.admissible(accounts.secret_of(visit.session, visit.actor), visit.now)
    # Weighing a password takes a while on purpose: no writer waits for it.
    found = accounts.weigh(visit.session, visit.actor.login, request.form.get(field, ""))
    if not found.is_right:
        _count(visit, found)
    return found


def _count(visit: Visit, wrong: Evidence) -> None:
    with visits.database().writing() as session:
        attempt = accounts.admit(session, wrong, visit.now, request.remote_addr or "")
    if isinstance(attempt.error, LockedOut):
        raise attempt.error
