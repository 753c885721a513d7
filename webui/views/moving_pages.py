"""Moving running instances to another version, and placing one of them at another step."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import redirect, render_template, request, stream_template, url_for

from engine import (
    catalogue,
    impact,
    instance_lists,
    instance_view,
    moving,
    reasons,
    versions,
)
from engine.errors import AlurError
from engine.moving import Order
from engine.permissions import May
from engine.versions import Definition
from webui import faults, visits
from webui.views import attempts, keyset, lines, moving_views
from webui.visits import Visit, page


@page("/sop/<key>/pindah", May.MOVE)
def moving_many(visit: Visit, key: str) -> Any:
    """The running instances of other versions, and what moving them to this one would mean."""
    return _moving(visit, key, attempts.Refusal())


@page("/sop/<key>/pindah", May.MOVE, "POST", writes=False)
def move_many(visit: Visit, key: str) -> Any:
    """Move the chosen instances one after the other, each in a transaction of its own."""
    order = Order(visit.actor, attempts.sent("reason"), visit.now)
    needs = partial(reasons.given, order.reason, act="Moving")
    if refusal := attempts.attempt(visit, "move", needs):
        return _moving(visit, key, refusal), attempts.UNPROCESSABLE
    number, chosen, places = keyset.whole(attempts.sent("versi")) or 0, _chosen(), _places()
    titles = instance_lists.titles(visit.session, visit.actor, chosen)
    done = (_moved(order, one, number, places) | {"title": titles.get(one, one)} for one in chosen)
    return stream_template("moved.html", key=key, number=number, total=len(chosen), done=done)


def _moving(visit: Visit, key: str, refusal: attempts.Refusal) -> str:
    number, one = (keyset.whole(request.values.get(name)) for name in ("versi", "pelaksanaan"))
    version = catalogue.version(visit.session, key, number, visit.today)
    visit.actor.need(May.MOVE, version.process_id)
    moving.need_in_force(visit.session, version, visit.today)
    definition = versions.definition(visit.session, version.id)
    found = impact.affected(visit.session, version.process_id, definition, version.id, one)
    running = impact.running(visit.session, version.process_id, version.id)
    return render_template(
        "moving.html",
        key=key,
        version=version,
        title=lines.named(definition.process),
        rows=moving_views.told(visit, found, definition.process),
        gone=moving_views.gone(visit, found),
        more=0 if one else running - len(found),
        one=one,
        ticked=_ticked(found),
        steps=steps(definition),
        refusal=refusal,
    )


def _chosen() -> list[int]:
    sent = map(keyset.whole, request.form.getlist("instance"))
    return [one for one in dict.fromkeys(sent) if one][: impact.MOST]


def _ticked(found: list[impact.Affected]) -> set[int]:
    """The ids of what is ticked: as it was sent, or none if that is asked for, else all."""
    if request.method == "POST":
        return set(_chosen())
    return set() if "kosong" in request.args else {one.instance.id for one in found}


def _places() -> dict[str, str]:
    """Where those go on whose step is gone: the chosen steps, by the ids of those that are gone."""
    names = [name for name in request.form if name.startswith(moving_views.PLACE)]
    sent = {name.removeprefix(moving_views.PLACE): attempts.sent(name) for name in names}
    return {gone: place for gone, place in sent.items() if place}


def _moved(order: Order, instance: int, number: int, places: dict[str, str]) -> dict[str, Any]:
    """Move one instance in a transaction of its own; its id, and why it stays if it does."""
    try:
        with visits.database().writing() as session:
            moving.to_version(session, order, instance, number, places)
    except AlurError as error:
        return {"id": instance, "said": faults.message(error)}
    return {"id": instance}


@page("/pelaksanaan/<int:instance_id>/tempatkan", May.MOVE)
def placing(visit: Visit, instance_id: int) -> Any:
    """Say what placing an instance at another step touches, and ask where and why."""
    return _placing(visit, instance_id, attempts.Refusal())


@page("/pelaksanaan/<int:instance_id>/tempatkan", May.MOVE, "POST")
def place(visit: Visit, instance_id: int) -> Any:
    """Place an instance at another step, or reopen it there."""

    def act() -> None:
        order = Order(visit.actor, attempts.sent("reason"), visit.now)
        moving.to_step(visit.session, order, instance_id, attempts.sent("node"))

    if refusal := attempts.attempt(visit, "place", act):
        return _placing(visit, instance_id, refusal), attempts.UNPROCESSABLE
    return redirect(url_for("pages.instance", instance_id=instance_id), 303)


def _placing(visit: Visit, instance_id: int, refusal: attempts.Refusal) -> str:
    view = instance_view.view(visit.session, visit.actor, instance_id)
    visit.actor.need(May.MOVE, view.instance.process_id)
    return render_template(
        "place.html",
        view=view,
        steps=steps(view.definition),
        refusal=refusal,
        post_name=lines.post_name,
        step_name=lines.step_name,
    )


def steps(definition: Definition) -> list[dict[str, str]]:
    """The steps of a version, to choose one from."""
    return [
        {"value": node.id, "label": f"{definition.rows[node.id]}. {lines.named(node)}"}
        for node in definition.steps()
    ]
