"""What is typed into the tables of an item, kept once for all holders of its post until it is sent.

Whoever of a group took the item sends it; the others may fill in beside him. The holders of a post
of one person work one after the other: whoever took the item has it alone.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from engine.contributions import SharedTable
from engine.errors import DraftTooLong
from engine.fields.kinds import Field
from engine.locking import Locked, open_to, right
from engine.models import TableDraft, plain

# A table of 200 indicators with all its texts is about a million.
LONGEST = 2_000_000

NOTHING = SharedTable()


def of(session: Session, item_id: int) -> dict[str, SharedTable]:
    """What has been typed into the tables of an item, by the keys of their fields."""
    found = session.execute(_OF_ITEM, {"item": item_id})
    return {row.field: SharedTable(*row[1:]) for row in found}


def keep(session: Session, item: Locked, field: Field, shared: SharedTable, now: datetime) -> None:
    """Keep what has been typed into a table, in order or not; it is merged beforehand.

    Raises DraftTooLong, and what `need_open` raises.
    """
    need_open(session, item)
    if len(json.dumps(shared.typed)) > LONGEST:
        raise DraftTooLong(millions=LONGEST // 1_000_000)
    about: dict[str, Any] = {"typed": shared.typed, "cells": shared.cells, "people": shared.people}
    about |= {"pages": shared.pages, "edition": shared.edition + 1, "saved_at": now}
    if shared.edition:
        session.execute(_CHANGE, about | {"item": item.row.id, "key": field.key})
    else:
        session.execute(_ADD, about | {"item_id": item.row.id, "field": field.key})


def need_open(session: Session, item: Locked) -> None:
    """Whether the actor may fill the tables of an item in.

    Raises what `locking.right` raises, but for a group's item that another of it has taken.
    """
    check = open_to if item.lane.is_group else right
    check(session, item)


def let_go(session: Session, item: Locked) -> None:
    """Let go of what was typed into the tables of an item; nothing is asked where nobody did."""
    if item.row.has_tables:
        session.execute(_DROP, {"item": item.row.id})


_DRAFT = plain(TableDraft)
_ROW = _DRAFT.c
_THIS: Any = (_ROW.item_id == bindparam("item"), _ROW.field == bindparam("key"))
_OF_ITEM = select(
    _ROW.field, _ROW.typed, _ROW.cells, _ROW.people, _ROW.pages, _ROW.edition, _ROW.saved_at
).where(_ROW.item_id == bindparam("item"))
_ADD = insert(_DRAFT)
_CHANGE = update(_DRAFT).where(*_THIS)
_DROP = delete(_DRAFT).where(_ROW.item_id == bindparam("item"))
