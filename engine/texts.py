"""Lines of text as they are kept: names, titles, numbers of decrees."""

from __future__ import annotations

import unicodedata

# What turns the direction of the text around could make a name read as another one.
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def turns(text: str) -> bool:
    """Whether a text holds a character that turns its direction around."""
    return not _TURNING.isdisjoint(text)


def tidy(text: str) -> str:
    """A line with single blanks, without control or direction characters, in one Unicode form."""
    kept = "".join(c if c.isprintable() and c not in _TURNING else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())
