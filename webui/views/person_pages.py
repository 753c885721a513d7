"""One person of the office: details, posts, roles, password."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, url_for

from engine import accounts, catalogue, organisation, passwords
from engine.errors import RoleUnfit
from engine.models.columns import OPEN_END
from engine.permissions import May, Role
from webui import visits
from webui.language import gettext
from webui.views import lines, office_views, people_views
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt, sent, sent_day, sent_day_or
from webui.visits import Visit, page


@page("/pengelolaan/orang/<login>", May.ADMINISTER)
def person(visit: Visit, login: str) -> Any:
    """One person: details, posts, roles, password."""
    return _person(visit, login)


def _person(visit: Visit, login: str, refusal: Refusal | None = None, temporary: str = "") -> str:
    found = organisation.who(visit.session, login)
    tenures = organisation.holdings(visit.session, visit.now, [found.id], ended=True)
    granted = organisation.grants(visit.session, visit.now, [found.id])
    shared = organisation.shared(visit.session, visit.now, {t.post.id for t in tenures})
    return render_template(
        "person.html",
        person=people_views.person(found),
        holdings=[people_views.holding(tenure, visit.today) for tenure in tenures],
        also_held=people_views.also_held(found, shared),
        grants=[people_views.grant(row) for row in granted],
        posts=catalogue.posts(visit.session),
        sops=lines.sops(visit.session, catalogue.in_force(visit.session, visit.today)),
        named=lines.named,
        capacity_options=office_views.options(people_views.capacities()),
        role_options=office_views.options(people_views.roles()),
        today=visit.today,
        is_self=found.id == visit.actor.id,
        temporary=temporary,
        refused=refusal or Refusal(),
    )


def _to(login: str) -> Any:
    return redirect(url_for("pages.person", login=login), 303)


def _answer(visit: Visit, login: str, refusal: Refusal | None, said: str) -> Any:
    """Back to the person with what was done, or the page with what was refused."""
    if refusal:
        return _person(visit, login, refusal), UNPROCESSABLE
    flash(said, "done")
    return _to(login)


@page("/pengelolaan/orang/<login>", May.ADMINISTER, "POST")
def change_person(visit: Visit, login: str) -> Any:
    """Change name and NIP."""

    def act() -> None:
        given = {"name": sent("name"), "nip": sent("nip")}
        organisation.change_person(visit.session, visit.actor, login, visit.now, **given)

    return _answer(visit, login, attempt(visit, "change", act), gettext("Saved."))


@page("/pengelolaan/orang/<login>/jabatan", May.ADMINISTER, "POST")
def begin_holding(visit: Visit, login: str) -> Any:
    """Give the person a post for a period."""

    def act() -> None:
        given = (sent("post"), sent("capacity"), sent("decree"), sent_day("from"))
        ends = sent_day_or("to", OPEN_END)
        organisation.begin_holding(visit.session, visit.actor, login, *given, visit.now, ends)

    return _answer(visit, login, attempt(visit, "hold", act), gettext("The post was given."))


@page("/pengelolaan/orang/<login>/jabatan/<int:holding_id>/akhiri", May.ADMINISTER, "POST")
def end_holding(visit: Visit, login: str, holding_id: int) -> Any:
    """Make a day the last one of a holding."""

    def act() -> None:
        day = sent_day("on")
        organisation.end_holding(visit.session, visit.actor, holding_id, day, visit.now)

    refusal = attempt(visit, f"end-{holding_id}", act)
    return _answer(visit, login, refusal, gettext("The last day was set."))


@page("/pengelolaan/orang/<login>/peran", May.ADMINISTER, "POST")
def grant_role(visit: Visit, login: str) -> Any:
    """Give the person a role, for all SOPs or for one."""

    def act() -> None:
        if sent("role") not in people_views.roles():
            raise RoleUnfit(role=sent("role"))
        role, sop = Role(sent("role")), sent("process") or None
        organisation.grant_role(visit.session, visit.actor, login, role, visit.now, sop)

    return _answer(visit, login, attempt(visit, "grant", act), gettext("The role was granted."))


@page("/pengelolaan/orang/<login>/peran/<int:grant_id>/akhiri", May.ADMINISTER, "POST")
def end_grant(visit: Visit, login: str, grant_id: int) -> Any:
    """End a role at once."""

    def act() -> None:
        organisation.end_grant(visit.session, visit.actor, grant_id, visit.now)

    refusal = attempt(visit, f"role-{grant_id}", act)
    return _answer(visit, login, refusal, gettext("The role has ended."))


@page("/pengelolaan/orang/<login>/sandi", May.ADMINISTER, "POST", writes=False)
def reset_password(visit: Visit, login: str) -> Any:
    """Make a new password, and show it this once: a redirect would have to keep it somewhere."""
    made = fresh()

    def act() -> None:
        with visits.database().writing() as session:
            accounts.reset_password(session, visit.actor, login, made.hash, visit.now)

    if refusal := attempt(visit, "password", act):
        return _person(visit, login, refusal), UNPROCESSABLE
    return with_password(visit, login, made)


class Made(NamedTuple):
    """A password made for somebody, and its hash: made before a writing transaction is opened."""

    password: str
    hash: str


def fresh() -> Made:
    """A password that nobody knows yet."""
    made = passwords.fresh()
    return Made(made, passwords.sealed(made, "", ""))


def with_password(visit: Visit, login: str, made: Made) -> str:
    """The person's page as it is now, later than when the visit began to read."""
    with visits.database().reading() as session:
        return _person(replace(visit, session=session), login, temporary=made.password)
