"""Files in fields: uploaded while a form is filled in, attached by the record that sends it.

A form names a file by its sha256. What was uploaded and not sent is nobody else's business, and
vanishes with the item as its drafts do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from engine import contents, media
from engine.actors import Actor
from engine.errors import FieldProblem, InvalidValues
from engine.fields.answers import MOST_FILES
from engine.fields.files import File
from engine.fields.kinds import Field, FieldType
from engine.locking import Locked, Seen, right
from engine.models import Attachment, Upload, plain
from engine.texts import tidy

LARGEST_FILE = 10_000_000
LARGEST_UNSENT = 50_000_000
LONGEST_NAME = 120


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent: the name that it had there, and its bytes."""

    name: str
    data: bytes


def named_in(answer: object) -> Iterator[File]:
    """The files that an answer names as the record keeps it.

    A row of a table may have columns of the same keys; a size is never what is typed into one.
    """
    for one in answer if isinstance(answer, list) else ():
        if isinstance(one, dict) and one.keys() == _KEYS and type(one["size"]) is int:
            yield File(**one)


@dataclass(frozen=True)
class Judged:
    """A file that can be kept, as it would be named, and its bytes."""

    file: File
    data: bytes


def judged(field: Field, sent: SentFile) -> Judged:
    """What was sent, if it can be kept; raises InvalidValues. Asked before anything is locked."""
    kind = _kind(field, sent)
    sha = hashlib.sha256(sent.data).hexdigest()
    return Judged(File(sha, _named(sent.name, kind), kind.type, len(sent.data)), sent.data)


def upload(session: Session, item: Locked, field: Field, new: Judged, now: datetime) -> File:
    """Keep a file with what a person types into an item; the same file is kept once.

    Raises InvalidValues when there are too many files by now, and what `right` raises.
    """
    right(session, item)
    file = new.file
    known = _uploaded(session, item.actor, item.row, field)
    if file.sha256 not in {one.sha256 for one in known}:
        _need_room(session, item, field, len(known), file)
        about = {"field": field.key, "file_name": file.name, "media_type": file.type}
        whose = {"item_id": item.row.id, "person_id": item.actor.id}
        kept = whose | about | {"sha256": bytes.fromhex(file.sha256), "data": new.data}
        session.execute(insert(plain(Upload)), kept | {"added_at": now})
    return file


