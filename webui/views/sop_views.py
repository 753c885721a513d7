"""What the templates of SOPs are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from engine import catalogue, drafts, offices, signatories, succession, versions as published
from engine.diagram import graph
from engine.diagram.process import Process
from engine.errors import NotFound
from engine.models import Version
from engine.permissions import May
from engine.succession import Standing, State
from engine.versions import Definition
from webui import pictures, printing
from webui.language import gettext, spoken
from webui.views import lines
from webui.visits import Visit


def listed(visit: Visit) -> dict[str, Any]:
    """The page of the SOPs in force or to come, and of the drafts that wait or were begun."""
    begun = drafts.begun(visit.session, visit.actor)
    return {
        "sops": lines.sops(visit.session, catalogue.in_force(visit.session, visit.today)),
        "waiting": lines.drafts(drafts.waiting(visit.session, visit.actor)),
        "ahead": succession.coming(visit.session, visit.today),
        "coming": lines.sops(visit.session, catalogue.coming(visit.session, visit.today)),
        "begun": [(sop.key, place(visit, sop.key).title) for sop in begun if sop.has_draft],
        "drafts": drafts.readable(visit.session, visit.actor),
        "given_up": [sop.key for sop in begun if not sop.has_draft],
        "may_edit": visit.actor.may(May.EDIT),
    }


@dataclass(frozen=True)
class Place:
    """What an SOP is called, and where it is read; "" where a person can read none of it."""

    title: str
    url: str


def place(visit: Visit, key: str) -> Place:
    """Where an SOP is read: on the page of its version, and before it has one on its draft's."""
    if found := catalogue.foremost(visit.session, key, visit.today):
        return Place(lines.sop_name(visit.session, found.id), url_for("pages.sop", key=key))
    if draft := drafts.find(visit.session, visit.actor, key):
        return Place(lines.named(draft.process) or key, url_for("pages.revision", key=key))
    return Place(key, "")


def version(visit: Visit, key: str, number: int | None) -> Version | None:
    """A version of an SOP by its number, by default the one in force or else the first to come."""
    if number is None:
        return catalogue.foremost(visit.session, key, visit.today)
    return catalogue.version(visit.session, key, number, visit.today)


def beginning(visit: Visit, key: str) -> str:
    """The address at which an SOP without a version is read: of its draft, or its history.

    Raises NotFound, also for those who may not know of it.
    """
    sop = catalogue.sop(visit.session, key)
    if not visit.actor.may(May.READ_SOP_HISTORY, sop.id):
        raise NotFound(what="SOP", name=key)
    return place(visit, key).url or url_for("pages.sop_history", key=key)


def sop(visit: Visit, key: str, version: Version) -> dict[str, Any]:
    """The page of one version: identity, rows, diagram, and the other versions."""
    definition = published.definition(visit.session, version.id)
    line = succession.line(visit.session, version.process_id)
    standing = line.standing(version, visit.today)
    return {
        "key": key,
        "version": version,
        "standing": standing,
        "tag": _tag(standing),
        "tags": {v.number: _tag(line.standing(v, visit.today)) for v in line.versions},
        "ahead": [one for one in line.coming(visit.today) if one.id != version.id],
        "rows": [_row(definition, node) for node in definition.steps()],
        "versions": catalogue.all_versions(visit.session, version.process_id),
        "unconfirmed": sum(bool(n.step and n.step.unconfirmed) for n in definition.steps()),
        "draft": drafts.find(visit.session, visit.actor, key),
        "may_start": standing.state is State.IN_FORCE
        and catalogue.may_start(visit.actor, version.process_id, definition),
        "may_read_history": visit.actor.may(May.READ_SOP_HISTORY, version.process_id),
        "may_edit": visit.actor.may(May.EDIT, version.process_id),
        "may_move": visit.actor.may(May.MOVE, version.process_id),
        **_identity(visit, version, definition.process),
        **_drawn(definition.process),
    }


def _identity(visit: Visit, version: Version, process: Process) -> dict[str, Any]:
    changes = signatories.changes(visit.session, version.process_id, version.number)
    identity, day = process.identity, changes[-1].published_on
    return {
        "title": lines.named(process),
        "own_words": lines.own_words,
        "identity": identity,
        "headed": printing.head(identity, offices.office(visit.session)),
        "signed": printing.signatory(visit.session, version, identity, day),
        "dates": printing.dates(process, changes),
        "blocks": blocks(),
    }


def _drawn(process: Process) -> dict[str, Any]:
    language, order = spoken(), graph.walking_order(process)
    return {
        "map": pictures.lane_map(process, pictures.Marks(), language),
        "strip": pictures.strip(process, order, pictures.Marks(), language),
    }


def _tag(standing: Standing) -> tuple[str, str]:
    """Whether a version is in force, was, will be, or never comes: the kind of tag, its word."""
    return {
        State.IN_FORCE: ("done", gettext("In force")),
        State.SUPERSEDED: ("", gettext("Superseded")),
        State.TO_COME: ("soon", gettext("Not in force yet")),
        State.PASSED_OVER: (
            "",
            gettext("Passed over by version %(number)d", number=standing.by or 0),
        ),
    }[standing.state]


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


def _row(definition: Definition, node: Any) -> dict[str, Any]:
    step = node.step
    return {
        "id": node.id,
        "row": definition.rows[node.id],
        "name": lines.named(node),
        "wording": step.wording or node.name,
        "post": lines.named(definition.process.lane[node.lane]),
        "standard": step.standard,
        "shares": node.id in graph.sharing(definition.process),
        "unconfirmed": step.unconfirmed,
        "reasoning": step.reasoning,
        "remarks": step.remarks,
        "ways": ways(definition, node.id),
    }


def ways(definition: Definition, node: str) -> list[dict[str, Any]]:
    """The flows on which a step goes on: names, whether back, and to which rows."""
    process = definition.process
    flows = graph.decisions(process, node) or process.outgoing[node]
    return [
        {
            "name": lines.named(flow),
            "back": graph.is_return(process, flow),
            "to": ", ".join(_place(definition, n) for n in graph.next_steps(process, flow)),
        }
        for flow in flows
    ]


def _place(definition: Definition, node: str) -> str:
    """The row of a step; of an end its name."""
    return definition.rows.get(node, lines.named(definition.process.node[node]))
