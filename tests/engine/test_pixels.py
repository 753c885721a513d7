"""How large a picture is, told by its first bytes."""

from __future__ import annotations

import struct
import zlib

import pytest

from engine import pixels
from tests.drawing import JPEG, png

EXIF = b"\xff\xe1" + struct.pack(">H", 8) + b"\xff\xc0Exif"


def frame(marker: int, width: int, height: int) -> bytes:
    return struct.pack(">BBHBHH", 0xFF, marker, 11, 8, height, width) + b"\1\1\x11\0"


def test_a_png_says_its_size() -> None:
    assert pixels.size(png(60, 70)) == (60, 70)


@pytest.mark.parametrize("marker", [0xC0, 0xC1, 0xC2])
def test_a_jpeg_says_its_size_behind_what_else_it_carries(marker: int) -> None:
    filled = b"\xff" + frame(marker, 640, 480)
    assert pixels.size(b"\xff\xd8" + EXIF + b"\xff\x01" + filled) == (640, 480)


@pytest.mark.parametrize(
    "data",
    [
        png()[:20],
        png(0, 70),
        b"\xff\xd8" + EXIF,
        b"\xff\xd8" + frame(0xC4, 640, 480),
        b"\xff\xd8\xff\xd8\xff",
        b"%PDF-1.7",
        b"",
    ],
)
def test_what_says_none_has_none(data: bytes) -> None:
    assert pixels.size(data) is None


@pytest.mark.parametrize(
    ("kind", "before"),
    [(b"iCCP", b"sRGB\0\0"), (b"zTXt", b"Title\0\0"), (b"iTXt", b"Title\0\1\0id\0Judul\0")],
)
def test_what_a_png_carries_packed_is_unpacked_no_further_than_asked(
    kind: bytes, before: bytes
) -> None:
    one = (kind, before + zlib.compress(bytes(600)))
    assert pixels.is_light(png(60, 70, 90, one), 600)
    assert not pixels.is_light(png(60, 70, 90, one), 599)
    assert not pixels.is_light(png(60, 70, 90, one, one), 1_000)


@pytest.mark.parametrize("data", [png()[:20], png(60, 70, 90, (b"iCCP", b"sRGB")), JPEG, b""])
def test_what_packs_nothing_is_light(data: bytes) -> None:
    assert pixels.is_light(data, 0)
