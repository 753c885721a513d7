"""Closing a person who leaves the office."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for

from engine import organisation
from engine.permissions import May
from webui.language import gettext
from webui.views import people_views
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt
from webui.visits import Visit, page


@page("/pengelolaan/orang/<login>/tutup", May.ADMINISTER)
def closing_person(visit: Visit, login: str) -> Any:
    """Say what closing a person touches, and ask."""
    return _closing(visit, login)


@page("/pengelolaan/orang/<login>/tutup", May.ADMINISTER, "POST")
def close_person(visit: Visit, login: str) -> Any:
    """Close a person who leaves."""
    refusal = attempt(
        visit,
        "close",
        lambda: organisation.close_person(visit.session, visit.actor, login, visit.now),
    )
    if refusal:
        return _closing(visit, login, refusal), UNPROCESSABLE
    flash(gettext("The person was closed."), "done")
    return redirect(url_for("pages.people"), 303)


def _closing(visit: Visit, login: str, refusal: Refusal | None = None) -> str:
    found = organisation.who(visit.session, login)
    held = organisation.holdings(visit.session, visit.now, [found.id])
    granted = organisation.grants(visit.session, visit.now, [found.id])
    return render_template(
        "confirm.html",
        title=gettext("Close %(name)s", name=found.name),
        of=gettext("For a person who leaves the office. The login is not given to anybody else."),
        touches=people_views.touched(held, granted),
        action=url_for("pages.close_person", login=login),
        deed=gettext("Close this person"),
        back=url_for("pages.person", login=login),
        refused=refusal or Refusal(),
    )
