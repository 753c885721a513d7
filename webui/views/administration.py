"""The administration of people: who they are, their posts and roles, their passwords."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for

from engine import accounts, catalogue, organisation, passwords
from engine.errors import RoleUnfit
from engine.models.columns import OPEN_END
from engine.permissions import May, Role
from webui import visits
from webui.language import gettext
from webui.views import keyset, lines, office_views as views
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt, sent, sent_day, sent_day_or
from webui.visits import Visit, page


@page("/pengelolaan", May.ADMINISTER)
def people(visit: Visit) -> Any:
    """Everybody, with posts and roles; adding a person."""
    return _people(visit)


@page("/pengelolaan", May.ADMINISTER, "POST", writes=False)
def add_person(visit: Visit) -> Any:
    """Add a person; go on to the first password, shown this once, and to giving posts."""
    login, given, made = sent("login").lower(), (sent("name"), sent("nip"), visit.now), _password()

    def act() -> None:
        with visits.database().writing() as session:
            organisation.add_person(session, visit.actor, login, *given)
            accounts.reset_password(session, visit.actor, login, made.hash, visit.now)

    if refusal := attempt(visit, "add", act):
        return _people(visit, refusal), UNPROCESSABLE
    flash(gettext("The person was added. Give a post now."), "done")
    return _with_password(visit, login, made)


def _people(visit: Visit, refusal: Refusal | None = None) -> str:
    search, after = request.args.get("cari", "").strip(), keyset.whole(request.args.get("after"))
    found, following = organisation.people(visit.session, search, after)
    ids = [person.id for person in found]
    held = organisation.holdings(visit.session, visit.now, ids)
    granted = organisation.grants(visit.session, visit.now, ids)
    asked: dict[str, Any] = {"cari": search} if search else {}
    return render_template(
        "people.html",
        tabs=views.tabs("people"),
        people=views.people(found, held, granted, visit.today),
        search=search,
        without_days_off=views.without_days_off(visit),
        next=url_for("pages.people", after=following, **asked) if following else None,
        first=url_for("pages.people", **asked) if after else None,
        refused=refusal or Refusal(),
    )


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
        person=views.person(found),
        holdings=[views.holding(tenure, visit.today) for tenure in tenures],
        also_held=views.also_held(found, shared),
        grants=[views.grant(row) for row in granted],
        posts=catalogue.posts(visit.session),
        sops=lines.sops(visit.session, catalogue.in_force(visit.session, visit.today)),
        named=lines.named,
        capacity_options=views.options(views.capacities()),
        role_options=views.options(views.roles()),
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
        if sent("role") not in views.roles():
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
    made = _password()

    def act() -> None:
        with visits.database().writing() as session:
            accounts.reset_password(session, visit.actor, login, made.hash, visit.now)

    if refusal := attempt(visit, "password", act):
        return _person(visit, login, refusal), UNPROCESSABLE
    return _with_password(visit, login, made)


class Made(NamedTuple):
    """A password made for somebody, and its hash: made before a writing transaction is opened."""

    password: str
    hash: str


def _password() -> Made:
    made = passwords.fresh()
    return Made(made, passwords.sealed(made, "", ""))


def _with_password(visit: Visit, login: str, made: Made) -> str:
    """The person's page as it is now, later than when the visit began to read."""
    with visits.database().reading() as session:
        return _person(replace(visit, session=session), login, temporary=made.password)


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
        touches=views.touched(held, granted),
        action=url_for("pages.close_person", login=login),
        deed=gettext("Close this person"),
        back=url_for("pages.person", login=login),
        refused=refusal or Refusal(),
    )