def _need_room(session: Session, item: Locked, field: Field, known: int, file: File) -> None:
    if known >= MOST_FILES:
        raise _unfit(field, "file_too_many", maximum=MOST_FILES)
    size = func.coalesce(func.sum(func.length(_UPLOADED.data)), 0)
    unsent = session.execute(select(size).where(*_whose(item.actor, item.row))).scalar_one()
    if unsent + file.size > LARGEST_UNSENT:
        raise _unfit(field, "files_too_large", limit=LARGEST_UNSENT // 1_000_000)


def keep_only(session: Session, item: Locked, field: Field, named: Iterable[str]) -> None:
    """Take away what the actor uploaded to a field and does not name any more."""
    right(session, item)
    known = {file.sha256 for file in _uploaded(session, item.actor, item.row, field)}
    gone = [bytes.fromhex(sha) for sha in known - set(named)]
    own = _own(item.actor, item.row, field)
    session.execute(delete(plain(Upload)).where(*own, _UPLOADED.sha256.in_(gone)))


def _kind(field: Field, sent: SentFile) -> media.Media:
    name = tidy(sent.name)[:LONGEST_NAME]
    if not sent.data:
        raise _unfit(field, "file_empty", name=name)
    if len(sent.data) > LARGEST_FILE:
        raise _unfit(field, "file_too_large", name=name, limit=LARGEST_FILE // 1_000_000)
    kind = media.of(sent.data)
    if kind is None:
        known = ", ".join(kind.endings[0].upper() for kind in media.KNOWN)
        raise _unfit(field, "file_unknown", name=name, known=known)
    return kind


def _unfit(field: Field, code: str, **facts: object) -> InvalidValues:
    return InvalidValues({field.key: [FieldProblem(code, facts)]})


def _named(sent: str, kind: media.Media) -> str:
    """A name that is safe to hand out: no folders, and the ending of what the file is."""
    name = tidy(sent.replace("\\", "/").rpartition("/")[2]).lstrip(".")[:LONGEST_NAME]
    stem, _, ending = name.rpartition(".")
    return name if stem and ending.lower() in kind.endings else f"{name}.{kind.endings[0]}"


def choices(session: Session, actor: Actor, item: Any, field: Field) -> list[File]:
    """The files that an answer may name: uploaded by the actor, or sent in an earlier round.

    `item` has the columns of the work item.
    """
    sent = select(*_FILE, _ATTACHED.size).where(
        _ATTACHED.instance_id == item.instance_id,
        _ATTACHED.node_id == item.node_id,
        _ATTACHED.field == field.key,
    )
    earlier = [File(row.sha256.hex(), *row[1:]) for row in session.execute(sent)]
    found = [*earlier, *_uploaded(session, actor, item, field)]
    return list({file.sha256: file for file in found}.values())


def told(
    session: Session, item: Seen, fields: Iterable[Field], answers: Mapping[str, object]
) -> dict[str, object]:
    """Answers as the record would keep them; it only reads.

    Raises InvalidValues for a file that is not among its `choices`.
    """
    return _told(answers, _chosen(session, item, fields, answers))


def attach(
    session: Session, item: Locked, fields: Iterable[Field], answers: Mapping[str, object], seq: int
) -> dict[str, object]:
    """Attach the files that answers name by the record `seq`; the answers as the record keeps them.

    Raises as `told`.
    """
    chosen = _chosen(session, item, fields, answers)
    for field, files in chosen:
        _keep(session, item, field, files, seq)
    session.execute(delete(Upload).where(Upload.item_id == item.row.id))
    return _told(answers, chosen)


Chosen = list[tuple[Field, list[File]]]


def _chosen(
    session: Session, item: Seen, fields: Iterable[Field], answers: Mapping[str, object]
) -> Chosen:
    """The files that each file field of the answers names."""
    asked = [field for field in fields if field.type is FieldType.FILE and field.key in answers]
    return [(field, _named_by(session, item, field, answers[field.key])) for field in asked]


def _told(answers: Mapping[str, object], chosen: Chosen) -> dict[str, object]:
    return {**answers, **{field.key: [vars(file) for file in files] for field, files in chosen}}


def _named_by(session: Session, item: Seen, field: Field, answer: Any) -> list[File]:
    known = {file.sha256: file for file in choices(session, item.actor, item.row, field)}
    if not known.keys() >= set(answer):
        raise _unfit(field, "file_unfound")
    return [known[sha] for sha in answer]


def _keep(session: Session, item: Locked, field: Field, files: Sequence[File], seq: int) -> None:
    """Move new files to the contents that stay for good, and name all as sent by the record."""
    _store(session, item, field, files)
    about = {"instance_id": item.row.instance_id, "seq": seq, "node_id": item.row.node_id}
    rows = [
        about
        | {"field": field.key, "sha256": bytes.fromhex(file.sha256), "size": file.size}
        | {"media_type": file.type, "file_name": file.name}
        for file in files
    ]
    session.execute(insert(plain(Attachment)), rows)


def _store(session: Session, item: Locked, field: Field, files: Sequence[File]) -> None:
    named = [bytes.fromhex(file.sha256) for file in files]
    own = _own(item.actor, item.row, field)
    sent = select(_UPLOADED.data).where(*own, _UPLOADED.sha256.in_(named))
    contents.keep(session, session.scalars(sent))


def _uploaded(session: Session, actor: Actor, item: Any, field: Field) -> list[File]:
    own = _own(actor, item, field)
    found = select(*_FILE_UPLOADED, func.length(_UPLOADED.data)).where(*own)
    return [File(row.sha256.hex(), *row[1:]) for row in session.execute(found)]


def _own(actor: Actor, item: Any, field: Field) -> tuple[ColumnElement[bool], ...]:
    return (*_whose(actor, item), _UPLOADED.field == field.key)


def _whose(actor: Actor, item: Any) -> tuple[ColumnElement[bool], ...]:
    return (_UPLOADED.item_id == item.id, _UPLOADED.person_id == actor.id)


_UPLOADED, _ATTACHED = plain(Upload).c, plain(Attachment).c
_FILE_UPLOADED = (_UPLOADED.sha256, _UPLOADED.file_name, _UPLOADED.media_type)
_FILE = (_ATTACHED.sha256, _ATTACHED.file_name, _ATTACHED.media_type)
_KEYS = {"sha256", "name", "type", "size"}
