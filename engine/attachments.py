"""Files in fields, attached by the record that sends them; a form names each by its sha256."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine import contents
from engine.actors import Actor
from engine.fields.files import File
from engine.fields.kinds import Field, FieldType
from engine.locking import Locked, Seen
from engine.models import Attachment, plain
from engine.uploads import UPLOADED, own, unfit, uploaded


def of_record(body: Mapping[str, Any]) -> Iterator[tuple[str, File]]:
    """The files that came with a record of an instance, each with the key of its field.

    Those of a table are not in its answer, which names the whole table.
    """
    for said in (body.get("answers", {}), body.get("attached", {})):
        for key, answer in said.items():
            yield from ((key, file) for file in named_in(answer))


def named_in(answer: object) -> Iterator[File]:
    """The files that an answer names as the record keeps it.

    A row of a table may have columns of the same keys; a size is never what is typed into one.
    """
    for one in answer if isinstance(answer, list) else ():
        if isinstance(one, dict) and one.keys() == _KEYS and type(one["size"]) is int:
            yield File(**one)


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
    found = [*earlier, *uploaded(session, actor, item, field)]
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
        keep(session, item, field, files, seq)
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
        raise unfit(field, "file_unfound")
    return [known[sha] for sha in answer]


def keep(session: Session, item: Locked, field: Field, files: Sequence[File], seq: int) -> None:
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
    whose = own(item.actor, item.row, field)
    sent = select(UPLOADED.data).where(*whose, UPLOADED.sha256.in_(named))
    contents.keep(session, session.scalars(sent))


_ATTACHED = plain(Attachment).c
_FILE = (_ATTACHED.sha256, _ATTACHED.file_name, _ATTACHED.media_type)
_KEYS = {"sha256", "name", "type", "size"}
