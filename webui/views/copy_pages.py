"""Copies of signed papers: added by whoever makes the paper, and handed out to be saved."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from engine import copying, documents, paper_copies, uploads
from engine.copying import New
from engine.errors import InvalidValues
from engine.permissions import May
from engine.uploads import SentFile
from webui.language import gettext
from webui.views import document_views, handing_out
from webui.views.attempts import UNPROCESSABLE, Refusal, attempt
from webui.visits import Visit, here, page

COPY = "copy"


@page("/salinan/<int:number>", May.READ_INSTANCES)
def copy_file(visit: Visit, number: int) -> Response:
    """The file of a copy."""
    found, data = paper_copies.kept(visit.session, visit.actor, number)
    return handing_out.guarded(data, found.media_type, found.file_name)


def _judge(visit: Visit, number: int) -> None:
    """Judge what came along before the instance is locked."""
    file, form = request.files.get(copying.FILE.key), request.form
    data = file.read(uploads.LARGEST_FILE + 1) if file else b""
    sent = SentFile(file and file.filename or "", data)
    try:
        here.copy = copying.judged(form.get("kind", ""), sent, form.get("note", ""))
    except InvalidValues as error:
        here.copy = error


def _shown(visit: Visit, number: int, kept: Refusal | None) -> Any:
    """The page of the paper once more, with why nothing was added if it was refused."""
    if kept:
        found = documents.version(visit.session, visit.actor, number)
        shown = document_views.document(visit, found, kept)
        return render_template("document.html", **shown), UNPROCESSABLE
    flash(gettext("Kept. This copy counts from now on; earlier ones stay in the history."), "done")
    return redirect(url_for("pages.document", number=number), 303)


@page("/dokumen/<int:number>/salinan", May.ADD_COPIES, "POST", first=_judge, then=_shown)
def add_copy(visit: Visit, number: int) -> Refusal | None:
    """Add a copy of a version of a paper."""

    def act() -> None:
        copying.add(visit.session, visit.actor, number, _need(here.copy), visit.now)

    return attempt(visit, COPY, act)


def _need(new: New | InvalidValues) -> New:
    if isinstance(new, InvalidValues):
        raise new
    return new
