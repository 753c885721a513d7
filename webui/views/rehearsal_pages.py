"""Playing a draft before it is sent for approval: who would receive each step, on which way."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from flask import render_template, request, url_for

from engine import calendars, casting, drafts
from engine.diagram import graph
from engine.diagram.process import Flow, Process
from engine.diagram.rehearsal import MOST_BEGINNINGS, MOST_PATHS, Play, Scene, count, paths, play
from engine.holders import Holder
from engine.permissions import May
from webui import pictures, words
from webui.language import gettext
from webui.views import lines
from webui.visits import Visit, page

FIRST_YEAR, LAST_YEAR = 1900, 2199


@page("/sop/<key>/rancangan/coba", May.READ_DRAFTS)
def rehearsal(visit: Visit, key: str) -> Any:
    """A draft played on a day, by the decisions chosen so far, and all its ways at once."""
    draft = drafts.opened(visit.session, visit.actor, key)
    refused = draft.refused()
    stage = None if refused else _stage(visit, draft.process)
    return render_template(
        "rehearsal.html",
        draft=draft,
        title=lines.named(draft.process),
        refused=refused,
        stage=stage,
    )


def _stage(visit: Visit, process: Process) -> dict[str, Any]:
    day, chosen = _day(visit), [c for c in request.args.get("jalan", "").split(",") if c]
    played, cast = play(process, chosen), casting.cast(visit.session, process, day)
    return {
        "day": day,
        "chosen": ",".join(chosen),
        "scenes": [_scene(visit, process, played, scene, cast) for scene in played.scenes],
        "choices": [_choice(process, flow, day, chosen) for flow in played.choices],
        "is_cut": played.is_cut,
        "back": _address(day, chosen[:-1]) if chosen else None,
        "again": _address(day, []) if chosen else None,
        "ways": (ways := [_way(visit, process, way, day) for way in paths(process)]),
        "working_day": _working_day(visit),
        "without_holidays": _without_holidays(visit, day, ways),
        "every": count(process),
        "most": MOST_PATHS,
        "tries": MOST_BEGINNINGS,
        "returns": _returns(process, cast),
        "unreached": [lines.named(n) for n in casting.without_holder(process, cast)],
    }


def _day(visit: Visit) -> date:
    try:
        day = date.fromisoformat(request.args.get("hari", ""))
    except ValueError:
        return visit.today
    # Nobody plans beyond; the calendar itself has no end.
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else visit.today


def _address(day: date, chosen: list[str]) -> str:
    key = (request.view_args or {})["key"]
    return url_for("pages.rehearsal", key=key, hari=day.isoformat(), jalan=",".join(chosen))


def _working_day(visit: Visit) -> str:
    """How much a day counts, in hours and minutes."""
    minutes = calendars.calendar(visit.session).day_minutes
    return words.duration(minutes, minutes + 1)


def _without_holidays(visit: Visit, day: date, ways: list[dict[str, Any]]) -> tuple[int, ...]:
    """The years that a way reaches, and for which no day off was entered."""
    calendar = calendars.calendar(visit.session)
    ends = [way["ends"].astimezone(calendar.zone).year for way in ways]
    return calendar.empty_years(day.year, max(ends, default=day.year))


def _scene(
    visit: Visit, process: Process, played: Play, scene: Scene, cast: dict[str, list[Holder]]
) -> dict[str, Any]:
    node = process.node[scene.node]
    flow = scene.chosen
    return {
        "symbol": pictures.symbol(process, node.id),
        "row": graph.rows(process)[node.id],
        "name": lines.named(node),
        "round": scene.round,
        "post": lines.named(process.lane[node.lane]),
        "people": ", ".join(holder.name for holder in cast[node.id]),
        "minutes": _minutes(visit, graph.durations(process)[node.id]),
        "shares": casting.shares_time(process, played, scene),
        "decision": lines.named(flow) if flow else "",
        "back": flow is not None and graph.is_return(process, flow),
    }


def _minutes(visit: Visit, duration: str) -> int:
    standard = calendars.standard(duration)
    return standard.minutes(calendars.calendar(visit.session).day_minutes)


def _choice(process: Process, flow: Flow, day: date, chosen: list[str]) -> dict[str, Any]:
    steps = [process.node[node] for node in graph.next_steps(process, flow)]
    return {
        "name": lines.named(flow) or flow.condition or gettext("otherwise"),
        "to": ", ".join(lines.named(node) for node in steps),
        "back": graph.is_return(process, flow),
        "url": _address(day, [*chosen, flow.id]),
    }


def _way(visit: Visit, process: Process, way: Play, day: date) -> dict[str, Any]:
    calendar = calendars.calendar(visit.session)
    opens = calendar.next_opening(datetime.combine(day, time.min, calendar.zone))
    length = casting.length(visit.session, process, way, opens)
    return {
        "decisions": ", ".join(lines.named(s.chosen) for s in way.scenes if s.chosen),
        "steps": len(way.scenes),
        "minutes": length.minutes,
        "begins": opens,
        "ends": length.ends,
    }


def _returns(process: Process, cast: dict[str, list[Holder]]) -> list[dict[str, str]]:
    """Each return: from which row, to which step, and who would get it."""
    rows = graph.rows(process)
    return [
        {
            "row": rows[node],
            "name": lines.named(flow),
            "to": f"{rows[target]}. {lines.named(process.node[target])}",
            "people": ", ".join(holder.name for holder in cast[target]),
        }
        for node in graph.walking_order(process)
        if node in rows
        for flow in graph.decisions(process, node)
        if graph.is_return(process, flow)
        for target in graph.next_steps(process, flow)
    ]
