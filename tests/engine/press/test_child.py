"""Modules in a process of their own: bounded, bare, and always ending."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Never

import pytest

from engine.errors import Crowded
from engine.press import child
from webui.commands.serving import THREADS

Ask = Callable[..., str]


@pytest.fixture
def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """What a process that binds itself, with these words in it, answers."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def ask(code: str, seconds: float = 30, places: child.Places | None = child.PEOPLE) -> str:
        start = "import os, sys\nfrom engine.press import limits\nlimits.bind(1, 300_000_000)\n"
        (tmp_path / "told.py").write_text(start + code)
        return child.run("told", {"isi": "x"}, seconds, places).decode()

    return ask


def test_it_is_told_something_and_answers(answer: Ask) -> None:
    assert answer("print(sys.stdin.read(), end='')") == '{"isi": "x"}'


def test_what_never_ends_is_ended(answer: Ask) -> None:
    with pytest.raises(child.Ended):
        answer("while True: pass")


def test_it_ends_with_whoever_asked(answer: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[subprocess.Popen[bytes]]()

    class Asked(subprocess.Popen[bytes]):
        def communicate(self, *_: object, **__: object) -> Never:
            asked.append(self)
            raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", Asked)
    with pytest.raises(KeyboardInterrupt):
        answer("import time; time.sleep(60)")
    assert asked[0].returncode == -signal.SIGKILL


def test_what_others_keep_from_a_core_is_told_so(answer: Ask) -> None:
    with pytest.raises(Crowded):
        answer("import time; time.sleep(60)", seconds=0.3)


def test_what_had_enough_of_a_core_and_goes_on_waiting_is_ended(
    answer: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "ENOUGH", 0.0)
    with pytest.raises(child.Ended):
        answer("import time; time.sleep(60)", seconds=0.3)


def test_what_takes_too_much_memory_fails(answer: Ask) -> None:
    with pytest.raises(child.Failed, match="MemoryError"):
        answer("'a' * 400_000_000")


def test_it_writes_no_file(answer: Ask, tmp_path: Path) -> None:
    with pytest.raises(child.Failed, match="File too large"):
        answer(f"with open({str(tmp_path / 'x')!r}, 'w') as file: file.write('x')")


def test_once_closed_it_reads_nothing_either(answer: Ask) -> None:
    with pytest.raises(child.Failed, match="Too many open files"):
        answer("limits.close(); open('/etc/hostname')")
    with pytest.raises(child.Failed, match="Too many open files"):
        answer("import socket; limits.close(); socket.socket()")


def test_it_sees_nothing_of_the_surroundings(answer: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALUR_DATABASE", "postgresql://rahasia")
    assert "ALUR_DATABASE" in os.environ
    seen = json.loads(answer("import json; print(json.dumps(dict(os.environ)))"))
    assert "ALUR_DATABASE" not in seen and "HOME" not in seen


@pytest.mark.parametrize("places", [child.PEOPLE, child.CHECKS])
def test_no_more_run_at_once_than_there_are_places(
    answer: Ask, monkeypatch: pytest.MonkeyPatch, places: child.Places
) -> None:
    monkeypatch.setattr(child, "PATIENCE", 0.2)
    with ExitStack() as taken:
        for _ in range(places.at_once):
            taken.enter_context(child._taken(places.working, 0))
        with pytest.raises(Crowded):
            answer("print('x')", places=places)
    assert answer("print('x', end='')", places=places) == "x"


@pytest.mark.parametrize("places", [child.PEOPLE, child.CHECKS])
def test_whoever_comes_when_too_many_wait_is_refused_at_once(
    answer: Ask, places: child.Places
) -> None:
    with ExitStack() as taken:
        for _ in range(places.at_most):
            taken.enter_context(child._taken(places.asking, 0))
        with pytest.raises(Crowded):
            answer("print('x')", places=places)
    assert answer("print('x', end='')", places=places) == "x"


def test_who_prints_does_not_wait_for_checks(answer: Ask) -> None:
    with ExitStack() as taken:
        for place in (child.CHECKS.asking, child.CHECKS.working):
            while place.acquire(blocking=False):
                taken.callback(place.release)
        with pytest.raises(Crowded):
            answer("print('x')", places=child.CHECKS)
        assert answer("print('x', end='')") == "x"


def test_a_stranger_has_one_of_the_places_of_checks(answer: Ask) -> None:
    with child.among(child.STRANGERS), child.STRANGERS.taken(), pytest.raises(Crowded):
        answer("print('x')", places=None)
    with ExitStack() as taken:
        while child.CHECKS.asking.acquire(blocking=False):
            taken.callback(child.CHECKS.asking.release)
        with child.among(child.STRANGERS), pytest.raises(Crowded):
            answer("print('x')", places=None)
    with child.among(child.STRANGERS):
        assert answer("print('x', end='')", places=None) == "x"


def test_a_thread_is_left_for_other_pages_however_many_ask() -> None:
    assert child.PEOPLE.at_once <= child.PEOPLE.at_most
    assert child.PEOPLE.at_most + child.CHECKS.at_most <= THREADS - 1


def test_it_lets_pages_go_before_it(answer: Ask) -> None:
    assert int(answer("print(os.nice(0))")) > os.nice(0)
