"""One's own account: who one is here, the password, light or dark."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from engine import accounts, passwords
from engine.errors import BadInput, OldPasswordWrong
from engine.permissions import May
from webui import visits, words
from webui.language import gettext
from webui.views import lines, proving
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt
from webui.visits import Visit, page

A_YEAR = 365 * 86400


class PasswordsDiffer(BadInput):
    """The two new passwords are not the same. The old one is still valid; type the new one twice
    again."""


@page("/akun", May.USE_ACCOUNT)
def account(visit: Visit) -> Any:
    """Name, posts and roles; changing the password; light or dark."""
    return _account(visit, Refusal())


@page("/akun", May.USE_ACCOUNT, "POST", writes=False)
def change_password(visit: Visit) -> Any:
    """Change one's own password; the other sessions end."""
    refusal = attempt(visit, "password", lambda: _change(visit))
    if refusal:
        return _account(visit, refusal), UNPROCESSABLE
    flash(gettext("The password was changed."), "done")
    return redirect(url_for("pages.account"), 303)


def _change(visit: Visit) -> None:
    new = request.form.get("new", "")
    if new != request.form.get("again"):
        raise PasswordsDiffer()
    # Sealing takes a while on purpose: no writer waits for it. A weak one is refused before the old
    # one is looked at: what is right or wrong of that is only told with the count of it written.
    new_hash = passwords.sealed(new, visit.actor.login, visit.actor.name)
    evidence = proving.evidence(visit, "old")
    if not evidence.is_right:
        raise OldPasswordWrong()
    with visits.database().writing() as session:
        accounts.change_password(session, visit.actor, evidence, new_hash, visit.now)
        visits.begin(session, visit.actor.id, visit.now)


@page("/akun/tampilan", May.USE_ACCOUNT, "POST")
def choose_theme(visit: Visit) -> Any:
    """Keep in this browser whether pages are light or dark."""
    answer = redirect(url_for("pages.account"), 303)
    if request.form.get("theme") in ("light", "dark"):
        chosen = request.form["theme"]
        answer.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", httponly=True)
    else:
        answer.delete_cookie("theme", samesite="Lax", httponly=True)
    return answer


def _account(visit: Visit, refusal: Refusal) -> str:
    held = [words.capacity(post) + lines.named(post) for post in visit.actor.held]
    return render_template(
        "account.html",
        actor=visit.actor,
        posts=held,
        roles=[gettext(role.value) for role in sorted(visit.actor.roles)],
        shortest=passwords.SHORTEST,
        themes=[
            {"value": "system", "label": gettext("As this device")},
            {"value": "light", "label": gettext("Light")},
            {"value": "dark", "label": gettext("Dark")},
        ],
        refused=refusal,
    )
