"""What a person reads when something is refused or fails; nothing typed is lost.

Engine errors know no HTTP: one table gives each branch its code and page. A POST that could not be
used is kept in the page, to be sent again.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from werkzeug.exceptions import HTTPException

from engine import calendars
from engine.actors import Actor
from engine.errors import (
    AlreadyDone,
    AlurError,
    BadInput,
    Broken,
    InstanceEnded,
    NotAllowed,
    NotFound,
    Refused,
    SignInRefused,
    StepMoved,
)
from engine.uploads import LARGEST_FILE
from webui import kept, refusal_words, visits
from webui.language import gettext, spoken
from webui.visits import here

log = logging.getLogger("alur")

# The most particular class first.
STATUS: list[tuple[type[AlurError], int]] = [
    (visits.SignInNeeded, 401),
    (SignInRefused, 401),
    (NotFound, 404),
    (NotAllowed, 403),
    (Refused, 409),
    (BadInput, 422),
    (Broken, 500),
    (AlurError, 500),
]

NEVER_KEPT = {"csrf_token", "password", "old", "new", "again", "carry"}


def register(app: Flask) -> None:
    """Let the application answer errors with these pages."""
    for kind, answer in ((AlurError, refused), (CSRFError, expired), (HTTPException, http)):
        app.register_error_handler(kind, _or_unavailable(answer))
    app.register_error_handler(DBAPIError, unavailable)


def _or_unavailable(answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A page that asks the database who reads it, or the one that does without."""

    def answered(error: Any) -> Any:
        try:
            return answer(error)
        except DBAPIError as gone:
            return unavailable(gone)

    return answered


def refused(error: AlurError) -> Any:
    """An engine's error as a page of its own."""
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    if request.is_json:
        return jsonify(said=message(error)), status
    if status == 401:
        return sign_in(error), 401
    if status == 500:
        log.error("%s: %s", type(error).__name__, error)
    sent = typed() if status in (409, 422) else {}
    return _page(message(error), status, sent=sent, advice=_gone(error, sent)), status


def _gone(error: AlurError, sent: kept.Values) -> str:
    """That the files of a form went with its task, where that is over."""
    if not isinstance(error, AlreadyDone | StepMoved | InstanceEnded) or not kept.files_of(sent):
        return ""
    return gettext(
        "Files that you had added and that were not sent are kept no longer: hand them to whoever"
        " goes on with it, where they are needed."
    )


def message(error: AlurError) -> str:
    """An error's words in the reader's language."""
    with visits.database().reading() as session:
        return refusal_words.error(error, calendars.zone(session), spoken())


def expired(error: CSRFError) -> Any:
    """A form whose token is not this session's: sign in first, or send it once more."""
    if request.is_json:
        return jsonify(said=message(visits.SignInNeeded())), 401
    if not _is_ours():
        return _page(gettext("This form was not sent from Alur. Nothing was changed."), 403), 403
    if _know_visitor() is None:
        return sign_in(visits.SignInNeeded()), 401
    said = gettext("This page had been open since before you signed in. Nothing was sent yet.")
    return _page(said, 409, sent=typed(), again=True), 409


def _know_visitor() -> Actor | None:
    """Who asks, also when no view was reached: a signed-in person keeps the ways on."""
    with visits.database().reading() as session:
        return visits.visitor(session, datetime.now(UTC))


def http(error: HTTPException) -> Any:
    """A plain HTTP error in our own words."""
    status = error.code or 500
    said = {
        404: gettext("There is no page here. The address may be old or mistyped."),
        405: gettext("This page cannot be sent to. Go back and use its buttons."),
    }
    if status >= 500:
        return unexpected(status)
    _know_visitor()
    if status == 413:
        return _page(_too_large(), 413, advice=_send_less(), back=_came_from()), 413
    return _page(said.get(status, gettext("This could not be done.")), status), status


