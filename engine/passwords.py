"""Passwords: comparing one, making one, and how long guessing pauses."""

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

from engine import people
from engine.errors import PasswordTooWeak
from engine.models import Person

# OWASP's smallest advice for argon2id, so that an old PC signs in within a tenth of a second.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

SHORTEST = 10
FAILURES = 5
FIRST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(hours=4)

# Common passwords, and the words of which common ones are made, one on a line.
_COMMON_FILE = Path(__file__).parent / "data" / "common_passwords.txt"


@dataclass(frozen=True)
class Evidence:
    """Whether a password was right for a login, and by which hash that was found out."""

    login: str
    password_hash: str | None
    is_right: bool

    def proves(self, password_hash: str) -> bool:
        """Whether the password was right; one from before a new password proves nothing."""
        return self.is_right and self.password_hash == password_hash


def weigh(session: Session, login: str, password: str, hasher: PasswordHasher = HASHER) -> Evidence:
    """Compare a password; takes some 20 ms on purpose, also for a login that does not exist.

    It only reads, so a web server may weigh before it opens a writing transaction.
    """
    login = login.strip().lower()
    asked = select(Person.password_hash).where(people.is_open(login), Person.password_hash != "")
    found = session.scalar(asked)
    is_right = _matches(found or _decoy(hasher), password, hasher)
    return Evidence(login, found, is_right and found is not None)


def paused_until(failures: int, now: datetime) -> datetime | None:
    """Until when guessing pauses after so many failures in a row; None when it goes on.

    Every fifth failure pauses it: for 15 minutes first, then twice as long each time, 4 h at most.
    """
    if failures % FAILURES:
        return None
    doublings = min(failures // FAILURES - 1, 10)
    return now + min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def fresh() -> str:
    """A random password, to be shown once and changed soon."""
    return secrets.token_urlsafe(12)


def sealed(password: str, login: str, name: str, hasher: PasswordHasher = HASHER) -> str:
    """The hash of a person's new password; raises PasswordTooWeak.

    Takes some 20 ms on purpose: like weighing, it is done before a writing transaction is opened.
    """
    check_strength(password, login, name)
    return hasher.hash(password)


def check_strength(password: str, login: str, name: str) -> None:
    """Raise PasswordTooWeak for a short or common password, or one's own login or name.

    Digits and marks around a common word, or the word written twice, make it no better.
    """
    plain = "".join(password.lower().split())
    own = {word for word in map(_letters, (login, name, *name.split())) if len(word) > 2}
    is_known = not {plain, _letters(plain), _once(_letters(plain))}.isdisjoint(_common() | own)
    if len(password) < SHORTEST or is_known or len(set(plain)) < 4:
        raise PasswordTooWeak(length=SHORTEST)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))


def _once(text: str) -> str:
    """A text without repeating itself: "rahasiarahasia" says "rahasia"."""
    lengths = (n for n in range(1, len(text) // 2 + 1) if len(text) % n == 0)
    return next((text[:n] for n in lengths if text[:n] * (len(text) // n) == text), text)


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
