"""Passwords are compared at the same cost for everybody, and guessing them pauses."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from engine import founding, passwords
from engine.database import Database
from engine.errors import PasswordTooWeak

NOW = datetime(2026, 10, 1, 1, tzinfo=UTC)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
RIGHT = "pohon-ulin-tinggi"


class Counting(PasswordHasher):
    """Counts how often it works."""

    count = 0

    def verify(self, *given: str | bytes) -> bool:
        self.count += 1
        return super().verify(*given)


@pytest.mark.parametrize("login", ["ani", "nobody"])
def test_every_login_costs_the_same_work(database: Database, login: str) -> None:
    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    with database.writing() as session:
        founding.found(session, "Kantor Uji", "ani", "Ani Contoh", RIGHT, NOW, QUICK)
        passwords.weigh(session, login, RIGHT, hasher)
    assert hasher.count == 1


@pytest.mark.parametrize(
    ("failures", "minutes"), [(5, 15), (10, 30), (15, 60), (20, 120), (25, 240), (10_000, 240)]
)
def test_the_pause_doubles_up_to_four_hours(failures: int, minutes: int) -> None:
    assert passwords.paused_until(failures, NOW) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize("failures", [1, 4, 6, 9_999])
def test_guessing_goes_on_between_pauses(failures: int) -> None:
    assert passwords.paused_until(failures, NOW) is None


WEAK = [
    "pendek-12",
    "Rahasia123",
    "ani-contoh-9",
    "Ani Contoh Panjang",
    "aaaaaaaabbbb",
    "passwordpassword",
    "password12345",
    "2026-Indonesia!",
    "anicontoh2026",
    "Panjang-2026-Panjang",
]


@pytest.mark.parametrize("weak", WEAK)
def test_a_password_easy_to_guess_is_refused(weak: str) -> None:
    with pytest.raises(PasswordTooWeak):
        passwords.sealed(weak, "anicontoh", "Ani Contoh Panjang", QUICK)


@pytest.mark.parametrize(
    "good", [RIGHT, "7392-5521-08", "rahasia pohon ulin", "Ani suka ikan haruan"]
)
def test_any_other_password_is_taken(good: str) -> None:
    assert passwords.sealed(good, "anicontoh", "Ani Contoh Panjang", QUICK)
