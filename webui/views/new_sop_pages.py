"""A new SOP from its table: typed row by row, or pasted from a spreadsheet."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from engine import catalogue, drafting
from engine.errors import InvalidValues
from engine.fields.kinds import Field
from engine.fields.validation import validate
from engine.permissions import May
from webui import forms, visits
from webui.language import spoken
from webui.views import lines, new_sop_forms as asked
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt, sent
from webui.visits import Visit, page

FIRST_ROWS = 3


@page("/sop/baru", May.EDIT)
def new_sop(visit: Visit) -> Any:
    """The form of a new SOP."""
    return _page(visit, {"rows": [{}] * FIRST_ROWS}, Refusal())


@page("/sop/baru", May.EDIT, "POST", writes=False)
def begin_sop(visit: Visit) -> Any:
    """Begin a new SOP; or the form again, with more, fewer or the pasted rows."""
    raw = forms.posted(asked.fields(), request.form)
    if sent("take"):
        return _taken(visit, raw)
    if "add" in request.form or "remove" in request.form:
        return _page(visit, forms.change_rows(raw, request.form), Refusal())
    raw = forms.posted(_all_fields(visit, raw), request.form)
    keys: list[str] = []
    if refusal := attempt(visit, "new", lambda: keys.append(_begin(visit, raw))):
        return _page(visit, raw, refusal), UNPROCESSABLE
    return redirect(url_for("pages.revision", key=keys[0]), 303)


def _taken(visit: Visit, raw: dict[str, Any]) -> Any:
    """The form with the pasted rows, or again as it was sent and what was pasted with it."""
    rows: dict[str, Any] = {}
    pasted = request.form.get("pasted", "")
    if refusal := attempt(visit, "new", lambda: rows.update(asked.with_pasted(raw, pasted))):
        return _page(visit, raw, refusal), UNPROCESSABLE
    return _page(visit, rows, Refusal())


def _begin(visit: Visit, raw: dict[str, Any]) -> str:
    answers = validate(_all_fields(visit, raw), raw)
    new = asked.new(answers, catalogue.posts(visit.session))
    # To draw a long table takes seconds, so that nothing is locked before.
    with visits.database().writing() as session:
        drafting.begin_new(session, visit.actor, new.key, new.diagram, visit.now)
    return new.key


def _all_fields(visit: Visit, raw: dict[str, Any]) -> tuple[Field, ...]:
    """What is asked, and of each post that is new who holds it."""
    names = asked.new_posts(raw, catalogue.posts(visit.session))
    return (*asked.fields(), *map(asked.kind_field, names))


def _page(visit: Visit, raw: dict[str, Any], refusal: Refusal) -> str:
    fields = _all_fields(visit, raw)
    problems = refusal.error.errors if isinstance(refusal.error, InvalidValues) else {}
    views = {view["name"]: view for view in forms.views(fields, raw, problems, spoken())}
    views["rows"]["numbered"] = True
    for cells in views["rows"]["rows"]:
        for cell in cells:
            cell["list"] = "posts" if cell["name"].endswith(".post") else ""
    return render_template(
        "new_sop.html",
        fields=views,
        kinds=[view for name, view in views.items() if name.startswith(asked.KIND)],
        errors=forms.summary(fields, problems, spoken()),
        pasted=refusal.value("new", "pasted"),
        said="" if problems else refusal.said,
        posts=[lines.named(post) for post in catalogue.posts(visit.session)],
    )
