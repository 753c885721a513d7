"""The studio: an SOP's draft as a diagram in the browser. What its scripts ask is answered here."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from flask import abort, jsonify, make_response, render_template, request, url_for

from engine import bundles, catalogue, draft_saving, drafts
from engine.diagram import editing, losses, xml
from engine.diagram.verdicts import Verdict, causes_first
from engine.errors import StaleForm
from engine.permissions import May
from webui import faults, forms, refusal_words, words
from webui.headers import STUDIO_POLICY
from webui.language import spoken
from webui.views import handing_out, judged, lines
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
        zone=visit.zone.key,
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
    return handing_out.saved(draft.diagram, "application/xml", f"{key}.bpmn")


@page("/sop/<key>/rancangan/berkas", May.EDIT)
def draft_file(visit: Visit, key: str) -> Any:
    """The draft's diagram as text, and its edition, as the editor opens it."""
    draft = drafts.opened(visit.session, visit.actor, key)
    return jsonify(xml=xml.as_text(draft.diagram), edition=draft.row.edition)


@page("/sop/<key>/rancangan/hilang", May.EDIT, "POST", writes=False)
def lost_in_editor(visit: Visit, key: str) -> Any:
    """What the draft's file says and the editor, which sends it as it would write it, does not."""
    draft = drafts.opened(visit.session, visit.actor, key)
    visit.actor.need(May.EDIT, draft.row.process_id)
    draft_saving.readable(sent := _bytes(_posted("xml", str)))
    found = {(one.owner, one.tag): one for one in reversed(losses.lost(draft.diagram, sent))}
    said = [{"element": one.owner, "said": _in_short(one)} for one in reversed(found.values())]
    return jsonify(lost=said)


def judge_sent(visit: Visit, key: str) -> list[Verdict]:
    """Check the diagram that is sent; saving asks for it before its draft is locked."""
    return draft_saving.judge(visit.session, visit.actor, key, _bytes(_posted("xml", str)))


@page("/sop/<key>/rancangan/simpan", May.EDIT, "POST", first=judge_sent)
def save_draft(visit: Visit, key: str) -> Any:
    """Keep the diagram; answers with the new edition and what the check says of each element."""
    diagram, edition = _bytes(_posted("xml", str)), _posted("edition", int)
    try:
        edition = draft_saving.save(visit.session, visit.actor, key, diagram, edition, visit.now)
    except StaleForm as error:
        return _stale(visit, key, error)
    draft = drafts.opened(visit.session, visit.actor, key)
    saved = words.clock(visit.now, visit.zone)
    return jsonify(edition=edition, saved=saved, verdicts=_told(draft, draft.verdicts()))


@page("/sop/<key>/rancangan/periksa", May.EDIT, "POST", writes=False)
def judge_drawing(visit: Visit, key: str) -> Any:
    """What the check says of each element of a diagram that is being drawn; nothing is kept."""
    draft = drafts.opened(visit.session, visit.actor, key)
    drawn = replace(draft, files={**draft.files, bundles.DIAGRAM: _bytes(_posted("xml", str))})
    return jsonify(verdicts=_told(drawn, judge_sent(visit, key)))


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


def _bytes(text: str) -> bytes:
    # Halves of surrogate pairs make no XML: reading says so.
    return text.encode("utf-8", "surrogatepass")


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


def _in_short(said: losses.Said) -> str:
    value = f" “{said.value[:60]}”" if said.value else ""
    return f"{said.tag} {said.name}".rstrip() + value


def _told(draft: drafts.Open, verdicts: list[Verdict]) -> list[dict[str, str]]:
    named = judged.naming(draft)
    return [refusal_words.verdict(verdict, named) for verdict in causes_first(verdicts)]
