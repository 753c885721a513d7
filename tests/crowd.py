"""Many people who act at the same moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from engine.errors import AlurError


def at_once(acts: Iterable[Callable[[], object]]) -> Counter[str]:
    """Do all acts at the same moment, each in a thread of its own; how they ended.

    Counts those that were done as "done", and those that were refused by the error's name.
    """
    crowd = list(acts)
    moment = Barrier(len(crowd))

    def ended(act: Callable[[], object]) -> str:
        moment.wait()
        try:
            act()
        except AlurError as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(len(crowd)) as threads:
        return Counter(threads.map(ended, crowd))
