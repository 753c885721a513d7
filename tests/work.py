"""How much work something is, whatever the machine: how many functions it calls."""

import sys
from collections.abc import Callable
from types import FrameType


def calls(doing: Callable[[], object]) -> int:
    """How many functions written in Python are called, or gone on with, while something is done."""
    count = 0

    def counted(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        doing()
    finally:
        sys.setprofile(before)
    return count
