"""One work item: reading it, filling it in, checking it, sending it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for

from engine import attachments, completion, foreseeing, items, locking, sending
from engine.errors import AlurError, DecisionMissing, InvalidValues, ReasonMissing, TableChanged
from engine.permissions import May
from webui import faults, visits, words
from webui.language import gettext
from webui.views import (
    indicator_answers,
    item_forms,
    item_views,
    proving,
    sent_views,
    uploads,
)
from webui.visits import Visit, page

# Why nothing was sent, and the status by which that is answered.
Refused = tuple[str, int]


@page("/tugas/<int:item_id>", May.WORK)
def item(visit: Visit, item_id: int) -> Any:
    """An item, ready to be completed; one that is closed leads to its instance."""
    view = items.view(visit.session, visit.actor, item_id)
    if view.row.item.closed_at is not None:
        return redirect(url_for("pages.instance", instance_id=view.row.item.instance_id))
    return _shown(visit, view, view.draft or {})


def _kept(visit: Visit, item_id: int, kept: tuple[dict[str, Any], uploads.Problems]) -> Any:
    """The check page of what was kept, or the form with what is wrong in it."""
    view, (raw, refused) = items.view(visit.session, visit.actor, item_id), kept
    if refused:
        return _shown(visit, view, raw, InvalidValues(refused)), 422
    pressed = (answer for button, answer in BUTTONS.items() if button in request.form)
    return next(pressed, _checked)(visit, view, raw)


@page("/tugas/<int:item_id>", May.WORK, "POST", first=uploads.judge_sent, then=_kept)
def check(visit: Visit, item_id: int) -> Any:
    """Keep what was typed; then show the check page, or the form with what is wrong in it."""
    view = items.view(visit.session, visit.actor, item_id)
    raw, refused = uploads.received(visit, view, item_forms.typed(view, request.form))
    raw = uploads.changed(visit, view, raw)
    items.save_draft(visit.session, visit.actor, item_id, raw, visit.now)
    return raw, refused


def _sent(visit: Visit, item_id: int, kept: Refused | None) -> Any:
    """On to what became of the item; else the check page once more, and why nothing was sent."""
    if kept is None:
        return redirect(url_for("pages.sent", item_id=item_id), 303)
    view = items.view(visit.session, visit.actor, item_id)
    return _checked(visit, view, item_forms.typed(view, request.form), *kept)


@page("/tugas/<int:item_id>/kirim", May.WORK, "POST", writes=False, then=_sent)
def send(visit: Visit, item_id: int) -> Refused | None:
    """Complete the item; a table that somebody changed meanwhile is shown as it is now."""
    try:
        with visits.database().writing() as session:
            item = locking.locked(session, visit.actor, item_id)
            sent = item_forms.completing(item, request.form)
            completion.finish(session, item, sent, visit.now)
    except TableChanged as changed:
        return faults.message(changed), 409
    return None


@page("/tugas/<int:item_id>/tandatangan", May.WORK, "POST", writes=False, then=_sent)
def sign(visit: Visit, item_id: int) -> Refused | None:
    """Complete an item whose step approves, by the password; a changed table is shown anew."""
    try:
        return _signed(visit, item_id)
    except TableChanged as changed:
        return faults.message(changed), 409


def _signed(visit: Visit, item_id: int) -> Refused | None:
    ready = item_forms.signing(visit, item_id, request.form)
    evidence = proving.evidence(visit)
    if not evidence.is_right:
        return gettext(proving.WRONG), 422
    sent = item_forms.signed(visit, ready, evidence)
    with visits.database().writing() as session:
        item = locking.locked(session, visit.actor, item_id)
        completion.finish(session, item, sent, visit.now)
    return None


@page("/tugas/<int:item_id>/terkirim", May.WORK)
def sent(visit: Visit, item_id: int) -> Any:
    """What became of an item that was just sent."""
    view = items.view(visit.session, visit.actor, item_id)
    return render_template("sent.html", **sent_views.sent_page(visit, view))


@page("/tugas/<int:item_id>/draf", May.WORK, "POST")
def draft(visit: Visit, item_id: int) -> Any:
    """Keep what is being typed; answers with the time."""
    view = items.view(visit.session, visit.actor, item_id)
    raw = (view.draft or {}) | item_forms.typed(view, request.form)
    items.save_draft(visit.session, visit.actor, item_id, raw, visit.now)
    return jsonify(saved=words.clock(visit.now, visit.zone))


@page("/tugas/<int:item_id>/ambil", May.WORK, "POST")
def take(visit: Visit, item_id: int) -> Any:
    """Take an item that is offered to one's post."""
    items.take(visit.session, visit.actor, item_id, visit.now)
    return redirect(url_for("pages.item", item_id=item_id))


@page("/tugas/<int:item_id>/lepas", May.WORK, "POST")
def hand_back(visit: Visit, item_id: int) -> Any:
    """Offer an item that one has taken to the post again."""
    items.hand_back(visit.session, visit.actor, item_id, visit.now)
    return redirect(url_for("pages.inbox"))


def _to_table(visit: Visit, view: items.ItemView, raw: dict[str, Any]) -> Any:
    at = {"item_id": view.row.item.id, "key": request.form["table"]}
    return redirect(url_for("pages.indicators", **at))


def _printed(visit: Visit, view: items.ItemView, raw: dict[str, Any]) -> Any:
    at = {"item_id": view.row.item.id, "code": request.form["print"]}
    item = locking.seen(visit.session, visit.actor, view.row.item.id)
    try:
        foreseeing.so_far(visit.session, item, raw, visit.now)
    except InvalidValues as error:
        return _shown(visit, view, raw, error), 422
    return redirect(url_for("pages.paper_so_far", **at), 303)


def _saved(visit: Visit, view: items.ItemView, raw: dict[str, Any]) -> Any:
    return redirect(url_for("pages.item", item_id=view.row.item.id))


def _checked(
    visit: Visit, view: items.ItemView, raw: dict[str, Any], refused: str = "", status: int = 200
) -> Any:
    item = locking.seen(visit.session, visit.actor, view.row.item.id)
    sent = item_forms.sent(view.step.fields, request.form, raw)
    try:
        checked = sending.checked(view.definition, view.node, sent)
        checked, tables = indicator_answers.named(visit, view, checked)
        answers = attachments.told(visit.session, item, view.step.fields, checked.answers)
    except (InvalidValues, ReasonMissing, DecisionMissing) as error:
        return _shown(visit, view, raw, error), 422
    page = sent_views.check(visit, view, replace(checked, answers=answers), raw, tables)
    page["hidden"]["seen"] = [str(item.head.seq)]
    return render_template("check.html", refused=refused, **page), status


def _shown(
    visit: Visit, view: items.ItemView, raw: dict[str, Any], error: AlurError | None = None
) -> str:
    said = faults.message(error) if error else ""
    return render_template("item.html", **item_views.item(visit, view, raw, error, said))


# What answers a button that does not send the step.
BUTTONS: Mapping[str, Callable[[Visit, items.ItemView, dict[str, Any]], Any]] = {
    "table": _to_table,
    "save": _saved,
    "print": _printed,
    **dict.fromkeys(("add", "remove", "upload"), _shown),
}
