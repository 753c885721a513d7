"""Moving running instances to another version, and placing one of them at another step."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from flask import redirect, render_template, request, stream_template, url_for

from engine import (
    catalogue,
    impact,
    instance_lists,
    instance_view,
    item_rows,
    moving,
    reasons,
    versions,
)
from engine.errors import AlurError
from engine.moving import Order
from engine.permissions import May
from engine.versions import Definition
from webui import faults, visits, words
from webui.language import gettext, ngettext
from webui.views import attempts, keyset, lines
from webui.visits import Visit, page
from webui.words import N_

FATES = {
    impact.Fate.UNTOUCHED: (N_("not touched by the change"), "tick"),
    impact.Fate.FOLLOWS: (N_("follows safely"), "send"),
    impact.Fate.CHOICE: (N_("needs a choice"), "warn"),
    impact.Fate.STAYS: (N_("stays: it stands in branches"), "lock"),
}


# Before the id of a step that is gone, the name of the field that says where one goes on.
PLACE = "place-"


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
        rows=told(visit, found),
        gone=_gone(visit, found),
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
    sent = {n.removeprefix(PLACE): attempts.sent(n) for n in request.form if n.startswith(PLACE)}
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


def told(visit: Visit, found: list[impact.Affected]) -> list[dict[str, Any]]:
    """What a new diagram would mean for each instance, in words."""
    return [
        {
            "id": one.instance.id,
            "title": one.instance.title,
            "period": words.period(one.instance.period) if one.instance.period else "",
            "version": one.version,
            "at": ", ".join(_standing(visit, row) for row in one.open),
            "fate": gettext(FATES[one.fate][0]),
            "icon": FATES[one.fate][1],
            "stays": one.fate is impact.Fate.STAYS,
            "due": _due(visit, one) if one.due else None,
        }
        for one in found
    ]


def _gone(visit: Visit, found: list[impact.Affected]) -> list[dict[str, str]]:
    """The steps at which nobody can go on: for each a field, and how many instances stand there."""
    at = [row for one in found if one.fate is impact.Fate.CHOICE for row in one.open]
    count = Counter(row.item.node_id for row in at)
    named = {row.item.node_id: _standing(visit, row) for row in at}
    return [{"name": PLACE + node, "label": _stand_at(named[node], n)} for node, n in count.items()]


def _stand_at(step: str, count: int) -> str:
    return ngettext(
        "%(num)d instance at “%(step)s” goes on at",
        "%(num)d instances at “%(step)s” go on at",
        count,
        step=step,
    )


def _due(visit: Visit, one: impact.Affected) -> dict[str, Any]:
    """When an item is due and would be, and whether moving makes it late."""
    before = one.open[0].item.due_at
    lates = [words.late(due, visit.now) for due in (before, one.due)]
    return {"before": before, "after": one.due, "late": lates == [False, True]}


def _standing(visit: Visit, row: item_rows.Row) -> str:
    definition = versions.definition(visit.session, row.version_id)
    return f"{row.item.row_no}. {lines.step_name(definition, row.item.node_id)}"
