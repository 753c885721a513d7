"""Copies of signed papers: added by whoever works with the paper, and handed out to be saved."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from engine import copying, documents, paper_copies, uploads
from engine.errors import FieldProblem, InvalidValues
from engine.passwords import Evidence
from engine.permissions import May
from engine.uploads import SentFile
from webui.language import gettext
from webui.views import document_views, handing_out, proving
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt, need
from webui.visits import Visit, here, page

COPY = "copy"


@page("/salinan/<int:number>", May.READ_INSTANCES)
def copy_file(visit: Visit, number: int) -> Response:
    """The file of a copy."""
    found, data = paper_copies.kept(visit.session, visit.actor, number)
    return handing_out.guarded(data, found.media_type, found.file_name)


def _judge(visit: Visit, number: int) -> None:
    """Judge what came along, and weigh the password, before the instance is locked."""
    file, form = request.files.get(copying.FILE.key), request.form
    data = file.read(uploads.LARGEST_FILE + 1) if file else b""
    sent = SentFile(file and file.filename or "", data)
    try:
        new = copying.judged(form.get("kind", ""), sent, form.get("note", ""))
        here.copy = new, _proved(visit)
    except InvalidValues as error:
        here.copy = error


def _proved(visit: Visit) -> Evidence:
    evidence = proving.evidence(visit)
    if not evidence.is_right:
        raise InvalidValues({"password": [FieldProblem("not_your_password")]})
    return evidence


def _shown(visit: Visit, number: int, kept: Refusal | None) -> Any:
    """The page of the paper once more, with why nothing was added if it was refused."""
    if kept:
        found = documents.version(visit.session, visit.actor, number)
        shown = document_views.document(visit, found, kept)
        return render_template("document.html", **shown), UNPROCESSABLE
    flash(gettext("Kept, in your name. Which copy counts stands below; all stay."), "done")
    return redirect(url_for("pages.document", number=number), 303)


@page("/dokumen/<int:number>/salinan", May.ADD_COPIES, "POST", first=_judge, then=_shown)
def add_copy(visit: Visit, number: int) -> Refusal | None:
    """Add a copy of a version of a paper."""

    def act() -> None:
        copying.add(visit.session, visit.actor, number, *need(here.copy), visit.now)

    return attempt(visit, COPY, act)
