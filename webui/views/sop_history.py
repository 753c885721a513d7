"""What happened to an SOP: its drafts, their approval, its versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, request

from engine import catalogue, history
from engine.permissions import May
from engine.records import Fact
from webui import words
from webui.language import gettext, spoken
from webui.views import keyset, sop_views
from webui.visits import Visit, page
from webui.words import N_

# What is said of each fact, and the look of its line.
SAID: Mapping[str, tuple[str, str, str]] = {
    Fact.DRAFT_BEGUN: (N_("%(who)s began a draft."), "", "pen"),
    Fact.DRAFT_SAVED: (N_("%(who)s saved edition %(edition)s of the draft."), "", "pen"),
    Fact.DRAFT_DRAWN: (
        N_("%(who)s had drawn what had no place in the drawing: edition %(edition)s."),
        "",
        "pen",
    ),
    Fact.DRAFT_DROPPED: (N_("%(who)s gave the draft up."), "late", "cross"),
    Fact.APPROVAL_ASKED: (N_("%(who)s asked for approval, in force from %(day)s."), "", "send"),
    Fact.APPROVAL_WITHDRAWN: (N_("%(who)s withdrew the request for approval."), "", "recall"),
    Fact.APPROVAL_REFUSED: (N_("%(who)s returned the draft."), "back", "return"),
    Fact.VERSION_PUBLISHED: (N_("%(who)s approved version %(version)s."), "done", "tick"),
}


@page("/sop/<key>/riwayat", May.READ_SOP_HISTORY)
def sop_history(visit: Visit, key: str) -> Any:
    """The record of an SOP in sentences, newest first."""
    sop = catalogue.sop(visit.session, key)
    visit.actor.need(May.READ_SOP_HISTORY, sop.id)
    before = keyset.whole(request.args.get("before"))
    found = history.entries(visit.session, sop.id, before, history.PAGE + 1)
    return render_template(
        "sop_history.html",
        key=key,
        place=sop_views.place(visit, key),
        log=[_told(entry) for entry in found[: history.PAGE]],
        older=found[history.PAGE - 1].seq if len(found) > history.PAGE else None,
    )


def _told(entry: history.Entry) -> dict[str, Any]:
    said, kind, icon = SAID[entry.kind]
    body = entry.body
    text = gettext(
        said,
        who=entry.actor or gettext("The system"),
        edition=body.get("edition", 1),
        day=words.written_date(body.get("effective_from", ""), spoken()),
        version=body.get("version", ""),
    )
    quote = body.get("note") or body.get("comment")
    digest = body.get("digest")
    note = gettext("Fingerprint of the files: %(digest)s", digest=digest) if digest else None
    return {"at": entry.at, "text": text, "kind": kind, "icon": icon, "quote": quote, "note": note}
