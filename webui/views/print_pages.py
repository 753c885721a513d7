"""The printed SOP, as a page to print."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from engine import catalogue
from engine.models import Version
from engine.permissions import May
from webui import printing
from webui.printing import outlines
from webui.views import keyset
from webui.visits import Visit, page

LABELS = (("f4", "F4"), ("a4", "A4"))


@page("/sop/<key>/cetak", May.READ_SOPS)
def printed_sop(visit: Visit, key: str) -> Any:
    """A version of an SOP in its printed form."""
    version = _version(visit, key)
    edition = printing.of_version(visit.session, key, version, visit.today)
    return render_template(
        "printed_sop.html",
        key=key,
        version=version,
        document=printing.document(edition, _paper()),
        papers=LABELS,
        **outlines.PENS,
    )


def _version(visit: Visit, key: str) -> Version:
    number = keyset.whole(request.args.get("versi"))
    return catalogue.version(visit.session, key, number, visit.today)


def _paper() -> printing.Paper:
    return printing.PAPERS.get(request.args.get("kertas", ""), printing.F4)
