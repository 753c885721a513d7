"""What there is to read beside a work item: how it came, what the SOP says, where it stands."""

from __future__ import annotations

from typing import Any

from engine import history, instance_view, items, versions
from engine.diagram import graph
from engine.diagram.process import Node
from engine.diagram.step import Meaning
from engine.versions import Course
from webui import pictures
from webui.language import gettext, spoken
from webui.views import (
    decision_views,
    document_views,
    indicator_reading,
    lines,
    marks,
    stories,
    uploads,
)
from webui.visits import Visit


def beside(visit: Visit, view: items.ItemView, asks_table: bool) -> dict[str, Any]:
    """All of it; where a table is asked for, it stands in the form and not here."""
    instance = view.row.item.instance_id
    about, course = (visit, instance, view.definition), versions.course(visit.session, instance)
    return {
        "back": _came_back(visit, view),
        "same_person": _same_person(visit, view),
        "facts": _standard(view),
        "where": _where(visit, view),
        "before": _before(visit, view, course),
        "needs": document_views.listed(*about, view.step.standard.inputs),
        "tables": [] if asks_table else indicator_reading.links(*about),
        "papers": uploads.attached(visit, instance, course),
    }


def _came_back(visit: Visit, view: items.ItemView) -> dict[str, Any] | None:
    """Why an item was returned, and by whom."""
    if not view.row.returned:
        return None
    return {
        "title": gettext("Returned by %(sender)s", sender=_sender(visit, view)),
        "reason": view.row.opened_by.get("reason"),
        "at": view.row.item.opened_at,
    }


def _sender(visit: Visit, view: items.ItemView) -> str:
    return lines.sender(view.row, visit.actor, view.definition)


def _same_person(visit: Visit, view: items.ItemView) -> bool:
    """Whether whoever checks here also did the step before: allowed, said, and recorded."""
    checks = view.step.meaning is not Meaning.DONE
    before = view.row.opened_by.get("node")
    process = view.definition.process
    if not checks or before not in process.node or view.row.sender_id != visit.actor.id:
        return False
    return process.node[before].lane != view.node.lane


def _standard(view: items.ItemView) -> list[tuple[str, str]]:
    """The standard of the step as printed, with what is uncertain about it."""
    printed = view.step.standard
    facts = [
        (gettext("Requirements"), lines.own_words(printed.printed_inputs)),
        (gettext("Time"), lines.own_words(printed.printed_time)),
        (
            gettext("Output"),
            lines.own_words(printed.printed_outputs) or gettext("not stated in the SOP"),
        ),
    ]
    return [fact for fact in facts if fact[1]]


def _where(visit: Visit, view: items.ItemView) -> dict[str, Any]:
    """Where the person is, as picture and as text."""
    process = view.definition.process
    instance, now = view.row.item.instance_id, {view.node.id}
    taken = instance_view.decided(visit.session, instance)
    tags = marks.undone(visit, instance, process, view.rounds, now)
    found = marks.of_run(process, view.rounds, now, taken, tags)
    order = graph.walking_order(process)
    return {
        "strip": pictures.strip(process, order, found, spoken()),
        "label": gettext(
            "Row %(row)s of %(count)d, %(post)s",
            row=view.row.item.row_no,
            count=len(view.definition.steps()),
            post=lines.post_name(view.row),
        ),
        "path": _path(visit, view),
    }


def _path(visit: Visit, view: items.ItemView) -> list[dict[str, str]]:
    steps = []
    if view.row.opened_by.get("node"):
        steps.append({"when": gettext("Before this"), "text": _sender(visit, view)})
    now = f"{lines.named(view.node)} ({gettext('row %(row)s', row=view.row.item.row_no)})"
    steps.append({"when": gettext("Now"), "text": now, "kind": "now"})
    for decision in view.decisions:
        when = gettext("If “%(decision)s”", decision=lines.named(decision.flow))
        kind = "back" if decision.returns else ""
        steps.append({"when": when, "text": _steps(view, decision.leads_to), "kind": kind})
    if not view.decisions:
        steps.append({"when": gettext("After this"), "text": _steps(view, view.leads_to)})
    return steps


def _steps(view: items.ItemView, nodes: tuple[Node, ...]) -> str:
    posts = [(decision_views.posts(view, (node,)), node) for node in nodes]
    return "; ".join(f"{post}: {lines.named(node)}" if node.step else post for post, node in posts)


def _before(visit: Visit, view: items.ItemView, course: Course) -> list[dict[str, Any]]:
    """What came before: the newest acts of the instance, with their notes."""
    found = history.entries(visit.session, view.row.item.instance_id, most=6)
    return [stories.entry(e, course.at(e.seq), visit.zone, spoken()) for e in found]
