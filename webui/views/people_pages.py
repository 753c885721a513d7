"""The people of the office: the list, and adding somebody."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for

from engine import accounts, organisation
from engine.permissions import May
from webui import visits
from webui.language import gettext
from webui.views import calendar_views, keyset, office_views, people_views, person_pages
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt, sent
from webui.visits import Visit, page


@page("/pengelolaan", May.ADMINISTER)
def people(visit: Visit) -> Any:
    """Everybody, with posts and roles; adding a person."""
    return _people(visit)


@page("/pengelolaan", May.ADMINISTER, "POST", writes=False)
def add_person(visit: Visit) -> Any:
    """Add a person; go on to the first password, shown this once, and to giving posts."""
    login, made = sent("login").lower(), person_pages.fresh()
    given = (sent("name"), sent("nip"), visit.now)

    def act() -> None:
        with visits.database().writing() as session:
            organisation.add_person(session, visit.actor, login, *given)
            accounts.reset_password(session, visit.actor, login, made.hash, visit.now)

    if refusal := attempt(visit, "add", act):
        return _people(visit, refusal), UNPROCESSABLE
    flash(gettext("The person was added. Give a post now."), "done")
    return person_pages.with_password(visit, login, made)


def _people(visit: Visit, refusal: Refusal | None = None) -> str:
    search, after = request.args.get("cari", "").strip(), keyset.whole(request.args.get("after"))
    found, following = organisation.people(visit.session, search, after)
    ids = [person.id for person in found]
    held = organisation.holdings(visit.session, visit.now, ids)
    granted = organisation.grants(visit.session, visit.now, ids)
    asked: dict[str, Any] = {"cari": search} if search else {}
    return render_template(
        "people.html",
        tabs=office_views.tabs("people"),
        people=people_views.people(found, held, granted, visit.today),
        search=search,
        without_days_off=calendar_views.without_days_off(visit),
        next=url_for("pages.people", after=following, **asked) if following else None,
        first=url_for("pages.people", **asked) if after else None,
        refused=refusal or Refusal(),
    )
