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

# What is said of a draft instead, by where it was brought from; of older records none is known.
BROUGHT: Mapping[str, str] = {
    "file": N_("%(who)s brought a draft from a file."),
    "rows": N_("%(who)s began a draft of a new SOP from its rows."),
}

FROM_VERSION = N_("%(who)s began a draft from version %(version)s.")
ALONE = N_("%(who)s put version %(version)s in force alone.")
ALONE_OVER = N_("%(who)s put version %(version)s in force alone, made from version %(over)s.")


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
    _, kind, icon = SAID[entry.kind]
    body = entry.body
    text = gettext(
        _sentence(entry),
        who=entry.actor or gettext("The system"),
        edition=body.get("edition", 1),
        day=words.written_date(body.get("effective_from", ""), spoken()),
        version=body.get("version", ""),
        over=body.get("over", ""),
    )
    quote = body.get("note") or body.get("comment")
    digest = body.get("digest")
    note = gettext("Fingerprint of the files: %(digest)s", digest=digest) if digest else None
    return {"at": entry.at, "text": text, "kind": kind, "icon": icon, "quote": quote, "note": note}


def _sentence(entry: history.Entry) -> str:
    """What is said of a fact, by what its record tells of it."""
    usual, body = SAID[entry.kind][0], entry.body
    if entry.kind == Fact.DRAFT_BEGUN:
        return FROM_VERSION if "version" in body else BROUGHT.get(body.get("origin", ""), usual)
    # The meaning of an approval is recorded where a second person gave one.
    if entry.kind == Fact.VERSION_PUBLISHED and "meaning" not in body:
        return ALONE_OVER if "over" in body else ALONE
    return usual
