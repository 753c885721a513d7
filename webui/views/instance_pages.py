"""Instances: the list, one of them, starting and stopping."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from engine import (
    approvals,
    calendars,
    catalogue,
    history,
    holders,
    instance_lists,
    instance_view,
    instances as runs,
    periods,
    versions,
)
from engine.diagram import graph
from engine.models import Status
from engine.permissions import May
from webui import pictures, words
from webui.language import gettext, spoken
from webui.views import document_views, indicator_reading, keyset, lines, stories, uploads
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt, sent
from webui.visits import Visit, page

# So many void approvals are shown, the latest; all of them stand in the history anyway.
VOIDED = 20


@page("/pelaksanaan", May.READ_INSTANCES)
def instances(visit: Visit) -> Any:
    """The instances that the person may read, newest first; the auditor's first page."""
    get = request.args.get
    chosen = instance_lists.Filter(
        get("process", ""),
        get("status", ""),
        get("period", ""),
        keyset.whole(get("holder")),
    )
    after = keyset.read(get("after"))
    found, following = instance_lists.listed(visit.session, visit.actor, chosen, after)
    now_at = instance_lists.now_at(visit.session, [row.instance.id for row in found])
    filters: dict[str, Any] = {
        name: value for name, value in request.args.items() if name != "after"
    }
    return render_template(
        "instances.html",
        rows=[
            {
                "instance": row.instance,
                "sop": lines.sop_name(visit.session, row.instance.version_id),
                "open": now_at.get(row.instance.id, []),
            }
            for row in found
        ],
        chosen=chosen,
        sops=lines.sops(visit.session, catalogue.in_force(visit.session, visit.today)),
        posts=catalogue.posts(visit.session),
        periods=_listed_periods(visit, chosen.period),
        statuses=words.statuses(),
        named=lines.named,
        post_name=lines.post_name,
        startable=catalogue.startable(visit.session, visit.actor, visit.today),
        next=url_for("pages.instances", after=keyset.write(following), **filters)
        if following
        else None,
        first=url_for("pages.instances", **filters) if after else None,
    )


def _listed_periods(visit: Visit, chosen: str) -> list[str]:
    """The periods to choose from; an address may name one that no instance has."""
    found = instance_lists.periods(visit.session, visit.actor)
    return found if chosen in ("", *found) else [chosen, *found]


@page("/pelaksanaan/<int:instance_id>", May.READ_INSTANCES)
def instance(visit: Visit, instance_id: int) -> Any:
    """One instance: who has it now, the diagram with its path, the timeline, the steps."""
    view = instance_view.view(visit.session, visit.actor, instance_id)
    process, language = view.definition.process, spoken()
    now = {row.item.node_id for row in view.open}
    marks = stories.marks(process, view.rounds, now, view.taken)
    page_of = history.entries(
        visit.session, instance_id, keyset.whole(request.args.get("before")), history.PAGE + 1
    )
    shown, course = page_of[: history.PAGE], versions.course(visit.session, instance_id)
    return render_template(
        "instance.html",
        view=view,
        process=process,
        status=words.status(view.instance.status),
        now=[_now(visit, view, row) for row in view.open],
        map=pictures.lane_map(process, marks, language),
        strip=pictures.strip(process, graph.walking_order(process), marks, language),
        label=_label(view),
        steps=_steps(view, now),
        log=[stories.entry(e, course.at(e.seq), visit.zone, language) for e in shown],
        older=page_of[history.PAGE - 1].seq if len(page_of) > history.PAGE else None,
        approvals=approvals.standing(visit.session, instance_id),
        voided=approvals.voided(visit.session, instance_id, VOIDED + 1),
        most_voided=VOIDED,
        documents=document_views.listed(visit, instance_id, view.definition),
        tables=indicator_reading.links(visit, instance_id, view.definition),
        papers=uploads.attached(visit, instance_id, course),
        course=course,
        recorded_post=lines.recorded_post,
        newer=_newer(visit, view),
        may_move=visit.actor.may(May.MOVE, view.instance.process_id),
        may_stop=view.instance.status == Status.RUNNING
        and visit.actor.may(May.STOP, view.instance.process_id),
    )


