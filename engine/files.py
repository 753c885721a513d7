"""Reading the files of instances."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine import indicators, locking, readers
from engine.actors import Actor
from engine.errors import NotFound
from engine.models import Attachment, Content, Upload


def of_instance(session: Session, instance_id: int) -> list[Attachment]:
    """The files that were sent with the steps of an instance, the newest first."""
    found = select(Attachment).where(Attachment.instance_id == instance_id)
    return list(session.scalars(found.order_by(Attachment.id.desc())))


def numbers(session: Session, instance_id: int, field: str) -> dict[str, int]:
    """The numbers of the files that were sent in the fields of a key, by their sha256."""
    of_field = (Attachment.instance_id == instance_id, Attachment.field == field)
    found = session.execute(select(Attachment.sha256, Attachment.id).where(*of_field))
    return {row.sha256.hex(): row.id for row in found}


def attached(session: Session, actor: Actor, number: int) -> tuple[Attachment, bytes]:
    """A file that was sent, and its bytes; raises NotFound, also when the actor may not read it."""
    found = session.get(Attachment, number)
    if found is None:
        raise NotFound(what="file", name=number)
    readers.need_readable(session, actor, found.instance_id)
    return found, session.get_one(Content, found.sha256).bytes


def uploaded(session: Session, actor: Actor, item_id: int, sha256: str) -> Upload:
    """A file that the actor, into a table another holder, has uploaded and not yet sent.

    Raises NotFound.
    """
    item = locking.seen(session, actor, item_id)
    shared = [field.key for field in indicators.tables(item.step.fields)] if item.held else []
    theirs = or_(Upload.person_id == actor.id, Upload.field.in_(shared))
    own = (Upload.item_id == item_id, theirs)
    is_hex = len(sha256) == 64 and set(sha256) <= set("0123456789abcdef")
    same = Upload.sha256 == (bytes.fromhex(sha256) if is_hex else b"")
    found = session.scalar(select(Upload).where(*own, same).limit(1))
    if found is None:
        raise NotFound(what="file", name=sha256[:12])
    return found
