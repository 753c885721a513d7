"""What a file is, by what it holds: its name and what a browser says of it prove nothing.

Only kinds are known that a page can hand out without running anything of it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile


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


def of(data: bytes) -> Media | None:
    """What a file is; None for a kind that is not known, or one that carries programs."""
    for beginning, media in _BEGINNINGS.items():
        if data.startswith(beginning):
            return media
    return _zipped(data) if data.startswith(b"PK\x03\x04") else None


def _zipped(data: bytes) -> Media | None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith(_PROGRAMS) or "Basic/" in name for name in names):
                return None
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                return _OPEN_DOCUMENT.get(archive.read("mimetype"))
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError):
        return None
    return next((media for name, media in _OOXML.items() if name in names), None)
