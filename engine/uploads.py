"""Files that people add to fields while they fill a form in.

What was uploaded and not sent is nobody else's business, but for the files of a table, which belong
to all who fill it in; it vanishes with the item as its drafts do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from engine import media, shared_tables
from engine.actors import Actor
from engine.errors import FieldProblem, InvalidValues
from engine.fields.answers import MOST_FILES
from engine.fields.files import File
from engine.fields.kinds import Field, FieldType
from engine.locking import Locked, right
from engine.models import Upload, plain
from engine.texts import tidy

LARGEST_FILE = 10_000_000
LARGEST_UNSENT = 50_000_000
LONGEST_NAME = 120
# Each of its indicators takes as many as a field.
MOST_IN_TABLE = 500


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent: the name that it had there, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Judged:
    """A file that can be kept, as it would be named, and its bytes."""

    file: File
    data: bytes


def judged(field: Field, sent: SentFile, known: tuple[media.Media, ...] = media.KNOWN) -> Judged:
    """What was sent, if it can be kept; raises InvalidValues. Asked before anything is locked.

    It has to be of one of the `known` kinds.
    """
    kind = _kind(field, sent, known)
    sha = hashlib.sha256(sent.data).hexdigest()
    return Judged(File(sha, named(sent.name, kind), kind.type, len(sent.data)), sent.data)


def upload(session: Session, item: Locked, field: Field, new: Judged, now: datetime) -> File:
    """Keep a file with what a person types into an item; the same file is kept once.

    Raises InvalidValues when there are too many files by now, and what `right` raises, for a table
    what `shared_tables.need_open` does.
    """
    _need_right(session, item, field)
    file = new.file
    known = uploaded(session, item.actor, item.row, field)
    if file.sha256 not in {one.sha256 for one in known}:
        _need_room(session, item, field, len(known), file)
        about = {"field": field.key, "file_name": file.name, "media_type": file.type}
        whose = {"item_id": item.row.id, "person_id": item.actor.id}
        kept = whose | about | {"sha256": bytes.fromhex(file.sha256), "data": new.data}
        session.execute(insert(plain(Upload)), kept | {"added_at": now})
    return file


def _need_right(session: Session, item: Locked, field: Field) -> None:
    check = shared_tables.need_open if _is_shared(field) else right
    check(session, item)


def _need_room(session: Session, item: Locked, field: Field, known: int, file: File) -> None:
    most = MOST_IN_TABLE if _is_shared(field) else MOST_FILES
    if known >= most:
        raise unfit(field, "file_too_many", maximum=most)
    size = func.coalesce(func.sum(func.length(UPLOADED.data)), 0)
    unsent = session.execute(select(size).where(*_whose(item.actor, item.row))).scalar_one()
    if unsent + file.size > LARGEST_UNSENT:
        raise unfit(field, "files_too_large", limit=LARGEST_UNSENT // 1_000_000)


def keep_only(session: Session, item: Locked, field: Field, named: Iterable[str]) -> None:
    """Take away what the actor uploaded to a field and does not name any more.

    Of a table it is what anybody uploaded and nothing names.
    """
    _need_right(session, item, field)
    known = {file.sha256 for file in uploaded(session, item.actor, item.row, field)}
    gone = [bytes.fromhex(sha) for sha in known - set(named)]
    whose = own(item.actor, item.row, field)
    session.execute(delete(plain(Upload)).where(*whose, UPLOADED.sha256.in_(gone)))


def let_go(session: Session, item: Locked) -> None:
    """Let go of what anybody uploaded into an item; nothing is asked where nobody did."""
    if item.row.has_uploads:
        session.execute(delete(plain(Upload)).where(UPLOADED.item_id == item.row.id))


def _kind(field: Field, sent: SentFile, known: tuple[media.Media, ...]) -> media.Media:
    name = tidy(sent.name)[:LONGEST_NAME]
    if not sent.data:
        raise unfit(field, "file_empty", name=name)
    if len(sent.data) > LARGEST_FILE:
        raise unfit(field, "file_too_large", name=name, limit=LARGEST_FILE // 1_000_000)
    kind = media.of(sent.data)
    if kind not in known:
        told = ", ".join(one.endings[0].upper() for one in known)
        raise unfit(field, "file_unknown", name=name, known=told)
    return kind


def unfit(field: Field, code: str, **facts: object) -> InvalidValues:
    """The error that says why the files of a field cannot be accepted."""
    return InvalidValues({field.key: [FieldProblem(code, facts)]})


def named(sent: str, kind: media.Media) -> str:
    """A name that is safe to hand out: no folders, and the ending of what the file is."""
    name = tidy(sent.replace("\\", "/").rpartition("/")[2]).lstrip(".")[:LONGEST_NAME]
    stem, _, ending = name.rpartition(".")
    return name if stem and ending.lower() in kind.endings else f"{name}.{kind.endings[0]}"


def uploaded(session: Session, actor: Actor, item: Any, field: Field) -> list[File]:
    """The files that the actor, for a table anybody, has added to a field and not sent."""
    whose = own(actor, item, field)
    found = select(*_FILE, func.length(UPLOADED.data)).where(*whose).order_by(UPLOADED.id.desc())
    files = [File(row.sha256.hex(), *row[1:]) for row in session.execute(found)]
    # Several may have added the same: it has the name that it had first.
    return list({file.sha256: file for file in files}.values())


def own(actor: Actor, item: Any, field: Field) -> tuple[ColumnElement[bool], ...]:
    """The uploads in a field of an item that are the actor's to name, as conditions."""
    whose = (UPLOADED.item_id == item.id,) if _is_shared(field) else _whose(actor, item)
    return (*whose, UPLOADED.field == field.key)


def _is_shared(field: Field) -> bool:
    return field.type is FieldType.INDICATORS


def _whose(actor: Actor, item: Any) -> tuple[ColumnElement[bool], ...]:
    return (UPLOADED.item_id == item.id, UPLOADED.person_id == actor.id)


UPLOADED = plain(Upload).c
_FILE = (UPLOADED.sha256, UPLOADED.file_name, UPLOADED.media_type)
