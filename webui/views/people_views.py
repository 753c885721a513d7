"""What the templates of people are given: who they are, what they hold, which roles they have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from engine.models import Person
from engine.models.columns import OPEN_END
from engine.organisation.listing import GrantedRole, Tenure, common_days
from engine.permissions import Role
from webui import words
from webui.language import gettext, ngettext
from webui.views import calendar_views, lines


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
        "from_day": calendar_views.day(held.from_date),
        "to_day": calendar_views.day(held.to_date),
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
        return gettext("from %(first)s on", first=calendar_views.day(first))
    days = {"first": calendar_views.day(first), "last": calendar_views.day(last)}
    return gettext("from %(first)s to %(last)s", **days)


def grant(row: GrantedRole) -> dict[str, Any]:
    """A role that a person has."""
    role, since = gettext(row.grant.role), calendar_views.day(row.grant.from_date)
    return {"id": row.grant.id, "role": role, "sop": row.sop, "from_day": since}


def touched(held: Iterable[Tenure], granted: Iterable[GrantedRole]) -> list[str]:
    """What closing a person touches, in sentences."""
    return [
        *(gettext("The holding of %(post)s ends today.", post=_held(tenure)) for tenure in held),
        *(gettext("The role of %(role)s ends.", role=_role(row)) for row in granted),
        gettext("Tasks that this person has taken are offered to their posts again."),
        gettext("The person is signed out everywhere and cannot sign in any more."),
    ]


def _held(tenure: Tenure) -> str:
    return words.capacity(tenure.holding.capacity) + lines.named(tenure.post)


def _role(row: GrantedRole) -> str:
    return gettext(row.grant.role) + (f" ({row.sop})" if row.sop else "")
