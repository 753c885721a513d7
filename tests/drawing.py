"""Pictures for tests, made without any library for them."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode

JPEG = b64decode(
    "/9j/2wBDAP//////////////////////////////////////////////////////////////////////"
    "////////////////wAALCAAQAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EAB0QAAICAQUAAAAA"
    "AAAAAAAAAAEhETFRACJBYXH/2gAIAQEAAD8AUgYtebhmpggMyWRplGJhvkmnVW+ix//Z"
)
"""A JPEG in black and white, 8 by 16."""


def png(width: int = 60, height: int = 70, grey: int = 90, *beside: tuple[bytes, bytes]) -> bytes:
    """A PNG in one grey, with parts of these kinds before its pixels."""
    rows = (b"\0" + bytes([grey]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (b"IHDR", header), *beside, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*part) for part in parts)


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
