"""What came of requests for approval, in words, for the pages on which owners begin."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for

from engine import outcomes
from webui.language import gettext
from webui.views import sop_views
from webui.visits import Visit


def told(visit: Visit) -> list[dict[str, Any]]:
    """The answers of which the person is to be told."""
    found = outcomes.told(visit.session, visit.actor, visit.now)
    return [_returned(visit, one) if one.is_return else _approved(visit, one) for one in found]


def _returned(visit: Visit, one: outcomes.Outcome) -> dict[str, Any]:
    return {
        "kind": "back",
        "title": gettext("A draft was returned by %(name)s", name=one.by),
        "sop": sop_views.place(visit, one.key).title,
        "url": url_for("pages.revision", key=one.key),
        "quote": one.body["comment"],
    }


def _approved(visit: Visit, one: outcomes.Outcome) -> dict[str, Any]:
    number = one.body["version"]
    return {
        "kind": "done",
        "title": gettext("A draft was approved by %(name)s", name=one.by),
        "sop": sop_views.place(visit, one.key).title,
        "url": url_for("pages.sop", key=one.key, versi=number),
        "number": number,
        "day": date.fromisoformat(one.body["effective_from"]),
    }
