"""The printed SOP: as a page to print, and as a PDF."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request

from engine import catalogue, drafts, media
from engine.errors import BadBundle
from engine.models import Version
from engine.permissions import May
from webui import printing
from webui.printing import outlines
from webui.printing.pdf import pdf
from webui.views import handing_out, keyset, lines
from webui.visits import Visit, page

LABELS = (("f4", "F4"), ("a4", "A4"))


@page("/sop/<key>/cetak", May.READ_SOPS)
def printed_sop(visit: Visit, key: str) -> Any:
    """A version of an SOP in its printed form."""
    version = _version(visit, key)
    edition = printing.of_version(visit.session, version, visit.today)
    return render_template(
        "printed_sop.html",
        key=key,
        version=version,
        called=edition.process.identity.number or lines.named(edition.process),
        printed=printing.printed(edition, _paper()),
        papers=LABELS,
        **outlines.PENS,
    )


@page("/sop/<key>/cetak.pdf", May.READ_SOPS)
def printed_pdf(visit: Visit, key: str) -> Any:
    """A version of an SOP in its printed form, as a PDF."""
    version = _version(visit, key)
    edition = printing.of_version(visit.session, version, visit.today)
    return _pdf(edition, f"{key}-{version.number}")


@page("/sop/<key>/rancangan/cetak.pdf", May.READ_DRAFTS)
def draft_pdf(visit: Visit, key: str) -> Any:
    """The draft of an SOP as it would be printed; refused while the check refuses it."""
    draft = drafts.opened(visit.session, visit.actor, key)
    if refused := draft.refused():
        raise BadBundle(refused)
    edition = printing.of_draft(visit.session, draft)
    return _pdf(edition, f"{key}-rancangan-{draft.row.edition}")


def _pdf(edition: printing.Edition, name: str) -> Response:
    paper = _paper()
    data = pdf(printing.printed(edition, paper), edition.at)
    return handing_out.shown(data, media.PDF.type, f"{name}-{paper.name}.pdf")


def _version(visit: Visit, key: str) -> Version:
    number = keyset.whole(request.args.get("versi"))
    return catalogue.version(visit.session, key, number, visit.today)


def _paper() -> printing.PaperSize:
    return printing.PAPERS.get(request.args.get("kertas", ""), printing.F4)
