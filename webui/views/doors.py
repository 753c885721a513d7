"""Signing in and out, and the language."""

from __future__ import annotations

import json
from typing import Any

from flask import redirect, render_template, request, url_for

from engine import accounts, passwords
from engine.permissions import May
from webui import faults, visits
from webui.visits import Visit, page

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
        return render_template("resume.html", **carried)
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
