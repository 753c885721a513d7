"""Revising an SOP: begun, looked through, sent for approval, approved or returned."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from engine import draft_saving, drafting, reviewing
from engine.diagram import editing
from engine.diagram.renaming import to_be_run
from engine.permissions import May
from engine.records import Fact
from webui import visits
from webui.views import attempts, judged, keyset, revision_views, sop_views, table_edits
from webui.visits import Visit, page


@page("/sop/<key>/rancangan", May.READ_DRAFTS)
def revision(visit: Visit, key: str) -> Any:
    """What a draft changes, what the check says of it, and what can be done with it."""
    return _page(visit, key, attempts.Refusal())


@page("/sop/<key>/rancangan/mulai", May.EDIT, "POST")
def begin_draft(visit: Visit, key: str) -> Any:
    """Begin a draft from a version."""
    number = keyset.whole(request.form.get("number")) or 0
    drafting.begin(visit.session, visit.actor, key, number, visit.now)
    return redirect(url_for("pages.studio", key=key), 303)


@page("/sop/<key>/rancangan/ajukan", May.EDIT, "POST", writes=False, first=judged.ahead)
def ask_approval(visit: Visit, key: str) -> Any:
    """Ask a second person for approval."""

    def ask() -> None:
        effective = attempts.sent_day_or("effective", visit.today)
        about = (_whole("edition"), attempts.sent("note"), effective)
        with visits.database().writing() as session:
            reviewing.ask(session, visit.actor, key, *about, visit.now)

    if refusal := attempts.attempt(visit, "ask", ask):
        return _page(visit, key, refusal), attempts.UNPROCESSABLE
    return redirect(url_for("pages.revision", key=key), 303)


@page("/sop/<key>/rancangan/tarik", May.EDIT, "POST")
def withdraw_approval(visit: Visit, key: str) -> Any:
    """Take the request for approval back."""
    reviewing.withdraw(visit.session, visit.actor, key, _whole("request"), visit.now)
    return redirect(url_for("pages.revision", key=key), 303)


@page("/sop/<key>/rancangan/kembalikan", May.APPROVE, "POST", writes=False, first=judged.ahead)
def refuse_approval(visit: Visit, key: str) -> Any:
    """Return the draft to its makers, with a comment."""

    def refuse() -> None:
        about = (_whole("request"), attempts.sent("comment"))
        with visits.database().writing() as session:
            reviewing.refuse(session, visit.actor, key, *about, visit.now)

    if refusal := attempts.attempt(visit, "refuse", refuse):
        return _page(visit, key, refusal), attempts.UNPROCESSABLE
    return redirect(url_for("pages.revision", key=key), 303)


@page("/sop/<key>/rancangan/buang", May.EDIT, "POST")
def drop_draft(visit: Visit, key: str) -> Any:
    """Give the draft up."""
    draft_saving.drop(visit.session, visit.actor, key, _whole("edition"), visit.now)
    return redirect(sop_views.place(visit, key).url or url_for("pages.sops"), 303)


@page("/sop/<key>/rancangan/gambar", May.EDIT, "POST", writes=False)
def draw_draft(visit: Visit, key: str) -> Any:
    """Draw what has no place in the draft's drawing."""
    if refusal := table_edits.change(visit, key, editing.draw, "draw", Fact.DRAFT_DRAWN):
        return _page(visit, key, refusal), attempts.UNPROCESSABLE
    return redirect(url_for("pages.revision", key=key), 303)


@page("/sop/<key>/rancangan/pasti/<node>", May.EDIT, "POST", writes=False)
def confirm_step(visit: Visit, key: str, node: str) -> Any:
    """Take the mark "to be confirmed" from a step."""
    if refusal := table_edits.change(visit, key, table_edits.confirm(node), "confirm"):
        return _page(visit, key, refusal), attempts.UNPROCESSABLE
    return redirect(url_for("pages.revision", key=key, _anchor="unconfirmed"), 303)


@page("/sop/<key>/rancangan/kunci", May.EDIT, "POST")
def call_draft(visit: Visit, key: str) -> Any:
    """Give the draft's process the key of its SOP."""
    draft_saving.call(visit.session, visit.actor, key, _whole("edition"), visit.now)
    return redirect(url_for("pages.revision", key=key), 303)


@page("/sop/<key>/rancangan/jalankan", May.EDIT, "POST", writes=False)
def let_run(visit: Visit, key: str) -> Any:
    """Mark the draft's process as executable, which other tools leave out."""
    if refusal := table_edits.change(visit, key, to_be_run, "run"):
        return _page(visit, key, refusal), attempts.UNPROCESSABLE
    return redirect(url_for("pages.revision", key=key), 303)


def _page(visit: Visit, key: str, refusal: attempts.Refusal) -> str:
    return render_template("revision.html", **revision_views.revision(visit, key, refusal))


def _whole(name: str) -> int:
    return keyset.whole(request.form.get(name)) or 0
