"""The parts of a spreadsheet's archive: judged before anything reads them."""

from __future__ import annotations

from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from engine.errors import BadSheet

MOST_PARTS = 500

# Only what holds cells is large: anything else of that size would be read for minutes.
LARGEST_UNPACKED = 40_000_000
LARGEST_OTHER = 1_000_000
_LARGE = ("xl/worksheets/", "xl/sharedstrings.xml", "xl/media/")

_CHUNK = 1 << 16
_XML = (".xml", ".rels")


def judge(archive: ZipFile) -> None:
    """Raise BadSheet for what keeps an archive from being read as a spreadsheet."""
    listed = archive.infolist()
    if len(listed) > MOST_PARTS or len(set(archive.namelist())) < len(listed):
        raise BadSheet(reason="it is damaged")
    if sum(part.file_size for part in listed) > LARGEST_UNPACKED:
        raise BadSheet(reason="it is larger than 5 MB")
    if any(part.file_size > LARGEST_OTHER for part in listed if not _may_be_large(part)):
        raise BadSheet(reason="it takes too long to read")
    for part in listed:
        _look_through(archive, part)


def _may_be_large(part: ZipInfo) -> bool:
    return part.filename.lower().startswith(_LARGE)


def _look_through(archive: ZipFile, part: ZipInfo) -> None:
    """Refuse a part with a document type, which no office program writes: entities that multiply,
    or ask for files, stand there. What is not called XML need not be XML."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        with archive.open(part) as data:
            while chunk := data.read(_CHUNK):
                parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if part.filename.lower().endswith(_XML):
            raise BadSheet(reason="it is damaged") from error


def _refuse(*_: object) -> None:
    raise BadSheet(reason="it is damaged")
