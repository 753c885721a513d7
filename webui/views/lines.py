"""Work items as lines of lists: what the templates' `row` and `due` are given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from engine import calendars, catalogue, versions
from engine.actors import Actor
from engine.diagram.process import Node
from engine.drafts import Open, brought_from
from engine.item_rows import Row
from engine.models.columns import NO_DUE
from engine.worktime.calendar import Calendar
from webui import words
from webui.language import gettext, spoken
from webui.pictures import symbol


def named(thing: Any) -> str:
    """The name of a node, lane, flow or post in the reader's language, else the SOP's own."""
    return (thing.name_en if spoken() == "en" else "") or thing.name


def post_name(row: Row) -> str:
    """The name of the post that a row waits for."""
    return (row.post_en if spoken() == "en" else "") or row.post


def sops(session: Session, found: Iterable[catalogue.Listed]) -> list[dict[str, Any]]:
    """SOPs for a list or a choice: key, name, version in force, how many instances run."""
    return [
        {
            "key": sop.key,
            "name": sop_name(session, sop.version.id),
            "version": sop.version,
            "running": sop.running,
        }
        for sop in found
    ]


def drafts(found: Iterable[Open]) -> list[dict[str, str]]:
    """Drafts of SOPs for a list: the address of each, what it is called, why it was made."""
    return [
        {
            "url": url_for("pages.revision", key=one.key),
            "title": named(one.process),
            "note": one.row.note,
        }
        for one in found
    ]


def origin(session: Session, draft: Open) -> str:
    """What a draft began from: a file of elsewhere, or a version; "" for a new SOP."""
    file = brought_from(session, draft.row)
    if file:
        return gettext("brought from the file %(name)s", name=file)
    if draft.base is None:
        return ""
    if file is None:
        return gettext("from version %(number)d", number=draft.base.number)
    return gettext("brought from a file")


def sop_name(session: Session, version_id: int) -> str:
    """The name of an SOP as one of its versions has it."""
    return named(versions.definition(session, version_id).process)


def step_name(definition: versions.Definition, node_id: str) -> str:
    """The name of a step."""
    return named(definition.process.node[node_id])


def recorded_post(definition: versions.Definition, name: str) -> str:
    """A post as a record names it; in the reader's language where a lane stands for it."""
    lanes = {lane.name: lane for lane in definition.process.lanes}
    return named(lanes[name]) if name in lanes else name


def own_words(text: str) -> str:
    """What an SOP says in its own language, marked for those who have pages in another read out."""
    return Markup('<span lang="id">{}</span>').format(text) if text else ""


def due(calendar: Calendar, limit: datetime, duration: str, now: datetime) -> dict[str, Any]:
    """What is left of a step's standard, in working minutes; negative when it is over."""
    if limit >= NO_DUE:
        return {"left": None, "limit": None, "standard": None, "used": None}
    standard = calendars.standard(duration).minutes(calendar.day_minutes)
    over = words.late(limit, now)
    left = -calendar.minutes_between(limit, now) if over else calendar.minutes_between(now, limit)
    return {
        # Overtime outside working hours still is over time: at least a minute.
        "left": min(left, -1) if over else left,
        "limit": limit,
        "standard": standard,
        "used": max(standard - left, 0),
    }


def line(
    row: Row,
    definition: versions.Definition,
    actor: Actor,
    calendar: Calendar,
    now: datetime,
) -> dict[str, Any]:
    """A line of the inbox."""
    node, item = definition.process.node[row.item.node_id], row.item
    is_mine = item.person_id == actor.id
    held = actor.holding(item.post_id)
    return {
        "symbol": symbol(definition.process, node.id),
        "row": item.row_no,
        "url": url_for("pages.item", item_id=item.id),
        "title": named(node),
        "instance": row.title + (f" · {words.period(row.period)}" if row.period else ""),
        "why": why(row, actor, definition),
        "quote": row.opened_by.get("reason"),
        "tags": tags(row, held, is_mine),
        "take": url_for("pages.take", item_id=item.id)
        if _can_take(row, definition, node)
        else None,
        "due": due(calendar, item.due_at, definition.durations[node.id], now),
    }


def _can_take(row: Row, definition: versions.Definition, node: Node) -> bool:
    return row.item.person_id is None and definition.process.lane[node.lane].is_group


def why(row: Row, actor: Actor, definition: versions.Definition) -> str:
    """Why a person sees an item: as holder of which post, from whom, since when."""
    held = actor.holding(row.item.post_id)
    post = words.capacity(held) + post_name(row) if held else post_name(row)
    said = gettext("Waits for you as %(post)s.", post=post)
    if row.item.person_id == actor.id and not row.item.closed_at:
        said = gettext("You have taken it for %(post)s.", post=post_name(row))
    elif row.holder and row.item.person_id and not row.item.closed_at:
        said = gettext("%(name)s has taken it for %(post)s.", name=row.holder, post=post_name(row))
    elif row.item.person_id is None and held and held.capacity == "anggota":
        said = gettext("Offered to all of %(post)s; nobody has taken it yet.", post=post)
    if row.sender:
        said += " " + gettext("From %(sender)s.", sender=sender(row, actor, definition))
    return said


def sender(row: Row, actor: Actor, definition: versions.Definition) -> str:
    """Who sent an item on: name, or "you", and the post in which that was done."""
    name = gettext("you") if row.sender_id == actor.id else row.sender
    post = recorded_post(definition, row.opened_by.get("post", ""))
    kind = words.capacity(row.opened_by.get("capacity", ""))
    return f"{name} ({kind}{post})" if post else str(name)


def tags(row: Row, held: Any, is_mine: bool) -> list[dict[str, str]]:
    """The marks of a line: returned or its round, and the capacity."""
    marks = []
    if row.returned:
        word = gettext("Returned, round %(round)d", round=row.item.round)
        marks.append({"kind": "back", "word": word, "icon": "return"})
    elif row.item.round > 1:
        marks.append({"kind": "now", "word": gettext("Round %(round)d", round=row.item.round)})
    if held is not None and held.capacity in ("plt", "plh"):
        marks.append(
            {"kind": "", "word": gettext("As %(capacity)s", capacity=words.capacity(held))}
        )
    elif is_mine and held is not None and held.capacity == "anggota":
        marks.append({"kind": "", "word": gettext("Taken by you"), "icon": "person"})
    return marks
