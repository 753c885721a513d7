"""SOPs: the list, and one of them with its diagram, rows and versions."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from engine import bundles, catalogue, drafts, signatories, versions as published
from engine.diagram import graph
from engine.diagram.process import Process
from engine.models import Version
from engine.permissions import May
from webui import pictures, printing
from webui.language import gettext, spoken
from webui.views import handing_out, keyset, lines
from webui.views.instance_pages import ways
from webui.visits import Visit, page


@page("/sop", May.READ_SOPS)
def sops(visit: Visit) -> Any:
    """The SOPs in force."""
    found = catalogue.in_force(visit.session, visit.today)
    return render_template(
        "sops.html",
        sops=lines.sops(visit.session, found),
        waiting=lines.drafts(drafts.waiting(visit.session, visit.actor)),
        begun=drafts.begun(visit.session, visit.actor),
        may_edit=visit.actor.may(May.EDIT),
    )


@page("/sop/<key>", May.READ_SOPS)
def sop(visit: Visit, key: str) -> Any:
    """An SOP: identity, rows in words, diagram, versions."""
    number = keyset.whole(request.args.get("versi"))
    version = catalogue.version(visit.session, key, number, visit.today)
    definition = published.definition(visit.session, version.id)
    process, language = definition.process, spoken()
    return render_template(
        "sop.html",
        key=key,
        version=version,
        standing=_standing(visit, key, version),
        process=process,
        title=lines.named(process),
        own_words=lines.own_words,
        identity=process.identity,
        dates=_dates(visit, version, process),
        blocks=blocks(),
        rows=[_row(definition, node) for node in definition.steps()],
        map=pictures.lane_map(process, pictures.Marks(), language),
        strip=pictures.strip(process, graph.walking_order(process), pictures.Marks(), language),
        versions=catalogue.all_versions(visit.session, version.process_id),
        unconfirmed=sum(1 for node in definition.steps() if node.step and node.step.unconfirmed),
        may_start=catalogue.may_start(visit.actor, version.process_id, definition),
        may_read_history=visit.actor.may(May.READ_SOP_HISTORY, version.process_id),
        draft=drafts.find(visit.session, visit.actor, key),
        may_edit=visit.actor.may(May.EDIT, version.process_id),
        may_move=visit.actor.may(May.MOVE, version.process_id),
    )


def _dates(visit: Visit, version: Version, process: Process) -> printing.Dates:
    changes = signatories.changes(visit.session, version.process_id, version.number)
    return printing.dates(process, changes)


def _standing(visit: Visit, key: str, version: Version) -> tuple[str, str]:
    """Whether a version is in force, was, or will be: the kind of tag, and its word."""
    if version.effective_from > visit.today:
        return "soon", gettext("Not in force yet")
    if version.id == catalogue.version(visit.session, key, None, visit.today).id:
        return "done", gettext("In force")
    return "", gettext("Superseded")


@page("/sop/<key>/<int:number>/process.bpmn", May.READ_SOPS)
def diagram(visit: Visit, key: str, number: int) -> Any:
    """The diagram's file, as it was published."""
    version = catalogue.version(visit.session, key, number, visit.today)
    data = bundles.load(visit.session, version.bundle)[bundles.DIAGRAM]
    return handing_out.saved(data, "application/xml", f"{key}-{number}.bpmn")


def blocks() -> list[tuple[str, str]]:
    """The blocks of the identity in their printed order, with their headings."""
    return [
        ("legalBasis", gettext("Legal basis")),
        ("qualification", gettext("Qualification of those who carry it out")),
        ("related", gettext("Related SOPs")),
        ("equipment", gettext("Equipment")),
        ("warning", gettext("Warning")),
        ("definition", gettext("Definition")),
        ("recording", gettext("Recording")),
    ]


def _row(definition: published.Definition, node: Any) -> dict[str, Any]:
    step = node.step
    return {
        "id": node.id,
        "row": definition.rows[node.id],
        "symbol": pictures.symbol(definition.process, node.id),
        "name": lines.named(node),
        "wording": step.wording or node.name,
        "post": lines.named(definition.process.lane[node.lane]),
        "standard": step.standard,
        "unconfirmed": step.unconfirmed,
        "reasoning": step.reasoning,
        "original": step.original_wording,
        "remarks": step.remarks,
        "ways": ways(definition, node.id),
    }
