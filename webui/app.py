"""Builds the web application around one database."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter
from whitenoise import WhiteNoise

from engine.database import Database
from webui import faults, headers, step_words, visits, words
from webui.language import speak, spoken
from webui.letterhead import letterhead
from webui.papers.outgrown import Known
from webui.visits import pages

HERE = Path(__file__).parent

SESSION = timedelta(hours=10)
# What is typed, and what is sent with files in it; in bytes.
LARGEST_FORM, LARGEST_REQUEST = 2_000_000, 25_000_000
# Fields of a form with files in it: a table of 500 indicators has some of each.
MOST_FIELDS = 5_000


def create_app(database: Database, secret: str | None = None, behind_proxy: bool = False) -> Flask:
    """The application; `behind_proxy` trusts one proxy's X-Forwarded headers.

    Without a `secret` all sessions end when the process does.
    """
    app = Flask(__name__, static_folder=None)
    app.app_ctx_globals_class = visits.Remembered
    app.config.update(
        SECRET_KEY=secret or secrets.token_hex(32),
        PERMANENT_SESSION_LIFETIME=SESSION,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=behind_proxy,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FIELDS,
        WTF_CSRF_TIME_LIMIT=None,
    )
    # Before CSRFProtect, which reads what was sent.
    app.before_request(_bound)
    app.extensions["alur"] = database
    app.extensions["alur-outgrown"] = Known()
    app.url_map.converters["int"] = Id
    CSRFProtect(app)
    _templates(app)
    _views(app)
    faults.register(app)
    app.after_request(headers.guard)
    app.wsgi_app = _static(app.wsgi_app)  # type: ignore[method-assign]
    if behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _bound() -> None:
    """Take no more than a form where reading costs far more memory than what was sent."""
    if request.mimetype == "application/x-www-form-urlencoded":
        request.max_content_length = LARGEST_FORM


class Id(IntegerConverter):
    """A whole number in an address, small enough to be an id of any database."""

    regex = "[0-9]{1,18}"


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


def _templates(app: Flask) -> None:
    built = _manifest()

    def asset(name: str) -> str:
        return f"/static/{built.get(name, name)}"

    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.filters.update(
        clock=lambda at: words.clock(at, visits.zone()),
        moment=lambda at: words.moment(at, visits.zone(), datetime.now(UTC), spoken()),
        full=lambda at: words.full_moment(at, visits.zone(), spoken()),
        duration=lambda minutes, units=2: words.duration(
            minutes, visits.calendar().day_minutes, units
        ),
        period=words.period,
        date=lambda on: words.written_date(on, spoken()),
        size=lambda count: words.size(count, spoken()),
        capacity=words.capacity,
        copy=words.copy,
        sentence=words.sentence,
        meaning=step_words.meaning,
    )
    speak(app)
    app.context_processor(letterhead)


def _manifest() -> dict[str, str]:
    path = HERE / "static/dist/manifest.json"
    if not path.is_file():
        return {}
    return {name: f"dist/{file}" for name, file in json.loads(path.read_text()).items()}