def _newer(visit: Visit, view: instance_view.InstanceView) -> int | None:
    """The version in force, where the person may move a running instance of another to it."""
    may = visit.actor.may(May.MOVE, view.instance.process_id)
    if not may or view.instance.status != Status.RUNNING:
        return None
    number = catalogue.version(visit.session, view.process, None, visit.today).number
    return number if number != view.version else None


def _now(visit: Visit, view: instance_view.InstanceView, row: Any) -> dict[str, Any]:
    node = view.definition.process.node[row.item.node_id]
    duration = node.step.standard.duration if node.step else ""
    calendar = calendars.calendar(visit.session)
    item = row.item
    mine = visit.actor.holding(item.post_id) is not None
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


def _label(view: instance_view.InstanceView) -> str:
    """The diagram in a sentence, for those who do not see it."""
    at = ", ".join(
        gettext("row %(row)s (%(post)s)", row=row.item.row_no, post=lines.post_name(row))
        for row in view.open
    )
    now = gettext("It stands at %(places)s.", places=at) if at else gettext("It has ended.")
    said = gettext("Diagram of %(count)d posts.", count=len(view.definition.process.lanes))
    return f"{said} {now} " + gettext("The same order stands in the list of steps.")


def _steps(view: instance_view.InstanceView, now: set[str]) -> list[dict[str, Any]]:
    definition = view.definition
    return [
        {
            "row": definition.rows[node.id],
            "name": lines.named(node),
            "post": lines.named(definition.process.lane[node.lane]),
            "rounds": view.rounds.get(node.id, 0) + (node.id in now),
            "standard": node.step.standard.printed_time if node.step else "",
            "state": "now" if node.id in now else "done" if node.id in view.rounds else "off",
            "ways": ways(definition, node.id),
        }
        for node in definition.steps()
    ]


def ways(definition: Any, node: str) -> list[dict[str, Any]]:
    """The flows on which a step goes on: names, whether back, and to which rows."""
    process = definition.process
    flows = graph.decisions(process, node) or process.outgoing[node]
    return [
        {
            "name": lines.named(flow),
            "back": graph.is_return(process, flow),
            "to": ", ".join(
                definition.rows.get(n, lines.named(process.node[n]))
                for n in graph.next_steps(process, flow)
            ),
        }
        for flow in flows
    ]


@page("/pelaksanaan/mulai", May.START)
def starting(visit: Visit) -> Any:
    """The form that starts an instance."""
    return _start_form(visit, Refusal("start", typed={"process": request.args.get("process", "")}))


@page("/pelaksanaan/mulai", May.START, "POST")
def start(visit: Visit) -> Any:
    """Start an instance; or the form again, with the reason why it was refused."""
    done: list[runs.Outcome] = []
    given = sent("process"), sent("title"), sent("other") or sent("period") or None

    def act() -> None:
        done.append(runs.start(visit.session, visit.actor, *given, visit.now))

    refusal = attempt(visit, "start", act)
    if refusal:
        return _start_form(visit, refusal), UNPROCESSABLE
    return redirect(url_for("pages.instance", instance_id=done[0].instance_id), 303)


def _start_form(visit: Visit, refusal: Refusal) -> str:
    found = catalogue.startable(visit.session, visit.actor, visit.today)
    asked = refusal.value("start", "process")
    # The list shows its first SOP while none is chosen.
    chosen = next((sop for sop in found if sop.key == asked), found[0] if found else None)
    taken = runs.periods_taken(visit.session, chosen.version.process_id) if chosen else ()
    return render_template(
        "start.html",
        sops=lines.sops(visit.session, found),
        refused=refusal,
        periods=periods.offered(visit.today),
        usual=periods.first_free(visit.today, taken) or "",
    )


@page("/pelaksanaan/<int:instance_id>/hentikan", May.STOP)
def stopping(visit: Visit, instance_id: int) -> Any:
    """Say what stopping an instance touches, and ask for the reason."""
    view = instance_view.view(visit.session, visit.actor, instance_id)
    return render_template(
        "stop.html", view=view, post_name=lines.post_name, step_name=lines.step_name
    )


@page("/pelaksanaan/<int:instance_id>/hentikan", May.STOP, "POST")
def stop(visit: Visit, instance_id: int) -> Any:
    """Stop an instance for good."""
    reason = request.form.get("reason", "")
    runs.stop(visit.session, visit.actor, instance_id, reason, visit.now)
    return redirect(url_for("pages.instance", instance_id=instance_id), 303)
