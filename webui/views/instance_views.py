"""What the templates of instances are given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask import request, url_for

from engine import (
    approvals,
    calendars,
    catalogue,
    history,
    holders,
    item_rows,
    versions,
)
from engine.diagram import graph
from engine.instance_view import InstanceView
from engine.models import Status
from engine.permissions import May
from webui import pictures, words
from webui.language import gettext, spoken
from webui.views import document_views, indicator_reading, keyset, lines, marks, stories, uploads
from webui.views.sop_views import ways
from webui.visits import Visit

# So many void approvals are shown, the latest; all of them stand in the history anyway.
VOIDED = 20
# The evidence of so many indicators lies open; of more it is unfolded.
PROOFS = 3


def instance(visit: Visit, view: InstanceView) -> dict[str, Any]:
    """The page of one instance: who has it now, the diagram with its path, the steps, the past."""
    process = view.definition.process
    undone = marks.undone(visit, view.instance.id, process, view.rounds, _at(view))
    return {
        "view": view,
        "process": process,
        "status": words.status(view.instance.status),
        "now": [_now(visit, view, row) for row in view.open],
        "label": _label(view),
        "steps": _steps(view, undone),
        "undone": undone,
        "recorded_post": lines.recorded_post,
        "newer": _newer(visit, view),
        "may_move": visit.actor.may(May.MOVE, view.instance.process_id),
        "may_stop": view.instance.status == Status.RUNNING
        and visit.actor.may(May.STOP, view.instance.process_id),
        **_drawn(view, undone),
        **_past(visit, view),
        **_papers(visit, view),
    }


def _newer(visit: Visit, view: InstanceView) -> int | None:
    """The version in force, where the person may move a running instance of another to it."""
    may = visit.actor.may(May.MOVE, view.instance.process_id)
    if not may or view.instance.status != Status.RUNNING:
        return None
    number = catalogue.version(visit.session, view.process, None, visit.today).number
    return number if number != view.version else None


def _at(view: InstanceView) -> set[str]:
    """The steps at which an instance stands."""
    return {row.item.node_id for row in view.open}


def _drawn(view: InstanceView, undone: Mapping[str, pictures.Tag]) -> dict[str, Any]:
    process, language = view.definition.process, spoken()
    found = marks.of_run(process, view.rounds, _at(view), view.taken, undone)
    return {
        "map": pictures.lane_map(process, found, language),
        "strip": pictures.strip(process, graph.walking_order(process), found, language),
    }


def _past(visit: Visit, view: InstanceView) -> dict[str, Any]:
    """A page of the timeline, the approvals that stand or are void, the files that came along."""
    instance, before = view.instance.id, keyset.whole(request.args.get("before"))
    found = history.entries(visit.session, instance, before, history.PAGE + 1)
    shown, course = found[: history.PAGE], versions.course(visit.session, instance)
    left = indicator_reading.as_left(visit, instance, view.definition)
    return {
        "log": [
            stories.entry(e, course.at(e.seq), visit.zone, spoken()) | {"tables": left.get(e.seq)}
            for e in shown
        ],
        "older": shown[-1].seq if len(found) > history.PAGE else None,
        "approvals": approvals.standing(visit.session, instance),
        "voided": approvals.voided(visit.session, instance, VOIDED + 1),
        "most_voided": VOIDED,
        "most_proofs": PROOFS,
        "course": course,
        "papers": uploads.attached(visit, instance, course),
    }


def _papers(visit: Visit, view: InstanceView) -> dict[str, Any]:
    about = (visit, view.instance.id, view.definition)
    return {
        "documents": document_views.listed(*about),
        "tables": indicator_reading.links(*about),
        "proofs": indicator_reading.proofs(*about),
    }


def _now(visit: Visit, view: InstanceView, row: item_rows.Row) -> dict[str, Any]:
    item, node = row.item, view.definition.process.node[row.item.node_id]
    mine = visit.actor.holding(item.post_id) is not None
    calendar, duration = calendars.calendar(visit.session), view.definition.durations[node.id]
    return {
        "symbol": pictures.symbol(view.definition.process, node.id),
        "row": item.row_no,
        "name": lines.named(node),
        "round": item.round,
        "since": item.opened_at,
        "post": lines.post_name(row),
        "holders": holders.of(visit.session, [item.post_id], visit.now),
        "taker": gettext("you") if item.person_id == visit.actor.id else row.holder,
        "due": lines.due(calendar, item.due_at, duration, visit.now),
        "url": url_for("pages.item", item_id=item.id) if mine else None,
    }


def _label(view: InstanceView) -> str:
    """The diagram in a sentence, for those who do not see it."""
    at = ", ".join(
        gettext("row %(row)s (%(post)s)", row=row.item.row_no, post=lines.post_name(row))
        for row in view.open
    )
    now = gettext("It stands at %(places)s.", places=at) if at else gettext("It has ended.")
    said = gettext("Diagram of %(count)d posts.", count=len(view.definition.process.lanes))
    return f"{said} {now} " + gettext("The same order stands in the list of steps.")


def _steps(view: InstanceView, undone: Mapping[str, pictures.Tag]) -> list[dict[str, Any]]:
    definition, now = view.definition, _at(view)
    return [
        {
            "row": definition.rows[node.id],
            "name": lines.named(node),
            "post": lines.named(definition.process.lane[node.lane]),
            "rounds": view.rounds.get(node.id, 0) + (node.id in now),
            "standard": node.step.standard.printed_time if node.step else "",
            "state": _state(node.id, now, view.rounds),
            "undone": undone[node.id].word if node.id in undone else "",
            "ways": ways(definition, node.id),
        }
        for node in definition.steps()
    ]


def _state(node: str, now: Collection[str], done: Collection[str]) -> str:
    return "now" if node in now else "done" if node in done else "off"
