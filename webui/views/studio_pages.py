"""The studio: an SOP's draft as a diagram in the browser. What its scripts ask is answered here."""

from __future__ import annotations

import json
from typing import Any

from flask import abort, jsonify, make_response, render_template, request, url_for

from engine import catalogue, draft_saving, drafts
from engine.diagram import editing
from engine.diagram.verdicts import Verdict
from engine.errors import StaleForm
from engine.permissions import May
from webui import faults, forms, words
from webui.headers import STUDIO_POLICY
from webui.language import spoken
from webui.views import handing_out, lines
from webui.visits import Visit, page


@page("/sop/<key>/rancangan/diagram", May.EDIT)
def studio(visit: Visit, key: str) -> Any:
    """The editor of a draft's diagram."""
    draft = drafts.opened(visit.session, visit.actor, key)
    if editing.is_bare(draft.process):
        return render_template("undrawn.html", draft=draft, title=lines.named(draft.process))
    html = render_template(
        "studio.html",
        draft=draft,
        title=lines.named(draft.process),
        origin=lines.origin(visit.session, draft),
        facts=json.dumps(_facts(visit, key)),
    )
    answer = make_response(html)
    answer.headers["Content-Security-Policy"] = STUDIO_POLICY
    return answer


def _facts(visit: Visit, key: str) -> dict[str, Any]:
    """What the panel offers that does not stand in the diagram."""
    posts = catalogue.posts(visit.session)
    return {
        "posts": [{"key": p.key, "name": lines.named(p), "kind": p.kind} for p in posts],
        "identity": url_for("pages.identity", key=key),
    }


@page("/sop/<key>/rancangan/process.bpmn", May.READ_DRAFTS)
def draft_diagram(visit: Visit, key: str) -> Any:
    """The file of a draft's diagram, as it was saved last."""
    draft = drafts.opened(visit.session, visit.actor, key)
    answer = handing_out.saved(draft.diagram, "application/xml", f"{key}.bpmn")
    answer.headers["X-Alur-Edition"] = str(draft.row.edition)
    return answer


def judge_sent(visit: Visit, key: str) -> list[Verdict]:
    """Check the diagram that is sent; saving asks for it before its draft is locked."""
    return draft_saving.judge(visit.session, visit.actor, key, _bytes(_posted("xml", str)))


@page("/sop/<key>/rancangan/simpan", May.EDIT, "POST", first=judge_sent)
def save_draft(visit: Visit, key: str) -> Any:
    """Keep the diagram; answers with the new edition and what the check says of each element."""
    xml, edition = _posted("xml", str), _posted("edition", int)
    try:
        edition = draft_saving.save(
            visit.session, visit.actor, key, _bytes(xml), edition, visit.now
        )
    except StaleForm as error:
        return _stale(visit, key, error)
    draft = drafts.opened(visit.session, visit.actor, key)
    saved = words.clock(visit.now, visit.zone)
    return jsonify(edition=edition, saved=saved, verdicts=_told(draft.verdicts()))


@page("/sop/<key>/rancangan/periksa", May.EDIT, "POST", writes=False)
def judge_drawing(visit: Visit, key: str) -> Any:
    """What the check says of each element of a diagram that is being drawn; nothing is kept."""
    return jsonify(verdicts=_told(judge_sent(visit, key)))


@page("/sop/<key>/rancangan/pratinjau", May.EDIT, "POST", writes=False)
def preview(visit: Visit, key: str) -> Any:
    """The form of one step of a diagram that is being edited, as staff would see it."""
    draft = drafts.opened(visit.session, visit.actor, key)
    visit.actor.need(May.EDIT, draft.row.process_id)
    process = draft_saving.readable(_bytes(_posted("xml", str)))
    node = process.node.get(_posted("element", str))
    fields = node.step.fields if node and node.step else ()
    return render_template("preview.html", fields=forms.views(fields, {}, {}, spoken()))


@page("/sop/<key>/rancangan/nomor", May.EDIT, "POST", writes=False)
def row_numbers(visit: Visit, key: str) -> Any:
    """The number of each row of a diagram that is being edited, counted anew as the table does."""
    draft = drafts.opened(visit.session, visit.actor, key)
    visit.actor.need(May.EDIT, draft.row.process_id)
    return jsonify(rows=editing.in_order(draft_saving.readable(_bytes(_posted("xml", str)))))


def _bytes(xml: str) -> bytes:
    # Halves of surrogate pairs make no XML: reading says so.
    return xml.encode("utf-8", "surrogatepass")


def _posted(name: str, kind: type) -> Any:
    try:
        body = request.get_json()
    except RecursionError:
        abort(400)
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, kind):
        abort(400)
    return value


def _stale(visit: Visit, key: str, error: StaleForm) -> Any:
    edition = drafts.opened(visit.session, visit.actor, key).row.edition
    theirs = url_for("pages.studio", key=key)
    return jsonify(said=faults.message(error), edition=edition, theirs=theirs), 409


def _told(verdicts: list[Verdict]) -> list[dict[str, str]]:
    return [words.verdict(verdict) for verdict in verdicts]
