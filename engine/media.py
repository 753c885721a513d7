"""What a file is, by what it holds: its name and what a browser says of it prove nothing.

Only kinds are known that a page can hand out without running anything of it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo


@dataclass(frozen=True)
class Media:
    """A kind of file: its media type, and the endings that its names may have."""

    type: str
    endings: tuple[str, ...]


PDF = Media("application/pdf", ("pdf",))
PNG = Media("image/png", ("png",))
JPEG = Media("image/jpeg", ("jpg", "jpeg"))
XLSX = Media("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",))
DOCX = Media("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",))
ODS = Media("application/vnd.oasis.opendocument.spreadsheet", ("ods",))
ODT = Media("application/vnd.oasis.opendocument.text", ("odt",))

KNOWN = (PDF, PNG, JPEG, XLSX, DOCX, ODS, ODT)

_BEGINNINGS = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_OOXML = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX}
_OPEN_DOCUMENT = {media.type.encode(): media for media in (ODS, ODT)}

# Programs in Office files stand here, whatever the file is called.
_PROGRAMS = ("vbaproject.bin", "vbadata.xml")
_PROGRAM_FOLDERS = {"basic", "scripts"}

MOST_PARTS = 5_000
_PART = b"PK\x01\x02"

# Office programs pack in no other way; what else there is can be broken in more ways.
_PACKED = {ZIP_STORED, ZIP_DEFLATED}
_ENCRYPTED = 1

_BROKEN = (
    *(BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError),
    *(OSError, OverflowError),
)


def of(data: bytes) -> Media | None:
    """What a file is; None for a kind that is not known, or one that carries programs."""
    for beginning, media in _BEGINNINGS.items():
        if data.startswith(beginning):
            return media
    return _zipped(data) if data.startswith(b"PK\x03\x04") else None


def _zipped(data: bytes) -> Media | None:
    # Counted before they are read: so many parts would take seconds.
    if data.count(_PART) > MOST_PARTS:
        return None
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _office(archive)
    except _BROKEN:
        return None


def _office(archive: ZipFile) -> Media | None:
    names = set(archive.namelist())
    if not all(map(_is_plain, archive.infolist())) or any(map(_is_program, names)):
        return None
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            # So many bytes are unpacked and no more, whatever the archive says of their number.
            return _OPEN_DOCUMENT.get(part.read(100))
    return next((media for name, media in _OOXML.items() if name in names), None)


def _is_plain(part: ZipInfo) -> bool:
    return part.compress_type in _PACKED and not part.flag_bits & _ENCRYPTED


def _is_program(name: str) -> bool:
    *folders, last = name.lower().replace("\\", "/").split("/")
    return last.endswith(_PROGRAMS) or not _PROGRAM_FOLDERS.isdisjoint(folders)
