"""A module of ours in a process of its own, which ends whatever goes wrong in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from subprocess import PIPE
from threading import BoundedSemaphore

from engine.errors import Crowded

# Whatever would ask the network in there finds a door that nobody opens.
NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")

# Each may take a core and 2 GB: so many at once, and the others wait for so many seconds.
PATIENCE = 30.0

# Seconds of a core, twice what it takes to begin: who had fewer before its time was over was kept
# from working, and has proved nothing.
ENOUGH = 1.0


class Places:
    """How many may ask for a process at once, and how many of these work at once.

    Those that are `within` others take theirs there, too.
    """

    def __init__(self, at_most: int, at_once: int, within: Places | None = None) -> None:
        self.at_most, self.at_once, self.within = at_most, at_once, within
        self.asking, self.working = BoundedSemaphore(at_most), BoundedSemaphore(at_once)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A place to ask, at once or never, and then one to work; raises Crowded."""
        with _taken(self.asking, 0), self._work():
            yield

    def _work(self) -> AbstractContextManager[None]:
        return self.within.taken() if self.within else _taken(self.working, PATIENCE)


# Those who ask hold a thread of the server each, of ten: one is left for all other pages.
PEOPLE = Places(5, min(5, max(2, os.cpu_count() or 2)))
# What owners write has places of its own, so that whoever prints never waits for a check or for the
# pages of a draft.
CHECKS = Places(4, 2)
# Strangers who verify a paper have one of these, and never keep anybody of the office from his.
STRANGERS = Places(1, 1, within=CHECKS)

_MEANT = ContextVar("places", default=PEOPLE)


@contextmanager
def among(places: Places) -> Iterator[None]:
    """Whatever is run in here, without places of its own, has these instead of those of people."""
    token = _MEANT.set(places)
    try:
        yield
    finally:
        _MEANT.reset(token)


class Ended(Exception):
    """The process used more time or memory than it may, and was ended."""


class Failed(Exception):
    """The process could not do it; the text is what it said."""


def run(module: str, told: object, seconds: float, places: Places | None = None) -> bytes:
    """What a module writes when it is told something as JSON, within so many seconds of waiting.

    Places are those of people unless others are given, or meant by `among`. The module binds itself
    by `limits`. Raises Ended or Failed, and Crowded at once when all places to ask are taken, after
    PATIENCE when none of those who work gives way, or when others kept the cores so busy that it
    had ENOUGH of none in that time.
    """
    command = [sys.executable, "-P", "-m", module]
    with (
        (places or _MEANT.get()).taken(),
        subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=_bare()) as process,
    ):
        try:
            said, complaint = process.communicate(json.dumps(told).encode(), seconds)
        except subprocess.TimeoutExpired as error:
            raise (Ended() if _ended(process) >= ENOUGH else Crowded()) from error
        except BaseException:
            # Whoever asked is gone, so nobody ends it later: its place is free from here on.
            process.kill()
            raise
    if process.returncode < 0:
        raise Ended()
    if process.returncode:
        raise Failed(complaint.decode(errors="replace")[-2000:])
    return said


def _ended(process: subprocess.Popen[bytes]) -> float:
    """For how many seconds a process that is ended by this has had a core."""
    process.kill()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.communicate()
    return used.ru_utime + used.ru_stime


@contextmanager
def _taken(place: BoundedSemaphore, seconds: float) -> Iterator[None]:
    if not place.acquire(timeout=seconds):
        raise Crowded()
    try:
        yield
    finally:
        place.release()


def _bare() -> dict[str, str]:
    """An environment without this process's secrets: only where the modules are."""
    return NOWHERE | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
