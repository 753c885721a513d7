"""Answers that take long are kept, and reckoned once for all who ask at the same time."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from threading import Lock
from typing import Any, Generic, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class _Answer(Generic[T]):
    """What is reckoned by the first who asks; the others wait for it."""

    def __init__(self, reckon: Callable[[], T]) -> None:
        self.reckon, self.lock, self.found = reckon, Lock(), list[T]()

    def given(self) -> T:
        """The answer; whoever asks after a failure tries again."""
        with self.lock:
            if not self.found:
                self.found.append(self.reckon())
            return self.found[0]


def remembered(
    most: int,
) -> Callable[[Callable[[Unpack[Ts]], T]], Callable[[Unpack[Ts]], T]]:
    """Keep the last answers of a function, so many, by what it is asked: hashable values."""

    def keeping(reckon: Callable[[Unpack[Ts]], T]) -> Callable[[Unpack[Ts]], T]:
        @lru_cache(maxsize=most)
        def place(*about: Any) -> _Answer[T]:
            return _Answer(partial(reckon, *about))

        @wraps(reckon)
        def answered(*about: *Ts) -> T:
            return place(*about).given()

        return answered

    return keeping
