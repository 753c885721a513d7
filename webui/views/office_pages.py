"""The administration of the office: its posts, its calendar, people from a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from engine import calendars, organisation
from engine.errors import BadImport, BadInput
from engine.permissions import May
from webui import faults
from webui.language import gettext, ngettext
from webui.views import calendar_views, office_views, people_views
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt, sent, sent_day
from webui.visits import Visit, page


class NotText(BadInput):
    """This file cannot be read as text. Nothing was changed; save it as CSV UTF-8 and choose it
    again."""


@page("/pengelolaan/jabatan", May.ADMINISTER)
def posts(visit: Visit) -> Any:
    """The posts with who holds them today; adding a post."""
    return _posts(visit)


@page("/pengelolaan/jabatan", May.ADMINISTER, "POST")
def add_post(visit: Visit) -> Any:
    """Add a post that nobody holds yet."""
    given = (sent("key"), sent("name"), sent("kind"), sent("name_en"), visit.now)
    refusal = attempt(
        visit, "add", lambda: organisation.add_post(visit.session, visit.actor, *given)
    )
    if refusal:
        return _posts(visit, refusal), UNPROCESSABLE
    flash(gettext("The post was added. Nobody holds it yet."), "done")
    return redirect(url_for("pages.posts"), 303)


def _posts(visit: Visit, refusal: Refusal | None = None) -> str:
    rows = office_views.posts(organisation.posts(visit.session, visit.now))
    return render_template(
        "posts.html",
        tabs=office_views.tabs("posts"),
        posts=rows,
        wanted=organisation.wanted(visit.session),
        unheld=sum(1 for row in rows if not row["holders"]),
        kind_options=office_views.options(office_views.post_kinds()),
        refused=refusal or Refusal(),
    )


@page("/pengelolaan/kalender", May.ADMINISTER)
def calendar(visit: Visit) -> Any:
    """The days off of a year."""
    return _calendar(visit)


@page("/pengelolaan/kalender", May.ADMINISTER, "POST")
def add_day_off(visit: Visit) -> Any:
    """Add a day on which the office does not work."""

    def act() -> None:
        given = (sent_day("day"), sent("kind"), sent("name"), visit.now)
        organisation.add_day_off(visit.session, visit.actor, *given)

    refusal = attempt(visit, "add", act)
    if refusal:
        return _calendar(visit, refusal), UNPROCESSABLE
    flash(
        gettext("The day off was added. Tasks that are already open keep their due time."), "done"
    )
    return redirect(url_for("pages.calendar", tahun=sent_day("day").year), 303)


@page("/pengelolaan/kalender/hapus", May.ADMINISTER, "POST")
def remove_day_off(visit: Visit) -> Any:
    """Make a day off an ordinary day again."""

    def act() -> None:
        organisation.remove_day_off(visit.session, visit.actor, sent_day("day"), visit.now)

    refusal = attempt(visit, "remove", act)
    if refusal:
        return _calendar(visit, refusal), UNPROCESSABLE
    flash(gettext("The day is an ordinary day again."), "done")
    return redirect(url_for("pages.calendar", tahun=_year(visit)), 303)


def _calendar(visit: Visit, refusal: Refusal | None = None) -> str:
    found, year = calendars.calendar(visit.session), _year(visit)
    return render_template(
        "calendar.html",
        tabs=office_views.tabs("calendar"),
        year=year,
        empty=found.empty_years(visit.today.year, visit.today.year + 1),
        days=calendar_views.days_off(found, year),
        kind_options=office_views.options(calendar_views.day_kinds()),
        refused=refusal or Refusal(),
    )


def _year(visit: Visit) -> int:
    asked = request.args.get("tahun", "")
    is_year = asked.isdecimal() and len(asked) == 4 and 1900 <= int(asked) <= 9000
    return int(asked) if is_year else visit.today.year


@page("/pengelolaan/impor", May.ADMINISTER)
def importing(visit: Visit) -> Any:
    """The form for people, posts and roles from a CSV file."""
    return _importing(Refusal())


@page("/pengelolaan/impor", May.ADMINISTER, "POST")
def import_csv(visit: Visit) -> Any:
    """Take in all rows, or none and say what is wrong with which."""
    text, count = [sent("text")], []

    def act() -> None:
        text[0] = _text()
        done = organisation.import_csv(visit.session, visit.actor, text[0], visit.now)
        count.append(done)

    refusal = attempt(visit, "import", act)
    if refusal:
        return _importing(replace(refusal, typed={"text": text[0]})), UNPROCESSABLE
    flash(ngettext("%(num)d row was imported.", "%(num)d rows were imported.", count[0]), "done")
    if said := people_views.shared(organisation.shared(visit.session, visit.now)):
        flash(said, "info")
    return redirect(url_for("pages.people"), 303)


def _text() -> str:
    """What was pasted, or the file that was chosen."""
    file = request.files.get("file")
    if file is None or not file.filename:
        # Not stripped: the numbers of lines are counted from here.
        return request.form.get("text", "")
    try:
        text: str = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotText() from None
    return text


def _importing(refusal: Refusal) -> str:
    return render_template(
        "import.html",
        tabs=office_views.tabs("importing"),
        problems=_problems(refusal),
        example=EXAMPLE,
        refused=refusal,
    )


def _problems(refusal: Refusal) -> list[dict[str, Any]]:
    if not isinstance(refusal.error, BadImport):
        return []
    written = refusal.typed["text"].splitlines()
    return [
        {"line": found.line, "row": row, "said": faults.message(found.error)}
        for found in refusal.error.problems
        for row in written[found.line - 1 : found.line] or [""]
    ]


EXAMPLE = """\
login,nama,nip,jabatan,kedudukan,sk,mulai,sampai,peran
suto,Suto Contoh,,kepala-seksi,plt,SK 1/2026,2026-10-01,2026-12-31,
polan,Polan Contoh,,,,,,,auditor
"""
