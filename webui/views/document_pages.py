"""The papers of instances: read on a page, printed, and verified by whoever holds one in hand."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request

from engine import documents, media
from engine.permissions import May
from webui.papers import sheets
from webui.views import document_views, handing_out, item_forms, verifying_views
from webui.visits import Visit, page


@page("/dokumen/<int:number>", May.READ_INSTANCES)
def document(visit: Visit, number: int) -> str:
    """A version of a paper, with its approvals and the other versions."""
    found = documents.version(visit.session, visit.actor, number)
    return render_template("document.html", **document_views.document(visit, found))


@page("/dokumen/<int:number>/berkas", May.READ_INSTANCES)
def document_file(visit: Visit, number: int) -> Response:
    """The file of a version: as it was signed or uploaded, else printed from its text."""
    found = documents.version(visit.session, visit.actor, number)
    out = handing_out.saved if found.made_from == "upload" else handing_out.shown
    data = sheets.pdf(visit.session, found)
    return out(data, found.media_type, document_views.file_name(visit, found))


@page("/tugas/<int:item_id>/naskah/<code>", May.WORK)
def paper_to_be(visit: Visit, item_id: int, code: str) -> Response:
    """A paper of a step as completing it with what was typed so far would make it, as PDF."""
    made = item_forms.paper_to_be(visit, item_id, code, request.args)
    return Response(made, mimetype=media.PDF.type)


@page("/tugas/<int:item_id>/naskah/<code>/cetak", May.WORK)
def paper_so_far(visit: Visit, item_id: int, code: str) -> Response:
    """A paper of a step from what was typed so far, to be signed with a pen, as PDF."""
    made = item_forms.paper_so_far(visit, item_id, code)
    return Response(made, mimetype=media.PDF.type)


@page("/periksa", May.VERIFY_PAPERS)
def verifying(visit: Visit) -> str:
    """Where anybody can verify a paper by its code or its file."""
    return render_template("verify.html", **verifying_views.verifying())


@page("/periksa/<token>", May.VERIFY_PAPERS)
def verified(visit: Visit, token: str) -> Any:
    """What the paper of this code or digest is: what was approved, by whom and when."""
    shown = verifying_views.verified(visit, token)
    return render_template("verify.html", **shown), 200 if shown["found"] else 404


@page("/periksa", May.VERIFY_PAPERS, "POST", writes=False)
def verify(visit: Visit) -> Any:
    """Look for the paper of a code, a digest or a file; the file is compared, never kept."""
    sent = request.files.get("file")
    data = sent.read() if sent and sent.filename else b""
    token = request.form.get("token", "").strip()
    return render_template("verify.html", **verifying_views.compared(visit, token, data))
