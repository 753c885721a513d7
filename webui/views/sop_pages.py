"""SOPs: the list, and one of them with its diagram, rows and versions."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request

from engine import bundles, catalogue
from engine.permissions import May
from webui.views import answered, handing_out, keyset, sop_views
from webui.visits import Visit, page


@page("/sop", May.READ_SOPS)
def sops(visit: Visit) -> Any:
    """The SOPs in force, those that will be, and those that were begun."""
    return render_template("sops.html", answers=answered.told(visit), **sop_views.listed(visit))


@page("/sop/<key>", May.READ_SOPS)
def sop(visit: Visit, key: str) -> Any:
    """An SOP: identity, rows in words, diagram, versions; before it has one, what else there is."""
    number = keyset.whole(request.args.get("versi"))
    version = sop_views.version(visit, key, number)
    if version is None:
        return redirect(sop_views.beginning(visit, key), 303)
    return render_template("sop.html", **sop_views.sop(visit, key, version))


@page("/sop/<key>/<int:number>/process.bpmn", May.READ_SOPS)
def diagram(visit: Visit, key: str, number: int) -> Any:
    """The diagram's file, as it was published."""
    version = catalogue.version(visit.session, key, number, visit.today)
    data = bundles.load(visit.session, version.bundle)[bundles.DIAGRAM]
    return handing_out.saved(data, "application/xml", f"{key}-{number}.bpmn")
