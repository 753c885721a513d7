"""What binds a process that handles what others wrote: called inside it, before anything else."""

from __future__ import annotations

import os
import resource
import signal

NICENESS = 5


def bind(seconds: int, memory: int) -> None:
    """From here on this process works so many seconds, in so many bytes, and writes no file.

    Where all cores are busy, pages go before it.
    """
    os.nice(NICENESS)
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def give(seconds: float) -> None:
    """What this process does next may take so many seconds of a core, else that ends it."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def close() -> None:
    """From here on this process opens nothing: no file, no socket, not even to read."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
