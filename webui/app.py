"""Builds the web application around one database."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request, url_for
from flask_babel import Babel, get_locale
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter
from whitenoise import WhiteNoise

from engine import calendars, inbox, offices
from engine.database import Database
from engine.permissions import May
from webui import faults, visits, words
from webui.visits import pages

HERE = Path(__file__).parent

SESSION = timedelta(hours=10)
LARGEST_FORM = 2_000_000

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def create_app(database: Database, secret: str | None = None, behind_proxy: bool = False) -> Flask:
    """The application; `behind_proxy` trusts one proxy's X-Forwarded headers.

    Without a `secret` all sessions end when the process does.
    """
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=secret or secrets.token_hex(32),
        PERMANENT_SESSION_LIFETIME=SESSION,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=behind_proxy,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="id",
    )
    app.extensions["alur"] = database
    app.url_map.converters["int"] = Id
    CSRFProtect(app)
    Babel(app, locale_selector=locale)
    _templates(app)
    _views(app)
    faults.register(app)
    app.after_request(_headers)
    app.wsgi_app = _static(app.wsgi_app)  # type: ignore[method-assign]
    if behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    return app


class Id(IntegerConverter):
    """A whole number in an address, small enough to be an id of any database."""

    regex = "[0-9]{1,18}"


def locale() -> str:
    """The language chosen in the browser, else the person's, else Indonesian."""
    chosen = request.cookies.get("lang", "")
    actor = g.get("actor")
    for language in (chosen, actor.locale if actor else ""):
        if language in ("id", "en"):
            return language
    return "id"


def _views(app: Flask) -> None:
    from webui import views

    views.load()
    app.register_blueprint(pages)


def _static(app: Any) -> WhiteNoise:
    served = WhiteNoise(app, max_age=3600, immutable_file_test=_is_hashed)
    served.add_files(str(HERE / "static"), prefix="static/")
    return served


def _is_hashed(path: str, url: str) -> bool:
    return url.startswith("/static/dist/")


def _headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    # What one person read must not come out of a shared computer's cache for another.
    response.headers.setdefault("Cache-Control", "no-store")
    return response


# --- templates --------------------------------------------------------------------------------


def _templates(app: Flask) -> None:
    built = _manifest()

    def asset(name: str) -> str:
        return f"/static/{built.get(name, name)}"

    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.filters.update(
        clock=lambda at: words.clock(at, _zone()),
        day=lambda at: words.day(at, _zone(), datetime.now(UTC), str(get_locale())),
        moment=_moment,
        full=lambda at: words.full_moment(at, _zone(), str(get_locale())),
        duration=words.duration,
    )
    app.context_processor(_context)


def _manifest() -> dict[str, str]:
    path = HERE / "static/dist/manifest.json"
    if not path.is_file():
        return {}
    return {name: f"dist/{file}" for name, file in json.loads(path.read_text()).items()}


def _moment(at: datetime) -> str:
    day = words.day(at, _zone(), datetime.now(UTC), str(get_locale()))
    return f"{day} {words.clock(at, _zone())}"


def _zone() -> Any:
    if "zone" not in g:
        with visits.database().reading() as session:
            g.zone = calendars.zone(session)
    return g.zone


def _context() -> dict[str, Any]:
    """What every page shows around its content. One or two statements."""
    language = str(get_locale())
    with visits.database().reading() as session:
        g.zone = calendars.zone(session)
        office = offices.office(session)
        actor = g.get("actor")
        waiting = inbox.count(session, actor) if actor and actor.may(May.WORK) else None
    return {
        "locale": language,
        "office": {
            "name": office.name,
            "lines": office.lines,
            "is_demo": office.is_demo,
            "zone": words.ZONES.get(str(g.zone), str(g.zone)),
        },
        "me": actor and {"name": actor.name, "posts": posts_of(actor, language)},
        "nav": _nav(waiting) if actor else [],
        "links": _links(language),
        "theme": request.cookies.get("theme", ""),
    }


def posts_of(actor: Any, language: str) -> str:
    """The posts that a person holds, else the roles, in one line."""
    posts = [
        words.capacity(held) + ((held.name_en if language == "en" else "") or held.name)
        for held in actor.held
    ]
    return ", ".join(posts or [words.gettext(role.value) for role in sorted(actor.roles)])


def _nav(waiting: int | None) -> list[dict[str, Any]]:
    actor, places = g.actor, []
    listed = [
        (May.WORK, "inbox", words.gettext("Inbox"), waiting),
        (May.READ_INSTANCES, "instances", words.gettext("Instances"), None),
        (May.READ_SOPS, "sops", words.gettext("SOPs"), None),
        (May.ADMINISTER, "people", words.gettext("Administration"), None),
    ]
    for may, view, label, count in listed:
        if actor.may(may) and f"pages.{view}" in visits.NEEDS:
            url = url_for(f"pages.{view}")
            places.append(
                {"url": url, "label": label, "count": _shown(count), "current": _is_under(url)}
            )
    return places


def _shown(count: int | None) -> str | None:
    return None if count is None else f"{count}+" if count >= inbox.COUNTED else str(count)


def _is_under(url: str) -> bool:
    return request.path == url or request.path.startswith(f"{url}/")


def _links(language: str) -> dict[str, Any]:
    other = {"id": ("en", "English"), "en": ("id", "Bahasa Indonesia")}[language]
    back = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return {
        "home": "/",
        "account": url_for("pages.account") if "pages.account" in visits.NEEDS else None,
        "sign_out": url_for("pages.sign_out"),
        "language": {
            "url": url_for("pages.language", code=other[0], next=back),
            "code": other[0],
            "name": other[1],
        },
    }
