"""What the templates of an SOP's table are given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine import catalogue, drafts
from engine.diagram import editing, graph
from engine.diagram.editing import Row
from engine.diagram.process import Kind, Node, Process
from engine.errors import InvalidValues, StaleForm
from engine.fields.kinds import Field
from webui import forms, pictures
from webui.language import gettext, spoken
from webui.views import identity_form, lines, sop_views, table_edits, table_forms, unconfirmed
from webui.views.attempts import Refusal
from webui.views.judged import judged
from webui.visits import Visit


def table(visit: Visit, key: str, refusal: Refusal) -> dict[str, Any]:
    """The identity, the rows in their order, empty lanes, and what the check says."""
    draft = drafts.opened(visit.session, visit.actor, key)
    process = draft.process
    steps = _steps(process)
    return _draft(draft, process) | {
        "refusal": refusal,
        "blocks": sop_views.blocks(),
        "identity": process.identity,
        "rows": [_line(process, node) for node in steps],
        "start": next((node.id for node in process.nodes if node.kind is Kind.START), None),
        "misnumbered": editing.in_order(process) != graph.rows(process),
        "empty": [lane for lane in process.lanes if _is_empty(process, lane.id)],
        "judged": judged(draft, draft.verdicts(), draft.row.asked_by is None),
        "unconfirmed": unconfirmed.steps(process),
        "own_words": lines.own_words,
    }


def _draft(draft: drafts.Open, process: Process) -> dict[str, Any]:
    return {"draft": draft, "title": lines.named(process), "named": lines.named}


def _steps(process: Process) -> list[Node]:
    found = (process.node[node] for node in graph.walking_order(process))
    return [node for node in found if node.step is not None]


def _is_empty(process: Process, lane: str) -> bool:
    return not any(node.lane == lane for node in process.nodes)


def _line(process: Process, node: Node) -> dict[str, Any]:
    """A row of the table."""
    row = editing.row_of(node)
    lane = process.lane.get(node.lane)
    return {
        "id": node.id,
        "number": graph.rows(process)[node.id],
        "symbol": pictures.symbol(process, node.id),
        "name": lines.named(node),
        "row": row,
        "limit": table_forms.row_values(row, "")["limit"],
        "post": lines.named(lane) if lane else "",
        "unconfirmed": bool(node.step and node.step.unconfirmed),
        "ways": _ways(process, node.id),
    }


def _ways(process: Process, node: str) -> list[dict[str, str]]:
    """The ways back among which a row decides: id, name, and to which row."""
    rows = graph.rows(process)
    return [
        {"id": flow.id, "name": lines.named(flow), "to": _target(process, rows, flow.target)}
        for flow in editing.returns(process, node)
    ]


def _target(process: Process, rows: dict[str, str], node: str) -> str:
    return rows.get(node) or lines.named(process.node[node])


# --- forms ------------------------------------------------------------------------------------


def identity(visit: Visit, key: str, refusal: Refusal) -> dict[str, Any]:
    """The form of the identity."""
    draft = drafts.opened(visit.session, visit.actor, key)
    fields, values = identity_form.fields(draft.process), identity_form.values(draft.process)
    return _draft(draft, draft.process) | _form(fields, values, refusal)


def row(visit: Visit, key: str, node: str, refusal: Refusal) -> dict[str, Any]:
    """The form of a row, and the ways back that it has and could have."""
    draft = drafts.opened(visit.session, visit.actor, key)
    process = draft.process
    found = table_edits.step(process, node)
    fields = table_forms.row_fields(process, catalogue.posts(visit.session))
    values = table_forms.row_values(editing.row_of(found), found.lane)
    return (
        _draft(draft, process)
        | _form(fields, values, refusal)
        | {
            "node": found,
            "number": graph.rows(process)[node],
            "ways": _ways(process, node),
            "earlier": [_choice(process, step) for step in editing.earlier(process, node)],
            "words": table_edits.words(),
            "back": refusal if refusal.form == "back" else Refusal(),
        }
    )


def _choice(process: Process, node: str) -> dict[str, str]:
    number = graph.rows(process)[node]
    return {"value": node, "label": f"{number}. {lines.named(process.node[node])}"}


def new_row(visit: Visit, key: str, after: str, refusal: Refusal) -> dict[str, Any]:
    """The form of a row that is to follow another one, with that one's post."""
    draft = drafts.opened(visit.session, visit.actor, key)
    process = draft.process
    before = table_edits.known(process, after)
    fields = table_forms.row_fields(process, catalogue.posts(visit.session))
    values = table_forms.row_values(Row(name=""), before.lane) | {"limit": ""}
    asked = tuple(field for field in fields if field.key != "number")
    return (
        _draft(draft, process)
        | _form(asked, values, refusal)
        | {
            "node": None,
            "after": before,
            "number": graph.rows(process).get(after, ""),
        }
    )


def _form(fields: Sequence[Field], values: dict[str, str], refusal: Refusal) -> dict[str, Any]:
    """A form as it was typed, with the newest state beside it when somebody was faster."""
    error = refusal.error if refusal.form == "row" else None
    problems = error.errors if isinstance(error, InvalidValues) else {}
    typed = dict(refusal.typed) if refusal.form == "row" else values
    return {
        "fields": forms.views(fields, typed, problems, spoken()),
        "errors": forms.summary(fields, problems, spoken()),
        "said": "" if problems else refusal.reason("row"),
        "newest": _newest(fields, values, typed) if isinstance(error, StaleForm) else [],
    }


def _newest(
    fields: Sequence[Field], values: dict[str, str], typed: dict[str, str]
) -> list[tuple[str, str]]:
    """What now stands where something else was typed, by label."""
    return [
        (forms.label(field, spoken()), _said(field, values[field.key]) or gettext("empty"))
        for field in fields
        if _folded(values[field.key]) != _folded(typed.get(field.key, ""))
    ]


def _said(field: Field, value: str) -> str:
    return next((option.label for option in field.options if option.value == value), value)


def _folded(text: str) -> str:
    return " ".join(text.split())
