"""Ends of chains as they are noted outside the database.

A chain has no key, so whoever can write the database can rewrite one together with its end. What
stands elsewhere, on a printed paper or in a file that he cannot reach, still shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.errors import BadAnchor
from engine.records import RECORD, STREAM, Head

SHOWN = 16
"""Hexadecimal digits of a hash as people compare it: 64 bits."""


def heads(session: Session) -> Iterator[Head]:
    """The ends of all chains that have records."""
    rows = session.execute(select(STREAM.id, STREAM.seq, STREAM.hash).where(STREAM.seq > 0))
    return (Head(*row) for row in rows)


def line(head: Head) -> str:
    """An end as a line of a file: stream, number and hash."""
    return f"{head.stream} {head.seq} {head.hash.hex()}"


def read(text: str) -> list[Head]:
    """The ends that a file of such lines notes; raises BadAnchor for another line."""
    return [_read(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]


def _read(n: int, line: str) -> Head:
    try:
        stream, seq, digest = line.split()
        return Head(int(stream), int(seq), bytes.fromhex(digest))
    except ValueError as error:
        raise BadAnchor(line=n) from error


def gone(session: Session, noted: Iterable[Head]) -> Iterator[Head]:
    """Those of the noted records that are not there any more, or are others."""
    for head in noted:
        asked = {"stream": head.stream, "seq": head.seq}
        if session.scalar(_HASH, asked) != head.hash:
            yield head


def mark(head: Head) -> str:
    """An end as it is printed, to be compared by eye: its number and the hash's first digits."""
    digits = head.hash.hex()[:SHOWN]
    return f"{head.seq}: " + " ".join(digits[at : at + 4] for at in range(0, SHOWN, 4))


def marked(session: Session, stream: int, seq: int) -> str:
    """The same of a record that is not the last; "" when there is none."""
    found = session.scalar(_HASH, {"stream": stream, "seq": seq})
    return mark(Head(stream, seq, found)) if found else ""


_HASH = select(RECORD.hash).where(
    RECORD.stream_id == bindparam("stream"), RECORD.seq == bindparam("seq")
)
