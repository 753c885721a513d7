"""Revising an SOP: begun, looked through, sent for approval, approved or returned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import redirect, render_template, request, url_for

from engine import casting, drafting, drafts, impact, publishing, reviewing, versions
from engine.diagram import differences, graph
from engine.diagram.process import Kind, Process
from engine.permissions import May
from webui import pictures
from webui.language import spoken
from webui.views import attempts, changes, judged, keyset, lines, moving_pages
from webui.visits import Visit, page


@page("/sop/<key>/rancangan", May.APPROVE)
def revision(visit: Visit, key: str) -> Any:
    """What a draft changes, what the check says of it, and what can be done with it."""
    return _page(visit, key, attempts.Refusal())


@page("/sop/<key>/rancangan/mulai", May.EDIT, "POST")
def begin_draft(visit: Visit, key: str) -> Any:
    """Begin a draft from a version."""
    number = keyset.whole(request.form.get("number")) or 0
    drafting.begin(visit.session, visit.actor, key, number, visit.now)
    return redirect(url_for("pages.studio", key=key), 303)


@page("/sop/<key>/rancangan/ajukan", May.EDIT, "POST", first=judged.ahead)
def ask_approval(visit: Visit, key: str) -> Any:
    """Ask a second person for approval."""

    def ask() -> None:
        effective = attempts.sent_day_or("effective", visit.today)
        about = (_whole("edition"), attempts.sent("note"), effective)
        reviewing.ask(visit.session, visit.actor, key, *about, visit.now)

    if refusal := attempts.attempt(visit, "ask", ask):
        return _page(visit, key, refusal), attempts.UNPROCESSABLE
    return redirect(url_for("pages.revision", key=key), 303)


@page("/sop/<key>/rancangan/tarik", May.EDIT, "POST")
def withdraw_approval(visit: Visit, key: str) -> Any:
    """Take the request for approval back."""
    reviewing.withdraw(visit.session, visit.actor, key, visit.now)
    return redirect(url_for("pages.revision", key=key), 303)


@page("/sop/<key>/rancangan/kembalikan", May.APPROVE, "POST", first=judged.ahead)
def refuse_approval(visit: Visit, key: str) -> Any:
    """Return the draft to its makers, with a comment."""

    def refuse() -> None:
        about = (_whole("request"), attempts.sent("comment"))
        reviewing.refuse(visit.session, visit.actor, key, *about, visit.now)

    if refusal := attempts.attempt(visit, "refuse", refuse):
        return _page(visit, key, refusal), attempts.UNPROCESSABLE
    return redirect(url_for("pages.revision", key=key), 303)


@page("/sop/<key>/rancangan/sahkan", May.APPROVE, "POST", first=judged.ahead)
def approve_draft(visit: Visit, key: str) -> Any:
    """Approve the draft: it becomes the next version."""
    done = reviewing.approve(visit.session, visit.actor, key, _whole("request"), visit.now)
    return redirect(url_for("pages.sop", key=key, versi=done.number), 303)


@page("/sop/<key>/rancangan/buang", May.EDIT, "POST")
def drop_draft(visit: Visit, key: str) -> Any:
    """Give the draft up."""
    drafting.drop(visit.session, visit.actor, key, _whole("edition"), visit.now)
    return redirect(url_for("pages.sop", key=key), 303)


@page("/sop/<key>/rancangan/kunci", May.EDIT, "POST")
def call_draft(visit: Visit, key: str) -> Any:
    """Give the draft's process the key of its SOP."""
    drafting.call(visit.session, visit.actor, key, _whole("edition"), visit.now)
    return redirect(url_for("pages.revision", key=key), 303)


def _whole(name: str) -> int:
    return keyset.whole(request.form.get(name)) or 0


def _page(visit: Visit, key: str, refusal: attempts.Refusal) -> str:
    draft = drafts.opened(visit.session, visit.actor, key)
    verdicts = judged.judged(draft)
    refused = verdicts.refused
    newest = publishing.last(visit.session, draft.row.process_id)
    base = versions.definition(visit.session, newest.id).process if newest else None
    found = differences.between(base, draft.process) if base and not refused else []
    return render_template(
        "revision.html",
        draft=draft,
        newest=newest,
        title=lines.named(draft.process),
        stage=_stage(visit, draft),
        refused=refused,
        noted=verdicts.noted,
        runs=verdicts.runs,
        changes=changes.told(found),
        before=base and _map(base, found),
        after=_map(draft.process, found),
        impact=moving_pages.told(_affected(visit, draft) if not refused else []),
        running=impact.running(visit.session, draft.row.process_id),
        unreached=_unreached(visit, draft) if not refused else [],
        people=drafts.people(visit.session, draft),
        returned=reviewing.last_return(visit.session, draft.row.process_id),
        tomorrow=visit.today + timedelta(days=1),
        today=visit.today,
        refusal=refusal,
    )


def _affected(visit: Visit, draft: drafts.Open) -> list[impact.Affected]:
    return impact.affected(visit.session, draft.row.process_id, draft.process)


def _unreached(visit: Visit, draft: drafts.Open) -> list[str]:
    """The steps that nobody would receive on the day from which the draft is to be in force."""
    day = draft.row.effective_from or visit.today
    return [lines.named(node) for node in casting.unreached(visit.session, draft.process, day)]


def _stage(visit: Visit, draft: drafts.Open) -> str:
    """What the person can do: write (edit, ask), wait (withdraw), judge, or only look."""
    is_owner = visit.actor.may(May.EDIT, draft.row.process_id)
    if draft.row.asked_by is None:
        return "write" if is_owner else "look"
    if not drafts.is_own(visit.session, draft.row, visit.actor):
        return "judge"
    return "wait" if is_owner else "look"


def _map(process: Process, found: list[differences.Change]) -> tuple[Any, Any]:
    """A diagram, and its strip for phones, with the shapes marked that a change is about."""
    touched = {change.element for change in found} & process.node.keys()
    marks, language = pictures.Marks(now=frozenset(touched)), spoken()
    if not any(node.kind is Kind.START for node in process.nodes):
        return None, None
    order = graph.walking_order(process)
    strip = pictures.strip(process, order, marks, language)
    return pictures.lane_map(process, marks, language), strip