def _too_large() -> str:
    limits = ("MAX_FORM_MEMORY_SIZE", "MAX_CONTENT_LENGTH")
    typed, in_all = (current_app.config[limit] // 1_000_000 for limit in limits)
    return gettext(
        "What you sent is too large: at most %(typed)d MB of text, and %(in_all)d MB in all."
        " Nothing was changed.",
        typed=typed,
        in_all=in_all,
    )


def _send_less() -> str:
    return gettext(
        "Send fewer files at once, each of at most %(each)d MB, and save after each few: Alur takes"
        " them one after the other. What was saved before is kept. What you typed after that your"
        " browser still shows when you go back; choose only the files again.",
        each=LARGEST_FILE // 1_000_000,
    )


def _came_from() -> str:
    """The page of ours from which something was sent, "" where the browser does not say."""
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = f"{came.scheme}://{came.netloc}/" == request.host_url
    return visits.safe_path(came.path + (f"?{came.query}" if came.query else "")) if is_ours else ""


def unexpected(status: int) -> Any:
    """A mistake of ours: everything was undone; a code leads the operator to the log."""
    code = f"G-{secrets.token_hex(3).upper()}"
    log.error("%s unexpected", code)
    return _without_database(code), status


def unavailable(error: DBAPIError) -> Any:
    """The database is full, locked or gone: everything was undone; what was typed is kept."""
    if isinstance(error, DataError):
        return _page(gettext("This could not be done."), 400), 400
    if isinstance(error, IntegrityError):
        said = gettext("Someone else did the same at the same moment. Look, and send it again.")
        return _page(said, 409, sent=typed(), again=True), 409
    code = f"G-{secrets.token_hex(3).upper()}"
    log.error("%s database: %s", code, error.orig)
    if request.is_json:
        said = gettext("The database did not answer; nothing was saved.")
        return jsonify(said=f"{said} {code}"), 503
    return _without_database(code), 503, {"Retry-After": "30"}


def _without_database(code: str) -> str:
    # Rendered without the context of other pages: that needs the database.
    template = current_app.jinja_env.get_template("unavailable.html")
    posted, told = _was_posted(), kept.told(typed())
    return template.render(code=code, kept=typed(), told=told, path=_address(), posted=posted)


def sign_in(error: AlurError | None = None, login: str = "") -> str:
    """The sign-in page; what was being sent comes along, if it came from one of our own pages."""
    carry = request.form.get("carry", "")
    if not carry and _was_posted() and _is_ours() and request.path != "/masuk":
        carry = json.dumps({"path": _address(), "values": typed()})
    on = request.values.get("next", "") or (_address() if not carry else "/")
    here.actor = None
    return render_template(
        "sign_in.html",
        error=message(error) if error else "",
        ended=isinstance(error, visits.SignInNeeded) and _was_posted(),
        login=login,
        carry=carry,
        next=visits.safe_path(on) if on != "/masuk" else "/",
    )


def typed() -> dict[str, list[str]]:
    """What was posted, but for secrets."""
    return {n: request.form.getlist(n) for n in request.form if n not in NEVER_KEPT}


def _address() -> str:
    """What was asked for, or posted to: its query says where a form goes on."""
    return request.full_path.removesuffix("?")


def _was_posted() -> bool:
    return request.method == "POST"


def _is_ours() -> bool:
    # Browsers name the page's origin with every POST: a stranger's page cannot pretend.
    origin = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return f"{origin.scheme}://{origin.netloc}/" == request.host_url


def _page(
    said: str,
    status: int,
    sent: dict[str, list[str]] | None = None,
    again: bool = False,
    advice: str = "",
    back: str = "",
) -> str:
    here.setdefault("actor", None)
    titles = {
        403: gettext("Not allowed"),
        404: gettext("Not found"),
        409: gettext("Not done"),
        413: gettext("Too much at once"),
        422: gettext("Please correct this"),
    }
    title = titles.get(status, gettext("Something went wrong"))
    return render_template(
        "fault.html",
        said=said,
        advice=advice,
        back=back,
        title=title,
        kept=sent or {},
        told=kept.told(sent or {}),
        again=again,
        path=_address(),
    )
