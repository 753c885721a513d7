"""Approving by the password: what came along with a form, weighed before anything is locked."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from engine import accounts
from engine.accounts import Evidence
from engine.errors import Refused, SignInRefused
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


def proof(visit: Visit) -> Proof:
    """Evidence of the password of a form; a wrong one is counted as at sign-in.

    Raises LockedOut while sign-in is paused, without looking at the password.
    """
    accounts.admissible(accounts.secret_of(visit.session, visit.actor), visit.now)
    # Weighing a password takes a while on purpose: no writer waits for it.
    evidence = accounts.weigh(visit.session, visit.actor.login, request.form.get("password", ""))
    if evidence.is_right:
        return Proof(evidence)
    with visits.database().writing() as session:
        attempt = accounts.admit(session, evidence, visit.now, request.remote_addr or "")
    return Proof(evidence, attempt.error)
