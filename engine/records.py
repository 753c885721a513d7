"""The append-only record: one fact per act, chained by hashes, one head per stream.

hash = sha256(previous hash + canonical JSON of [stream, seq, at, kind, actor, body]); before the
first record of a stream stands sha256("alur 1 <office id> <stream id>"). Triggers in the database
stop mistakes; the chain shows what was changed by whoever left the hashes alone. It has no key, so
that whoever can write the database can make it anew with its head, or cut off its end: against that
only a head that was noted elsewhere helps.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, insert, select, update
from sqlalchemy.orm import Session

from engine.errors import ChainBroken
from engine.models import IS_OFFICE, Record, Setting, Stream, plain


class Fact(StrEnum):
    """What can have happened: subject and past verb.

    A value is never changed, also where the word for it has been: it stands in chains.
    """

    OFFICE_FOUNDED = "office_founded"
    OFFICE_CHANGED = "office_changed"
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    PERSON_CLOSED = "person_closed"
    POST_ADDED = "post_added"
    HOLDING_BEGUN = "holding_begun"
    HOLDING_ENDED = "holding_ended"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    CALENDAR_CHANGED = "calendar_changed"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_RESET = "password_reset"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_PAUSED = "sign_in_locked"
    PROOF_REFUSED = "proof_refused"
    PROOF_PAUSED = "proof_locked"
    SIGNED_OUT = "signed_out"
    DRAFT_BEGUN = "draft_begun"
    DRAFT_SAVED = "draft_saved"
    DRAFT_DRAWN = "draft_drawn"
    DRAFT_DROPPED = "draft_dropped"
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_WITHDRAWN = "approval_withdrawn"
    APPROVAL_REFUSED = "approval_refused"
    VERSION_PUBLISHED = "version_published"
    INSTANCE_STARTED = "instance_started"
    INSTANCE_STOPPED = "instance_stopped"
    INSTANCE_MOVED = "instance_moved"
    INSTANCE_REOPENED = "instance_reopened"
    TOKEN_PLACED = "token_placed"
    ITEM_TAKEN = "item_taken"
    ITEM_HANDED_BACK = "item_handed_back"
    STEP_COMPLETED = "step_completed"
    STEP_RETURNED = "step_returned"
    COPY_ADDED = "copy_added"


@dataclass
class Head:
    """The locked end of a stream's chain; moves on with each record."""

    stream: int
    seq: int
    hash: bytes


def open_stream(session: Session, kind: str) -> Head:
    """A new, empty stream; its creator holds its lock."""
    stream = Stream(kind=kind, seq=0, hash=b"")
    session.add(stream)
    session.flush()
    stream.hash = genesis(_office_id(session), stream.id)
    session.flush()
    return Head(stream.id, 0, stream.hash)


def lock(session: Session, stream: int) -> Head | None:
    """The head of a stream, locked until the transaction ends; None when there is none."""
    return lock_by(session, _BY_ID, stream=stream)


def locking(stream: ColumnElement[int]) -> Select[Any]:
    """The question by which `lock_by` locks the stream of an id."""
    return looking(stream).with_for_update()


def looking(stream: ColumnElement[int]) -> Select[Any]:
    """The question for the head of the stream of an id, which locks nothing."""
    return select(STREAM.id, STREAM.seq, STREAM.hash).where(STREAM.id == stream)


def lock_by(session: Session, question: Select[Any], **asked: object) -> Head | None:
    """The head of the stream that a `locking` question finds, locked as by `lock`."""
    head = session.execute(question, asked).first()
    return Head(*head) if head else None


def lock_office(session: Session) -> Head:
    """The head of the office's own stream."""
    head = lock_by(session, _OFFICE)
    if head is None:
        raise ChainBroken(stream="office", seq=0)
    return head


def append(
    session: Session, head: Head, fact: Fact, at: datetime, actor: int | None, body: dict[str, Any]
) -> int:
    """Write one fact at the end of a locked stream; its number in the stream."""
    text = canonical(body)
    seq = head.seq + 1
    digest = link(head.hash, head.stream, seq, at, fact, actor, text)
    row = {"stream_id": head.stream, "seq": seq, "at": at, "kind": fact.value}
    session.execute(_ADD, row | {"actor_id": actor, "body": text, "hash": digest})
    session.execute(_MOVE, {"stream": head.stream, "to_seq": seq, "to_hash": digest})
    head.seq, head.hash = seq, digest
    return seq


STREAM, RECORD = plain(Stream).c, plain(Record).c
_BY_ID = locking(bindparam("stream"))
_OFFICE = locking(select(STREAM.id).where(IS_OFFICE).scalar_subquery())
_ADD = insert(plain(Record))
_MOVE = (
    update(plain(Stream))
    .where(STREAM.id == bindparam("stream"))
    .values(seq=bindparam("to_seq"), hash=bindparam("to_hash"))
)


_CHAINS = (
    select(
        STREAM.id,
        STREAM.kind,
        STREAM.seq.label("length"),
        STREAM.hash.label("last"),
        RECORD.seq,
        RECORD.at,
        RECORD.kind.label("fact"),
        RECORD.actor_id,
        RECORD.body,
        RECORD.hash,
    )
    .join_from(plain(Stream), plain(Record), RECORD.stream_id == STREAM.id, isouter=True)
    .order_by(STREAM.id, RECORD.seq)
    .execution_options(yield_per=1000)
)


def verify(session: Session) -> Iterator[tuple[int, str, int, int | None]]:
    """For every stream: its id, kind, number of records, and the first broken one or None.

    Reads all records one after the other and keeps none of them.
    """
    office = _office_id(session)
    of_stream = itemgetter(0, 1, 2, 3)
    for (stream, kind, *end), rows in groupby(session.execute(_CHAINS), of_stream):
        yield stream, kind, end[0], _first_broken(rows, genesis(office, stream), end)


def _first_broken(
    rows: Iterable[Row[*tuple[Any, ...]]], previous: bytes, end: list[Any]
) -> int | None:
    seq = 0
    for row in rows:
        if row.seq is None:
            break  # the stream has no records
        seq += 1
        digest = link(previous, row.id, seq, row.at, row.fact, row.actor_id, row.body)
        if (row.seq, row.hash) != (seq, digest):
            return seq
        previous = digest
    return None if [seq, previous] == end else seq + 1


def _office_id(session: Session) -> str:
    """What tells this office from any other; "" before it is founded."""
    return session.scalar(select(Setting.value).where(Setting.key == "office_id")) or ""


def genesis(office: str, stream: int) -> bytes:
    """What stands in the place of a hash before the first record of a stream."""
    return hashlib.sha256(f"alur 1 {office} {stream}".encode()).digest()


def link(
    previous: bytes, stream: int, seq: int, at: datetime, kind: str, actor: int | None, body: str
) -> bytes:
    """The hash of one record, chained to the one before."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    line = canonical([stream, seq, moment, str(kind), actor, body])
    return hashlib.sha256(previous + line.encode()).digest()


def canonical(value: Any) -> str:
    """JSON that is the same text for the same value: sorted keys, no blanks, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
