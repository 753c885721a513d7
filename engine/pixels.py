"""How wide and high a picture is, as its first bytes say, and what else is packed into it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

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


def is_light(data: bytes, most: int) -> bool:
    """Whether what a PNG carries beside its pixels is at most so many bytes once it is unpacked.

    No more than that is unpacked to know. A JPEG packs nothing but its pixels.
    """
    if media.of(data) is not media.PNG:
        return True
    left = most
    for kind, part in _parts(data):
        if kind in _PACKED and left >= 0:
            left -= _unpacked(_PACKED[kind](part), left + 1)
    return left >= 0


def _parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG, each with its kind."""
    at = 8
    while at + 8 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : end]
        at = end + 4


def _after_name(part: bytes) -> bytes:
    """What follows a name, its end and the manner of packing (iCCP, zTXt)."""
    return part[part.find(b"\0") + 2 :]


def _after_language(part: bytes) -> bytes:
    """What follows two marks, a language and a name in it (iTXt), packed or not."""
    rest = part[part.find(b"\0") + 3 :]
    return rest.split(b"\0", 2)[-1]


_PACKED = {b"iCCP": _after_name, b"zTXt": _after_name, b"iTXt": _after_language}


def _unpacked(packed: bytes, most: int) -> int:
    """How many bytes something unpacks to, of which at most so many are; what is broken, to none.

    Nobody who reads the picture unpacks that any further either.
    """
    try:
        return len(zlib.decompressobj().decompress(packed, most))
    except zlib.error:
        return 0


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
