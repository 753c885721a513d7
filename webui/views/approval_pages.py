"""Approving a draft: read once more as a whole, then enacted by the password."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from engine import drafts, reviewing
from engine.permissions import May
from webui import visits
from webui.language import gettext
from webui.views import judged, keyset, proving, revision_views
from webui.visits import Visit, page


@page("/sop/<key>/rancangan/sahkan", May.APPROVE)
def approval(visit: Visit, key: str) -> Any:
    """All that is approved, on one page."""
    return _page(visit, key)


@page("/sop/<key>/rancangan/sahkan", May.APPROVE, "POST", writes=False, first=judged.ahead)
def approve_draft(visit: Visit, key: str) -> Any:
    """Approve the draft by the password: it becomes the next version."""
    evidence = proving.evidence(visit)
    if not evidence.is_right:
        return _page(visit, key, gettext(proving.WRONG), 422)
    asked = keyset.whole(request.form.get("request")) or 0
    with visits.database().writing() as session:
        done = reviewing.approve(session, visit.actor, key, asked, evidence, visit.now)
    flash(gettext("Version %(number)d is approved.", number=done.number), "done")
    return redirect(url_for("pages.sop", key=key, versi=done.number), 303)


def _page(visit: Visit, key: str, said: str = "", status: int = 200) -> Any:
    """The page to approve by; whoever cannot approve the draft, or not any more, reads it."""
    draft = drafts.opened(visit.session, visit.actor, key)
    if revision_views.stage(visit, draft) != "judge":
        return redirect(url_for("pages.revision", key=key), 303)
    return render_template("approval.html", **revision_views.approval(visit, key, said)), status
