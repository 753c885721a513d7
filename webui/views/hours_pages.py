"""The administration of working hours: those in force, setting others after a check, removing."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from engine import calendars, organisation
from engine.permissions import May
from webui.language import gettext
from webui.views import calendar_views, hours_form, hours_views, office_views
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt, sent_day
from webui.views.hours_form import Entered
from webui.visits import Visit, page


@page("/pengelolaan/jam-kerja", May.ADMINISTER)
def hours(visit: Visit) -> Any:
    """The hours that were set; setting others."""
    return _hours(visit, hours_form.usual(calendars.calendar(visit.session), visit.today))


@page("/pengelolaan/jam-kerja", May.ADMINISTER, "POST", writes=False)
def check_hours(visit: Visit) -> Any:
    """Say what setting these hours touches; or the form again, with what is wrong in it."""
    new = hours_form.entered()
    if new.problems or "change" in request.form:
        return _hours(visit, new), UNPROCESSABLE if new.problems else 200
    calendar = calendars.calendar(visit.session)
    return render_template(
        "hours_check.html",
        new=new,
        days=[calendar_views.day(day) for day in new.days],
        changes=hours_views.changes(calendar, new),
        touches=hours_views.touched(calendar, new, visit.today),
    )


@page("/pengelolaan/jam-kerja/tetapkan", May.ADMINISTER, "POST")
def set_hours(visit: Visit) -> Any:
    """Set the hours from a day on, or for a period."""
    new = hours_form.entered()
    if new.problems:
        return _hours(visit, new), UNPROCESSABLE
    (first, last), name = new.days, new.typed["name"]
    organisation.set_hours(visit.session, visit.actor, first, new.week, visit.now, last, name)
    flash(gettext("The hours were set. Tasks that are already open keep their due time."), "done")
    return redirect(url_for("pages.hours"), 303)


@page("/pengelolaan/jam-kerja/hapus", May.ADMINISTER, "POST")
def remove_hours(visit: Visit) -> Any:
    """Take back hours that were set."""

    def act() -> None:
        days = sent_day("from"), visit.now, sent_day("to")
        organisation.remove_hours(visit.session, visit.actor, *days)

    refusal = attempt(visit, "remove", act)
    if refusal:
        usual = hours_form.usual(calendars.calendar(visit.session), visit.today)
        return _hours(visit, usual, refusal), UNPROCESSABLE
    flash(gettext("The hours were removed. Others hold on those days now."), "done")
    return redirect(url_for("pages.hours"), 303)


def _hours(visit: Visit, entered: Entered, refusal: Refusal | None = None) -> str:
    weekdays = hours_views.weekdays()
    labels = {"from": gettext("First day"), "to": gettext("Last day"), **dict(weekdays)}
    return render_template(
        "hours.html",
        tabs=office_views.tabs("hours"),
        all_hours=hours_views.all_hours(calendars.calendar(visit.session), visit.today),
        weekdays=weekdays,
        entered=entered,
        errors=[
            {"id": f"set-{name}", "label": labels[name], "message": said}
            for name, said in entered.problems.items()
        ],
        refused=refusal or Refusal(),
    )
