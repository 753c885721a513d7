"""The office's emblem: the picture in the head of its papers, judged before it is kept."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from engine import media, offices, pixels
from engine.errors import FieldProblem, InvalidValues, NotFound, PdfNotMade, TooLargeForPdf
from engine.fields.files import File
from engine.media import JPEG, PNG
from engine.models import Content
from engine.offices import EMBLEM, Office
from engine.papers import Kind, printing
from engine.papers.sheet import Letterhead, Sheet
from engine.uploads import Judged, SentFile, named

# A drawing that carries texts and addresses (SVG) is none of these: it could ask for others.
KINDS = (PNG, JPEG)

LARGEST = 300_000
"""In bytes: every paper of the office carries it."""
MOST_PIXELS = 2_000
"""To a side."""
MOST_BESIDE = 4_000_000
"""In bytes, what is packed beside the pixels: the largest colour profiles take 2 MB."""


def judged(sent: SentFile, now: datetime) -> Judged:
    """What was sent, if papers can be printed with it; raises InvalidValues, and Crowded.

    It is printed once to see, so this takes a second: ask before anything is locked.
    """
    if not sent.data:
        raise _unfit("required")
    kind = media.of(sent.data)
    if kind not in KINDS:
        raise _unfit("not_a_picture")
    if len(sent.data) > LARGEST:
        raise _unfit("picture_too_large", limit=LARGEST // 1_000)
    size = pixels.size(sent.data)
    is_whole = pixels.is_whole(sent.data) and pixels.is_light(sent.data, MOST_BESIDE)
    if size is None or not is_whole:
        raise _unfit("picture_broken")
    if max(size) > MOST_PIXELS:
        raise _unfit("picture_too_wide", width=size[0], height=size[1], most=MOST_PIXELS)
    _need_printable(sent.data, now)
    sha = hashlib.sha256(sent.data).hexdigest()
    return Judged(File(sha, named(sent.name, kind), kind.type, len(sent.data)), sent.data)


def _need_printable(picture: bytes, now: datetime) -> None:
    head = Letterhead("", ("",), emblem=picture)
    try:
        printing.pdf(Sheet(Kind.LEMBAR, EMBLEM, (), now, head))
    except (PdfNotMade, TooLargeForPdf) as error:
        raise _unfit("picture_broken") from error


def _unfit(code: str, **facts: object) -> InvalidValues:
    return InvalidValues({EMBLEM: [FieldProblem(code, facts)]})


def kept(session: Session) -> tuple[File, bytes]:
    """The emblem that the office has; raises NotFound."""
    found = offices.office(session)
    data = picture(session, found)
    if found.emblem is None or data is None:
        raise NotFound(what="picture", name=found.name)
    return found.emblem, data


def picture(session: Session, office: Office) -> bytes | None:
    """The bytes of an office's emblem, if it has one; one statement where it has."""
    if office.emblem is None:
        return None
    return session.get_one(Content, bytes.fromhex(office.emblem.sha256)).bytes
