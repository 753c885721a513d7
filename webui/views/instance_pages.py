"""Instances: the list, one of them, starting and stopping."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from engine import instance_lists, instance_view, instances as runs
from engine.permissions import May
from webui.views import instance_listing, instance_views, keyset, lines, starting_views
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt, sent
from webui.visits import Visit, page


@page("/pelaksanaan", May.READ_INSTANCES)
def instances(visit: Visit) -> Any:
    """The instances that the person may read, newest first; the auditor's first page."""
    get = request.args.get
    holder = keyset.whole(get("holder"))
    chosen = instance_lists.Filter(get("process", ""), get("status", ""), get("period", ""), holder)
    after = keyset.read(get("after"))
    return render_template("instances.html", **instance_listing.listed(visit, chosen, after))


@page("/pelaksanaan/<int:instance_id>", May.READ_INSTANCES)
def instance(visit: Visit, instance_id: int) -> Any:
    """One instance: who has it now, the diagram with its path, the timeline, the steps."""
    view = instance_view.view(visit.session, visit.actor, instance_id)
    return render_template("instance.html", **instance_views.instance(visit, view))


@page("/pelaksanaan/mulai", May.START)
def starting(visit: Visit) -> Any:
    """The form that starts an instance."""
    asked = Refusal("start", typed={"process": request.args.get("process", "")})
    return render_template("start.html", **starting_views.start(visit, asked))


@page("/pelaksanaan/mulai", May.START, "POST")
def start(visit: Visit) -> Any:
    """Start an instance; or the form again, with the reason why it was refused."""
    done: list[runs.Outcome] = []
    given = sent("process"), sent("title"), sent("other") or sent("period") or None

    def act() -> None:
        done.append(runs.start(visit.session, visit.actor, *given, visit.now))

    if refusal := attempt(visit, "start", act):
        return render_template("start.html", **starting_views.start(visit, refusal)), UNPROCESSABLE
    return redirect(url_for("pages.instance", instance_id=done[0].instance_id), 303)


@page("/pelaksanaan/<int:instance_id>/hentikan", May.STOP)
def stopping(visit: Visit, instance_id: int) -> Any:
    """Say what stopping an instance touches, and ask for the reason."""
    view = instance_view.view(visit.session, visit.actor, instance_id)
    named = {"post_name": lines.post_name, "step_name": lines.step_name}
    return render_template("stop.html", view=view, **named)


@page("/pelaksanaan/<int:instance_id>/hentikan", May.STOP, "POST")
def stop(visit: Visit, instance_id: int) -> Any:
    """Stop an instance for good."""
    reason = request.form.get("reason", "")
    runs.stop(visit.session, visit.actor, instance_id, reason, visit.now)
    return redirect(url_for("pages.instance", instance_id=instance_id), 303)
