"""Approving by the password: what came along with a form, weighed before anything is locked."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from engine import accounts
from engine.accounts import Evidence
from engine.errors import LockedOut, Refused, SignInRefused
from webui import faults, visits
from webui.language import gettext
from webui.visits import Visit


@dataclass(frozen=True)
class Proof:
    """Evidence of a password, and why it was not taken, if it was not."""

    evidence: Evidence
    refused: Refused | None = None

    @property
    def said(self) -> str:
        """Why the password was not taken, else ""."""
        if isinstance(self.refused, SignInRefused):
            return gettext("This is not your password. Nothing was sent; type it again.")
        return faults.message(self.refused) if self.refused else ""


def proof(visit: Visit, field: str = "password") -> Proof:
    """Evidence of the password in a field of the form; a wrong one is counted as at sign-in.

    Raises LockedOut while sign-in is paused, without looking at the password, and when this one
    pauses it: the right one, sent at the same moment, is answered in the same way.
    """
    accounts.admissible(accounts.secret_of(visit.session, visit.actor), visit.now)
    # Weighing a password takes a while on purpose: no writer waits for it.
    evidence = accounts.weigh(visit.session, visit.actor.login, request.form.get(field, ""))
    if evidence.is_right:
        return Proof(evidence)
    with visits.database().writing() as session:
        attempt = accounts.admit(session, evidence, visit.now, request.remote_addr or "")
    if isinstance(attempt.error, LockedOut):
        raise attempt.error
    return Proof(evidence, attempt.error)
