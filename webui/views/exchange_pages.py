"""SOPs that come and go: as a zip with all that belongs to them, or as a single diagram."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for

from engine import bundles, catalogue, drafting, drafts
from engine.errors import NoBundle
from engine.permissions import May
from webui import visits
from webui.views import attempts, handing_out
from webui.visits import Visit, page


@page("/sop/<key>/<int:number>/paket.zip", May.READ_SOPS)
def version_bundle(visit: Visit, key: str, number: int) -> Any:
    """A version as it was published."""
    version = catalogue.version(visit.session, key, number, visit.today)
    return _zip(f"{key}-{number}", bundles.load(visit.session, version.bundle))


@page("/sop/<key>/rancangan/paket.zip", May.READ_DRAFTS)
def draft_bundle(visit: Visit, key: str) -> Any:
    """A draft as it was saved last."""
    draft = drafts.opened(visit.session, visit.actor, key)
    return _zip(f"{key}-rancangan-{draft.row.edition}", draft.files)


@page("/rancangan/bawa", May.EDIT)
def bringing(visit: Visit) -> Any:
    """The form that takes an SOP from elsewhere."""
    return render_template("bring.html", refusal=attempts.Refusal())


@page("/rancangan/bawa", May.EDIT, "POST", writes=False)
def bring(visit: Visit) -> Any:
    """Make a draft of a zip or of a diagram of any tool."""
    brought: list[str] = []

    def act() -> None:
        name, files = _sent()
        drawn = drafting.drawn_anew(files[bundles.DIAGRAM])
        about = (visit.actor, files, visit.now, drawn, name)
        with visits.database().writing() as session:
            brought.append(drafting.bring(session, *about))

    if refusal := attempts.attempt(visit, "bring", act):
        return render_template("bring.html", refusal=refusal), attempts.UNPROCESSABLE
    return redirect(url_for("pages.revision", key=brought[0]), 303)


def _sent() -> tuple[str, bundles.Files]:
    """What was sent: its name and files; raises NoBundle and what reading them raises."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise NoBundle(path="–")
    return sent.filename, bundles.read_file(sent.filename, sent.read())


def _zip(name: str, files: bundles.Files) -> Response:
    return handing_out.saved(bundles.zipped(files), "application/zip", f"{name}.zip")
