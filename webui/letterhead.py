"""What every page shows around its content: the office, who is signed in, and the ways on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session

from engine import drafts, inbox, offices
from engine.actors import Actor
from engine.permissions import May
from webui import visits, words
from webui.language import gettext, spoken
from webui.visits import here


def letterhead() -> dict[str, Any]:
    """The variables of every template. One or two statements, one more for whoever approves."""
    language, actor = spoken(), here.get("actor")
    with visits.reading() as session:
        office = offices.office(session)
        waiting = _waiting(session, actor) if actor else Waiting(None, None)
    return {
        "locale": language,
        "office": {
            "name": office.name,
            "lines": office.lines,
            "is_demo": office.is_demo,
            "zone": words.zone_name(visits.zone()),
        },
        "me": actor and {"name": actor.name, "posts": _posts(actor, language)},
        "nav": _nav(actor, waiting) if actor else [],
        "links": _links(language),
        "theme": request.cookies.get("theme", ""),
        "opened": datetime.now(UTC),
    }


@dataclass(frozen=True)
class Waiting:
    """How much waits for a person: in the inbox, and on the page of SOPs; None is not told."""

    inbox: int | None
    sops: int | None


def _waiting(session: Session, actor: Actor) -> Waiting:
    """Drafts to be approved count in the inbox, and for whoever has none, on the page of SOPs."""
    asked = drafts.count_waiting(session, actor)
    if actor.may(May.WORK):
        return Waiting(min(inbox.count(session, actor) + asked, inbox.COUNTED), None)
    return Waiting(None, asked or None)


def _posts(actor: Actor, language: str) -> str:
    """The posts that a person holds, else the roles, in one line."""
    posts = [
        words.capacity(held) + ((held.name_en if language == "en" else "") or held.name)
        for held in actor.held
    ]
    return ", ".join(posts or [gettext(role.value) for role in sorted(actor.roles)])


def _nav(actor: Actor, waiting: Waiting) -> list[dict[str, Any]]:
    listed: list[tuple[May, str, str, int | None]] = [
        (May.WORK, "inbox", gettext("Inbox"), waiting.inbox),
        (May.READ_INSTANCES, "instances", gettext("Instances"), None),
        (May.READ_SOPS, "sops", gettext("SOPs"), waiting.sops),
        (May.READ_INSTANCES, "newest_result", gettext("Results"), None),
        (May.ADMINISTER, "people", gettext("Administration"), None),
    ]
    return [
        {"url": url, "label": label, "count": _shown(count), "current": _is_under(url)}
        for may, view, label, count in listed
        if actor.may(may) and (url := url_for(f"pages.{view}"))
    ]


def _shown(count: int | None) -> str | None:
    return None if count is None else f"{count}+" if count >= inbox.COUNTED else str(count)


def _is_under(url: str) -> bool:
    return request.path == url or request.path.startswith(f"{url}/")


def _links(language: str) -> dict[str, Any]:
    other = {"id": ("en", "English"), "en": ("id", "Bahasa Indonesia")}[language]
    back = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return {
        "home": "/",
        "account": url_for("pages.account"),
        "sign_out": url_for("pages.sign_out"),
        "language": {
            "url": url_for("pages.language", code=other[0], next=back),
            "code": other[0],
            "name": other[1],
        },
    }
