"""The inbox: what waits, what waits at one's posts, what one has done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import redirect, render_template, request, url_for

from engine import calendars, drafts, inbox as boxes, item_rows, items, versions
from engine.inbox import Box
from engine.permissions import May
from webui import words
from webui.language import gettext
from webui.views import answered, calendar_views, keyset, lines
from webui.visits import Visit, page


@page("/kotak-tugas", May.WORK)
def inbox(visit: Visit) -> Any:
    """What waits for the person, late first."""
    return _box(visit, Box.ALL, "inbox.html")


@page("/kotak-tugas/<any(saya, jabatan, selesai):part>", May.WORK)
def inbox_part(visit: Visit, part: str) -> Any:
    """Another part of the inbox: taken by me, at my posts, done."""
    parts = {"saya": Box.MINE, "jabatan": Box.POSTS, "selesai": Box.DONE}
    template = "inbox_done.html" if part == "selesai" else "inbox.html"
    return _box(visit, parts[part], template)


def _box(visit: Visit, box: Box, template: str) -> Any:
    found = boxes.page(visit.session, visit.actor, box, keyset.read(request.args.get("after")))
    calendar = calendars.calendar(visit.session)
    told = item_rows.definitions(visit.session, found.rows)
    rows = [
        (row, lines.line(row, definition, visit.actor, calendar, visit.now))
        for row, definition in zip(found.rows, told, strict=True)
    ]
    return render_template(
        template,
        groups=_groups(rows, visit.now, calendar),
        lines=[line for _, line in rows],
        done=[
            (row, url_for("pages.instance", instance_id=row.item.instance_id)) for row, _ in rows
        ],
        notices=_notices(visit) if box is Box.ALL else [],
        drafts=_drafts(visit) if box is Box.ALL else [],
        answers=answered.told(visit) if box is Box.ALL else [],
        tabs=_tabs(box),
        next=url_for(request.endpoint or "", after=keyset.write(found.next), **_view_args())
        if found.next
        else None,
        first=request.path if "after" in request.args else None,
        now=visit.now,
        closes=calendar.closes_at(visit.now),
        without_days_off=calendar_views.without_days_off(visit),
    )


def _view_args() -> dict[str, Any]:
    return request.view_args or {}


def _groups(rows: list[Any], now: datetime, calendar: Any) -> list[dict[str, Any]]:
    today = now.astimezone(calendar.zone).date()
    groups: list[dict[str, Any]] = [
        {"id": "late", "title": gettext("Late"), "late": True, "rows": []},
        {"id": "today", "title": gettext("Due today"), "late": False, "rows": []},
        {"id": "next", "title": gettext("Next"), "late": False, "rows": []},
    ]
    for row, line in rows:
        is_today = row.item.due_at.astimezone(calendar.zone).date() <= today
        place = 0 if words.late(row.item.due_at, now) else 1 if is_today else 2
        groups[place]["rows"].append(line)
    return groups


def _tabs(box: Box) -> list[dict[str, Any]]:
    parts = [
        (Box.ALL, url_for("pages.inbox"), gettext("For me"), "box"),
        (Box.MINE, url_for("pages.inbox_part", part="saya"), gettext("Taken by me"), "person"),
        (Box.POSTS, url_for("pages.inbox_part", part="jabatan"), gettext("At my posts"), "team"),
        (Box.DONE, url_for("pages.inbox_part", part="selesai"), gettext("Done"), "tick"),
    ]
    return [
        {"url": url, "label": label, "icon": icon, "current": part is box}
        for part, url, label, icon in parts
    ]


def _drafts(visit: Visit) -> list[dict[str, str]]:
    return lines.drafts(drafts.waiting(visit.session, visit.actor))


def _notices(visit: Visit) -> list[dict[str, Any]]:
    found = boxes.notices(visit.session, visit.actor)
    courses = versions.courses(visit.session, {notice.instance_id for notice, _ in found})
    return [
        {
            "url": url_for("pages.instance", instance_id=notice.instance_id),
            "title": lines.step_name(courses[notice.instance_id].at(notice.seq), notice.node_id),
            "instance": title,
            "text": gettext("For your information: this step was completed."),
            "read": url_for("pages.see_notice", notice_id=notice.id),
        }
        for notice, title in found
    ]


@page("/pemberitahuan/<int:notice_id>", May.WORK, "POST")
def see_notice(visit: Visit, notice_id: int) -> Any:
    """Mark a notice as read."""
    items.see_notice(visit.session, visit.actor, notice_id, visit.now)
    return redirect(url_for("pages.inbox"))
