"""Answers that are kept in memory."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from engine.remembering import remembered


def together(doing: Sequence[threading.Thread]) -> None:
    for thread in doing:
        thread.start()
    for thread in doing:
        thread.join()


def test_all_who_ask_at_once_wait_for_one_reckoning() -> None:
    reckoned, answers, begun = list[int](), list[int](), threading.Event()

    @remembered(2)
    def doubled(number: int) -> int:
        reckoned.append(number)
        begun.wait(0.2)  # Nobody sets it: so the others come while this goes on.
        return 2 * number

    asking = [threading.Thread(target=lambda: answers.append(doubled(4))) for _ in range(6)]
    together(asking)
    assert (reckoned, answers) == ([4], [8] * 6)


def test_one_question_does_not_wait_for_another() -> None:
    asked = threading.Barrier(2, timeout=10)

    @remembered(2)
    def met(number: int) -> int:
        asked.wait()
        return number

    together([threading.Thread(target=met, args=(number,)) for number in (1, 2)])
    assert not asked.broken


def test_a_failure_is_not_kept() -> None:
    results = iter([ValueError(), 7])

    @remembered(2)
    def tried(_: str) -> int:
        match next(results):
            case int(number):
                return number
            case error:
                raise error

    with pytest.raises(ValueError):
        tried("a")
    assert [tried("a"), tried("a")] == [7, 7]


def test_only_the_last_answers_are_kept() -> None:
    reckoned = list[str]()
    kept = remembered(2)(lambda name: reckoned.append(name))
    for name in "abcab":
        kept(name)
    assert reckoned == list("abcab")
