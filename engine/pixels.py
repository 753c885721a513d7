"""How wide and high a picture is, as its first bytes say, without unpacking any of it."""

from __future__ import annotations

from engine import media

Size = tuple[int, int]

# Frames of a JPEG (ITU-T T.81, table B.1): all of this range but tables and what is reserved.
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = b"\xff\xda", b"\xff\xd9"
# The chunk with which a PNG ends.
_LAST = b"IEND"
# Markers that no length follows.
_BARE = {0x01, *range(0xD0, 0xD9)}


def size(data: bytes) -> Size | None:
    """The pixels of a PNG or JPEG, across and down; None where it does not say."""
    kind = media.of(data)
    if kind is media.PNG:
        return _png(data)
    return _jpeg(data) if kind is media.JPEG else None


def is_whole(data: bytes) -> bool:
    """Whether a picture has an end; of one that was cut off, much is shown as if it were all."""
    if media.of(data) is media.PNG:
        return _LAST in data
    return media.of(data) is not media.JPEG or data.rfind(_END) > data.rfind(_SCAN)


def _png(data: bytes) -> Size | None:
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return _sides(data[16:20], data[20:24])


def _jpeg(data: bytes) -> Size | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            return _sides(data[at + 7 : at + 9], data[at + 5 : at + 7])
        at += _beyond(marker, data[at + 2 : at + 4])
    return None


def _beyond(marker: int, length: bytes) -> int:
    """How far on the next marker stands; any of these may be filled up with 0xFF before it."""
    if marker == 0xFF:
        return 1
    return 2 if marker in _BARE else 2 + int.from_bytes(length)


def _sides(width: bytes, height: bytes) -> Size | None:
    sides = int.from_bytes(width), int.from_bytes(height)
    return sides if all(sides) else None
