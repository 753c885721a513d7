"""What values print, opaque to Markdown: who answers "# 1" prints just that.

The signs that Markdown reads, and line ends, are moved out of its sight into Unicode's private use
area, and put back in the words of the blocks.
"""

from __future__ import annotations

import re

from engine.fields.answers import UNPRINTABLE

DOTS = "…" * 6
"""What an unanswered name prints."""

_AREA = 0xE000
_SIGNS = [*range(0x21, 0x30), *range(0x3A, 0x41), *range(0x5B, 0x61), *range(0x7B, 0x7F), 0x0A]
_HIDDEN = {sign: _AREA + sign for sign in _SIGNS}
_SHOWN = {hidden: sign for sign, hidden in _HIDDEN.items()}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def printed(value: object) -> str:
    """A value as it is printed, its signs hidden; the members of a list parted by commas."""
    if isinstance(value, list):
        return ", ".join(map(printed, value))
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if type(value).__module__ == "builtins" and not isinstance(value, str | int | float):
        # What Python says of its own things differs from run to run.
        raise TypeError(type(value).__name__)
    text = str(value).replace(".", ",") if isinstance(value, float) else str(value)
    lines = (" ".join(_CONTROL.sub(" ", line).split()) for line in text.strip().split("\n"))
    found = "\n".join(lines)
    if unprintable := UNPRINTABLE.search(found):
        raise ValueError(code(unprintable[0]))
    return found.translate(_HIDDEN)


def code(sign: str) -> str:
    """A sign as it is named where it cannot be shown: U+202E."""
    return f"U+{ord(sign):04X}"


def shown(text: str) -> str:
    """A text with the signs of its values put back; line ends of values are newlines."""
    return text.translate(_SHOWN)
