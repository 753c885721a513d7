"""The JSON that the command line answers and that scripts may rely on; ids are texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from engine import history, item_rows, items
from engine.diagram.verdicts import Verdict
from engine.fields.answers import example
from engine.instances import Outcome
from engine.models.columns import NO_DUE


def outcome(session: Session, done: Outcome) -> dict[str, Any]:
    """What starting or completing did: instance, status, and the rows that are open now."""
    return {
        "instance": str(done.instance_id),
        "status": done.status,
        "next": [row(found) for found in item_rows.of_instance(session, done.instance_id)],
    }


def row(found: item_rows.Row) -> dict[str, Any]:
    """A line of the inbox."""
    item = found.item
    return {
        "id": str(item.id),
        "instance": str(item.instance_id),
        "title": found.title,
        "node": item.node_id,
        "row": item.row_no,
        "name": item.name,
        "post": found.post,
        "round": item.round,
        "due": None if item.due_at >= NO_DUE else item.due_at.isoformat(),
    }


def item(view: items.ItemView) -> dict[str, Any]:
    """An item with its fields and decisions."""
    fields = [
        {
            "key": field.key,
            "label": field.label,
            "type": field.type.value,
            "required": field.required,
            "example": example(field),
        }
        for field in view.step.fields
        if field.takes_answer
    ]
    decisions = [{"name": d.flow.name, "returns": d.returns} for d in view.decisions]
    return row(view.row) | {"fields": fields, "decisions": decisions}


def entry(found: history.Entry) -> dict[str, Any]:
    """A line of an instance's history."""
    about = ("node", "capacity")
    return {
        "seq": found.seq,
        "at": found.at.isoformat(),
        "kind": found.kind,
        "actor": found.actor,
        "capacity": found.body.get("capacity"),
        "node": found.body.get("node"),
        "detail": {name: value for name, value in found.body.items() if name not in about},
    }


def verdicts(found: Iterable[Verdict]) -> list[dict[str, str]]:
    """What the check says of each element."""
    return [
        {
            "element": verdict.element,
            "code": verdict.code,
            "verdict": verdict.ruling.value,
            "message": verdict.message,
            "remedy": verdict.remedy,
        }
        for verdict in found
    ]
