"""Immutable bytes, known by their sha256 and kept once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import Integer, LargeBinary, bindparam, insert, select
from sqlalchemy.orm import Session

from engine.models import Content, plain


def keep(session: Session, several: Iterable[bytes]) -> None:
    """Keep each of these for good, once. One statement."""
    named = {hashlib.sha256(data).digest(): data for data in several}
    # In one order for all: of two who keep the same at once one waits, and never for the other too.
    rows = [{"sha": sha, "long": len(data), "data": data} for sha, data in sorted(named.items())]
    if rows:
        session.execute(_ADD, rows)


_CONTENT = plain(Content).c
_SHA = bindparam("sha", type_=LargeBinary)
# SQLite's trigger refuses what is there before "on conflict" is looked at, and knows one writer at
# a time; on PostgreSQL another may add the same bytes after they were looked for.
_ADD = insert(plain(Content)).from_select(
    ["sha256", "size", "bytes"],
    select(_SHA, bindparam("long", type_=Integer), bindparam("data", type_=LargeBinary))
    .where(~select(_CONTENT.sha256).where(_CONTENT.sha256 == _SHA).exists())
    .suffix_with("ON CONFLICT DO NOTHING"),
)
