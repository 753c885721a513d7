"""What the templates of the administration are given: people, holdings, roles, the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from flask import url_for

from engine import calendars
from engine.models import Person
from engine.models.columns import OPEN_END
from engine.organisation.listing import GrantedRole, HeldPost, Tenure, common_days
from engine.permissions import May, Role
from engine.worktime.calendar import Calendar
from webui import step_words, words
from webui.language import gettext, ngettext, spoken
from webui.views import lines
from webui.visits import Visit

# So long before a year begins its days off are asked for.
SOON = timedelta(days=60)


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages of the administration."""
    places = [
        ("people", gettext("People"), "person"),
        ("posts", gettext("Posts"), "team"),
        ("calendar", gettext("Calendar"), "day"),
        ("hours", gettext("Working hours"), "clock"),
        ("importing", gettext("Import"), "up"),
        ("office_settings", gettext("Office"), "pen"),
    ]
    return [
        {"url": url_for(f"pages.{view}"), "label": label, "icon": icon, "current": view == here}
        for view, label, icon in places
    ]


# --- choices ----------------------------------------------------------------------------------


def capacities() -> dict[str, str]:
    """In which capacity a post is held."""
    return {
        "definitif": gettext("Holder"),
        "plt": gettext("Acting (Plt.)"),
        "plh": gettext("Deputy for days (Plh.)"),
        "anggota": gettext("Member, for posts of several people"),
    }


def roles() -> dict[str, str]:
    """The roles that are granted."""
    return {role.value: gettext(role.value) for role in Role if role is not Role.STAFF}


def post_kinds() -> dict[str, str]:
    """How many people hold a post."""
    return {kind: gettext(said) for kind, said in step_words.HOLDERS.items()}


def day_kinds() -> dict[str, str]:
    """Why the office does not work on a day; the keys are the terms of the joint decree."""
    return {
        "libur nasional": gettext("National holiday"),
        "cuti bersama": gettext("Joint leave"),
        "libur daerah": gettext("Local holiday"),
    }


def options(choices: Mapping[str, str]) -> list[dict[str, str]]:
    """Choices as a field shows them."""
    return [{"value": value, "label": label} for value, label in choices.items()]


# --- people -----------------------------------------------------------------------------------


def people(
    found: Iterable[Person], held: Sequence[Tenure], granted: Sequence[GrantedRole], today: date
) -> list[dict[str, Any]]:
    """People with the posts and roles of today."""
    return [
        person(one)
        | {
            "posts": [
                _held(tenure)
                for tenure in held
                if tenure.person.id == one.id and tenure.holding.from_date <= today
            ],
            "roles": [_role(row) for row in granted if row.person.id == one.id],
        }
        for one in found
    ]


def person(found: Person) -> dict[str, Any]:
    """One person's details."""
    is_closed = found.closed_at is not None
    return {"login": found.login, "name": found.name, "nip": found.nip, "is_closed": is_closed}


def holding(tenure: Tenure, today: date) -> dict[str, Any]:
    """A post that a person holds, held or will hold."""
    held = tenure.holding
    return {
        "id": held.id,
        "name": lines.named(tenure.post),
        "capacity": capacities().get(held.capacity, held.capacity),
        "decree": held.decree,
        "from_day": day(held.from_date),
        "to_day": day(held.to_date),
        "has_ended": held.to_date < today,
        "usual_end": max(today, held.from_date).isoformat(),
    }


def also_held(found: Person, shared: Iterable[tuple[Tenure, Tenure]]) -> list[str]:
    """Who has a post at the same time as a person, in sentences."""
    own = [pair if pair[0].person.id == found.id else pair[::-1] for pair in shared]
    return [
        gettext(
            "%(name)s holds the post %(post)s too, %(days)s. Both get its tasks.",
            name=words.capacity(other.holding.capacity) + other.person.name,
            post=lines.named(other.post),
            days=_days(*common_days(mine, other)),
        )
        for mine, other in own
        if mine.person.id == found.id
    ]


def shared(pairs: Iterable[tuple[Tenure, Tenure]]) -> str:
    """How many posts two people hold at the same time, in a sentence; "" for none."""
    count = len({one.post.id for one, _ in pairs})
    if not count:
        return ""
    return ngettext(
        "%(num)d post is held by two people at the same time; both get its tasks.",
        "%(num)d posts are held by two people at the same time; both get their tasks.",
        count,
    )


def _days(first: date, last: date) -> str:
    if last == OPEN_END:
        return gettext("from %(first)s on", first=day(first))
    return gettext("from %(first)s to %(last)s", first=day(first), last=day(last))


def grant(row: GrantedRole) -> dict[str, Any]:
    """A role that a person has."""
    role = gettext(row.grant.role)
    return {"id": row.grant.id, "role": role, "sop": row.sop, "from_day": day(row.grant.from_date)}


def touched(held: Iterable[Tenure], granted: Iterable[GrantedRole]) -> list[str]:
    """What closing a person touches, in sentences."""
    return [
        *(gettext("The holding of %(post)s ends today.", post=_held(tenure)) for tenure in held),
        *(gettext("The role of %(role)s ends.", role=_role(row)) for row in granted),
        gettext("Tasks that this person has taken are offered to their posts again."),
        gettext("The person is signed out everywhere and cannot sign in any more."),
    ]


def posts(found: Iterable[HeldPost]) -> list[dict[str, Any]]:
    """The posts with who holds them today."""
    return [
        {
            "key": row.post.key,
            "name": lines.named(row.post),
            "kind": post_kinds()[row.post.kind],
            "is_shared": row.post.kind == "single" and len(row.holders) > 1,
            "holders": [
                {"login": h.login, "name": words.capacity(h.capacity) + h.name} for h in row.holders
            ],
        }
        for row in found
    ]


def _held(tenure: Tenure) -> str:
    return words.capacity(tenure.holding.capacity) + lines.named(tenure.post)


def _role(row: GrantedRole) -> str:
    return gettext(row.grant.role) + (f" ({row.sop})" if row.sop else "")


# --- the calendar -----------------------------------------------------------------------------


def day(on: date) -> str:
    """A day in words; "" for an open end."""
    return "" if on == OPEN_END else format_date(on, "d MMM y", locale=spoken())


def without_days_off(visit: Visit) -> tuple[int, ...]:
    """The years of the next two months without a day off, told to who can enter them."""
    soon = visit.today + SOON
    may = visit.actor.may(May.ADMINISTER)
    return calendars.calendar(visit.session).empty_years(visit.today.year, soon.year) if may else ()


def days_off(calendar: Calendar, year: int) -> list[dict[str, Any]]:
    """The days off of a year."""
    language = spoken()
    return [
        {"date": on, "name": name, "shown": format_date(on, "EEEE, d MMMM", locale=language)}
        for on, name in sorted(calendar.days_off.items())
        if on.year == year
    ]
