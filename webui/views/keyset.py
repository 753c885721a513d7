"""Where a page of a list begins, as text in an address."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.inbox import Key


def write(key: Key | None) -> str | None:
    """A key as text: the moment and the id, parted by "_"."""
    return f"{key.at.isoformat()}_{key.id}" if key else None


def read(text: str | None) -> Key | None:
    """The key in a text; None, which is the first page, when it says none."""
    moment, _, number = (text or "").partition("_")
    try:
        at = datetime.fromisoformat(moment.replace(" ", "+")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    last = whole(number)
    return Key(at, last) if last is not None else None


def whole(text: str | None) -> int | None:
    """The number that digits in an address write; None when they write none that is an id."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number and text is not None else None
