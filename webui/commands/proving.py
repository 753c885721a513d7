"""Proving by the password on the command line: it is given in ALUR_PASSWORD."""

from __future__ import annotations

import os

from sqlalchemy.orm import Session

from engine import passwords, proofs
from engine.actors import Actor
from engine.errors import ProofPaused, Refused
from engine.passwords import Evidence
from webui.commands.opening import acting


class PasswordMissing(Refused):
    """This takes the password of {login}. Nothing was sent; give it in ALUR_PASSWORD."""


class PasswordWrong(Refused):
    """This is not the password of {login}. Nothing was sent; correct it in ALUR_PASSWORD."""


def evidence(session: Session, actor: Actor) -> Evidence | None:
    """Evidence of the password that was given, if one was; weighed before anything is locked."""
    password = os.environ.get("ALUR_PASSWORD")
    return passwords.weigh(session, actor.login, password) if password else None


def unproved(login: str, given: Evidence | None) -> Refused:
    """Why the password did not prove it; a wrong one is counted, and may begin a pause."""
    if given is None:
        return PasswordMissing(login=login)
    # A right one may have been changed in this very moment.
    paused = None if given.is_right else _counted(login)
    return paused or PasswordWrong(login=login)


def _counted(login: str) -> ProofPaused | None:
    with acting(login, write=True) as (session, actor, now):
        return proofs.refuse(session, actor, now)
