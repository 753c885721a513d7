"""The papers of a draft: their list, and the text of each beside the paper that it becomes."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, redirect, render_template, url_for

from engine import draft_saving, media, paper_edits
from engine.diagram.identity import Paper
from engine.errors import NotFound
from engine.papers import printing
from engine.permissions import May
from engine.texts import tidy
from webui.views import handing_out, text_views
from webui.views.attempts import UNPROCESSABLE, Refusal, change, sent
from webui.visits import Visit, page


@page("/sop/<key>/rancangan/naskah", May.READ_DRAFTS)
def texts(visit: Visit, key: str) -> Any:
    """The papers of a draft, each with what the check says of it."""
    return render_template("texts.html", **text_views.listed(visit, key))


@page("/sop/<key>/rancangan/naskah-baru", May.EDIT)
def new_text(visit: Visit, key: str) -> Any:
    """The form of a new paper."""
    return render_template("new_text.html", **text_views.new(visit, key, Refusal()))


@page("/sop/<key>/rancangan/naskah-baru", May.EDIT, "POST", writes=False)
def add_text(visit: Visit, key: str) -> Any:
    """Add a paper."""
    paper = Paper(sent("code"), tidy(sent("name")), tidy(sent("name_en")))
    text = text_views.begun(paper, sent("kind")) if sent("kind") else None
    plan = partial(paper_edits.added, new=paper, text=text)
    if refusal := change(visit, key, plan, "text"):
        found = text_views.new(visit, key, refusal)
        return render_template("new_text.html", **found), UNPROCESSABLE
    return redirect(url_for("pages.text", key=key, code=paper.code), 303)


@page("/sop/<key>/rancangan/naskah/<code>", May.READ_DRAFTS)
def text(visit: Visit, key: str, code: str) -> Any:
    """The text of a paper, and the paper that it becomes."""
    return render_template("text.html", **text_views.text(visit, key, code, Refusal()))


@page("/sop/<key>/rancangan/naskah/<code>", May.EDIT, "POST", writes=False)
def save_text(visit: Visit, key: str, code: str) -> Any:
    """Keep the text of a paper."""
    plan = partial(paper_edits.written, code=code, text=text_views.typed())
    if refusal := change(visit, key, plan, "text"):
        found = text_views.text(visit, key, code, refusal)
        return render_template("text.html", **found), UNPROCESSABLE
    chosen = text_views.chosen()
    return redirect(url_for("pages.text", key=key, code=code, isi=chosen), 303)


@page("/sop/<key>/rancangan/naskah/<code>/pratinjau", May.EDIT, "POST", writes=False)
def preview_text(visit: Visit, key: str, code: str) -> Any:
    """What a text that is being written becomes, and what is wrong with it; nothing is kept."""
    return render_template("text_preview.html", **text_views.written(visit, key, code))


@page("/sop/<key>/rancangan/naskah/<code>/lepas", May.EDIT, "POST", writes=False)
def drop_text(visit: Visit, key: str, code: str) -> Any:
    """Take a paper's text away: from now on it comes as a file."""
    return _leave(visit, key, code, partial(paper_edits.uploaded, code=code))


@page("/sop/<key>/rancangan/naskah/<code>/hapus", May.EDIT, "POST", writes=False)
def remove_text(visit: Visit, key: str, code: str) -> Any:
    """Remove a paper, and its text."""
    return _leave(visit, key, code, partial(paper_edits.removed, code=code))


@page("/sop/<key>/rancangan/naskah/<code>/naskah.pdf", May.READ_DRAFTS)
def text_pdf(visit: Visit, key: str, code: str) -> Any:
    """The paper that a text becomes, as PDF."""
    data = printing.pdf(text_views.sheet(visit, key, code))
    return handing_out.shown(data, media.PDF.type, f"{key}-{code}.pdf")


@page("/sop/<key>/rancangan/naskah/<code>/<int:number>.png", May.READ_DRAFTS)
def text_picture(visit: Visit, key: str, code: str, number: int) -> Any:
    """A page of that PDF, as a picture."""
    pages = printing.pictures(text_views.sheet(visit, key, code))
    if not 0 < number <= len(pages):
        raise NotFound(what="page", name=number)
    return Response(pages[number - 1], mimetype="image/png")


def _leave(visit: Visit, key: str, code: str, plan: draft_saving.Plan) -> Any:
    if refusal := change(visit, key, plan, "text"):
        found = text_views.text(visit, key, code, refusal)
        return render_template("text.html", **found), UNPROCESSABLE
    return redirect(url_for("pages.texts", key=key), 303)
