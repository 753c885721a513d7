"""The settings of the office: where it is, how it measures, and what was changed about them."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from engine import offices, organisation
from engine.errors import InvalidValues
from engine.fields.validation import validate
from engine.permissions import May
from webui import forms
from webui.language import gettext, spoken
from webui.views import office_changes, office_settings_forms as asked, office_views
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt
from webui.visits import Visit, page


@page("/pengelolaan/kantor", May.ADMINISTER)
def office_settings(visit: Visit) -> Any:
    """The settings as they are."""
    return settings_page(visit, {}, Refusal())


@page("/pengelolaan/kantor", May.ADMINISTER, "POST")
def change_office(visit: Visit) -> Any:
    """Change where the office is."""
    raw = forms.posted(asked.where_fields(), request.form)

    def act() -> None:
        answers = validate(asked.where_fields(), raw)
        said: dict[str, Any] = dict.fromkeys(offices.WHERE, "") | answers
        organisation.change_office(visit.session, visit.actor, **said, now=visit.now)

    if refusal := attempt(visit, "where", act):
        return settings_page(visit, raw, refusal), UNPROCESSABLE
    flash(gettext("Saved. Papers that are final stay as they were printed."), "done")
    return redirect(url_for("pages.office_settings"), 303)


@page("/pengelolaan/kantor/pengukuran", May.ADMINISTER, "POST")
def set_measurement(visit: Visit) -> Any:
    """Say how the office measures; or the form again, with more or fewer rows."""
    raw = forms.posted(asked.measurement_fields(), request.form)
    if "add" in request.form or "remove" in request.form:
        return settings_page(visit, forms.change_rows(raw, request.form), Refusal())
    raw = asked.filled(raw)

    def act() -> None:
        own = asked.settings_of(validate(asked.measurement_fields(), raw))
        organisation.set_measurement(visit.session, visit.actor, own, visit.now)

    if refusal := attempt(visit, "measurement", act):
        return settings_page(visit, raw, refusal), UNPROCESSABLE
    flash(gettext("Saved. Tables that are set up from now on are measured like this."), "done")
    return redirect(url_for("pages.office_settings"), 303)


def settings_page(visit: Visit, typed: dict[str, Any], refusal: Refusal) -> str:
    """The settings with their forms, and what was typed into one that was refused."""
    problems = refusal.error.errors if isinstance(refusal.error, InvalidValues) else {}
    where, measurement = asked.where_fields(), asked.measurement_fields()
    found = offices.office(visit.session), offices.measurement(visit.session)
    values = asked.where(found[0]) | asked.measurement(found[1]) | typed
    return render_template(
        "office_settings.html",
        tabs=office_views.tabs("office_settings"),
        where=forms.views(where, values, problems, spoken()),
        emblem=asked.emblem(found[0], problems),
        measurement=forms.views(measurement, values, problems, spoken()),
        errors=forms.summary((*where, asked.emblem_field(), *measurement), problems, spoken()),
        refused=refusal,
        log=office_changes.told(offices.changes(visit.session)),
    )
