"""What the templates of one work item are given."""

from __future__ import annotations

from typing import Any

from flask import url_for

from engine import calendars, history, instance_view, items, versions
from engine.diagram import graph
from engine.diagram.process import Kind, Node
from engine.diagram.step import Meaning
from engine.errors import AlurError, InvalidValues, ReasonMissing
from engine.fields.answers import all_as_typed
from engine.versions import Course
from webui import forms, pictures
from webui.language import gettext, spoken
from webui.step_words import AND_DEEDS, DEEDS
from webui.views import (
    document_views,
    indicator_answers,
    indicator_reading,
    lines,
    marks,
    stories,
    uploads,
)
from webui.visits import Visit

FORM = "step"


def item(
    visit: Visit, view: items.ItemView, raw: dict[str, Any], error: AlurError | None, said: str
) -> dict[str, Any]:
    """The item's page: what is asked, the form, the decisions, and what there is to read."""
    language = spoken()
    problems = error.errors if isinstance(error, InvalidValues) else {}
    tables = indicator_answers.beside(visit, view)
    # A table is kept before anything else of the form was typed.
    earlier = all_as_typed(view.step.fields, view.earlier or {})
    values = raw if raw.keys() - tables.keys() else earlier | raw
    fields = forms.views(view.step.fields, values, problems, language)
    files = uploads.shown(view, values, uploads.known(visit, view))
    summary = forms.summary(view.step.fields, problems, language)
    if error and not problems:
        is_reason = isinstance(error, ReasonMissing)
        summary = [{"id": "reason" if is_reason else "decide", "label": "", "message": said}]
    taker = items.taken_by_another(visit.session, visit.actor, view)
    course = versions.course(visit.session, view.row.item.instance_id)
    decide = _decide(visit, view, raw, said if isinstance(error, ReasonMissing) else "")
    return {
        "view": view,
        "symbol": pictures.symbol(view.definition.process, view.node.id),
        "title": lines.named(view.node),
        "crumbs": crumbs(view),
        "why": lines.why(view.row, visit.actor, view.definition),
        "tags": lines.tags(view.row, visit.actor.holding(view.row.item.post_id), False),
        "taker": taker,
        "back": _came_back(visit, view),
        "fields": [
            field | uploads.field(field, files) | {"table": tables.get(field["name"])}
            for field in fields
        ],
        "has_files": bool(files),
        "errors": summary,
        "form": FORM,
        "action": url_for("pages.item", item_id=view.row.item.id),
        "autosave": url_for("pages.draft", item_id=view.row.item.id),
        "decide": decide if taker is None else decide | {"forward": [], "returns": []},
        "facts": standard(view),
        "where": where(visit, view),
        "before": _before(visit, view, course),
        "needs": document_views.listed(
            visit, view.row.item.instance_id, view.definition, view.step.standard.inputs
        ),
        "tables": []
        if any(not table["notes"] for table in tables.values())
        else indicator_reading.links(visit, view.row.item.instance_id, view.definition),
        "papers": uploads.attached(visit, view.row.item.instance_id, course),
        "same_person": _same_person(visit, view),
        "is_mine": view.row.item.person_id == visit.actor.id,
    }


def crumbs(view: items.ItemView) -> list[dict[str, str]]:
    """The way from the inbox to an item's page."""
    return [
        {"url": url_for("pages.inbox"), "label": gettext("Inbox")},
        {
            "url": url_for("pages.instance", instance_id=view.row.item.instance_id),
            "label": view.row.title,
        },
        {"label": lines.named(view.node)},
    ]


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


# --- decisions --------------------------------------------------------------------------------


def _decide(visit: Visit, view: items.ItemView, raw: dict[str, Any], reason: str) -> dict[str, Any]:
    """The decision panel: forward ways, ways back, and what is left of the time."""
    node, row = view.node, view.row.item
    duration = view.step.standard.duration
    calendar = calendars.calendar(visit.session)
    forward = [_way(view, d) for d in view.decisions if not d.returns]
    plain = {"value": "", "label": gettext(DEEDS[view.step.meaning]), "hint": _next(view)}
    return {
        "due": lines.due(calendar, row.due_at, duration, visit.now),
        "action": url_for("pages.item", item_id=row.id),
        "autosave": url_for("pages.draft", item_id=row.id),
        "forward": forward if view.decisions else [plain],
        "returns": [_way(view, d) for d in view.decisions if d.returns],
        "reason": {"value": raw.get("reason", ""), "error": reason, "minlength": 3},
        "form": FORM,
        "title": gettext("Your decision") if view.decisions else gettext("Complete this step"),
        "node": node.id,
    }


def _way(view: items.ItemView, decision: items.Decision) -> dict[str, str]:
    name = lines.named(decision.flow)
    to = posts(view, decision.leads_to)
    if decision.returns:
        label = gettext("%(decision)s: return to %(post)s", decision=name, post=to)
        round_ = view.rounds.get(decision.leads_to[0].id, 0) + 1 if decision.leads_to else 1
        hint = gettext(
            "Round %(round)d begins at row %(row)s.", round=round_, row=_rows(view, decision)
        )
        return {"value": decision.flow.id, "label": label, "hint": hint}
    label = gettext(AND_DEEDS[view.step.meaning], decision=name)
    return {"value": decision.flow.id, "label": label, "hint": _goes_to(to)}


def _rows(view: items.ItemView, decision: items.Decision) -> str:
    return ", ".join(view.definition.rows.get(n.id, "") for n in decision.leads_to)


def posts(view: items.ItemView, nodes: tuple[Node, ...]) -> str:
    """The posts of steps that something leads to; the end is the archive of the procedure."""
    process = view.definition.process
    names = [
        gettext("the end of the procedure")
        if node.kind is Kind.END
        else lines.named(process.lane[node.lane])
        for node in nodes
    ]
    return ", ".join(dict.fromkeys(names))


def _goes_to(post: str) -> str:
    return gettext("Goes on to %(post)s.", post=post) if post else ""


def _next(view: items.ItemView) -> str:
    return _goes_to(posts(view, view.leads_to))


# --- reading ----------------------------------------------------------------------------------


def standard(view: items.ItemView) -> list[tuple[str, str]]:
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


def where(visit: Visit, view: items.ItemView) -> dict[str, Any]:
    """Where the person is, as picture and as text."""
    process = view.definition.process
    found = marks.of_run(process, view.rounds, {view.node.id}, _taken(visit, view))
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


def _taken(visit: Visit, view: items.ItemView) -> dict[str, int]:
    return instance_view.decided(visit.session, view.row.item.instance_id)


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
    return "; ".join(
        f"{posts(view, (node,))}: {lines.named(node)}" if node.step else posts(view, (node,))
        for node in nodes
    )


def _before(visit: Visit, view: items.ItemView, course: Course) -> list[dict[str, Any]]:
    """What came before: the newest acts of the instance, with their notes."""
    found = history.entries(visit.session, view.row.item.instance_id, most=6)
    return [stories.entry(e, course.at(e.seq), visit.zone, spoken()) for e in found]
