"""Signing in and out, and the language."""

from __future__ import annotations

import json
import re
from typing import Any

from flask import redirect, render_template, request, url_for

from engine import accounts, items, passwords
from engine.errors import NotFound, NotYours
from engine.permissions import May
from webui import faults, kept, visits
from webui.visits import Visit, here, page

_TASK = re.compile(r"/tugas/([0-9]{1,9})(?=/|$)")
# The first page, by what a person comes for.
FIRST = {May.WORK: "inbox", May.READ_INSTANCES: "instances", May.ADMINISTER: "people"}


@page("/", May.SIGN_IN)
def home(visit: Visit) -> Any:
    """Where a person begins."""
    first = FIRST[visit.visitor.concern] if visit.visitor else "sign_in"
    return redirect(url_for(f"pages.{first}"))


@page("/masuk", May.SIGN_IN)
def sign_in(visit: Visit) -> Any:
    """The sign-in page."""
    return faults.sign_in()


@page("/masuk", May.SIGN_IN, "POST", writes=False)
def signing_in(visit: Visit) -> Any:
    """Check login and password; go on to where the person was going, with what was typed."""
    # Weighing a password takes a while on purpose: no writer waits for it.
    login = request.form.get("login", "")
    evidence = passwords.weigh(visit.session, login, request.form.get("password", ""))
    with visits.database().writing() as session:
        attempt = accounts.admit(session, evidence, visit.now, request.remote_addr or "")
    if attempt.person_id is None:
        return faults.sign_in(attempt.error, login), 401
    visits.begin(visit.session, attempt.person_id, visit.now)
    if carried := _carried(request.form.get("carry", "")):
        return render_template("resume.html", **carried, told=_told(visit, carried))
    return redirect(visits.safe_path(request.form.get("next", "/")))


def _carried(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
        path, values = str(found["path"]), dict(found["values"])
        values = {str(name): [str(one) for one in several] for name, several in values.items()}
        json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return {"path": visits.safe_path(path), "values": values}


def _told(visit: Visit, carried: dict[str, Any]) -> list[tuple[str, str]]:
    """What is carried on, by the names of its fields where it belongs to a task of one's own."""
    match, actor = _TASK.match(carried["path"]), here.actor
    try:
        fields = (
            items.view(visit.session, actor, int(match[1])).step.fields if match and actor else ()
        )
    except (NotFound, NotYours):
        fields = ()
    return kept.told(carried["values"], fields)


@page("/keluar", May.USE_ACCOUNT, "POST")
def sign_out(visit: Visit) -> Any:
    """End the session."""
    accounts.sign_out(visit.session, visit.actor, visit.now)
    visits.end()
    return redirect(url_for("pages.sign_in"))


@page("/bahasa/<any(id, en):code>", May.SIGN_IN)
def language(visit: Visit, code: str) -> Any:
    """Choose the language of the pages in this browser."""
    answer = redirect(visits.safe_path(request.args.get("next", "/")))
    answer.set_cookie("lang", code, max_age=365 * 86400, samesite="Lax", httponly=True)
    return answer
