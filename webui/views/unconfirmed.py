"""The steps of a diagram that its owner has still to confirm, and why."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_percent

from engine.diagram import graph
from engine.diagram.process import Node, Process
from webui.language import spoken
from webui.views import lines

# Typing faults were corrected without a doubt; guessed words and gaps are to be confirmed.
DOUBTED = ("E2", "E3")


def steps(process: Process) -> list[dict[str, Any]]:
    """The steps that bear the mark, in walking order: id, row, name, reason, confidence."""
    if not any(node.step and node.step.unconfirmed for node in process.nodes):
        return []
    order, rows = graph.walking_order(process), graph.rows(process)
    nodes = [process.node[name] for name in order]
    return [_told(node, rows[node.id]) for node in nodes if node.step and node.step.unconfirmed]


def _told(node: Node, row: str) -> dict[str, Any]:
    step = node.step
    assert step is not None
    return {
        "id": node.id,
        "row": row,
        "name": lines.named(node),
        "reasoning": step.reasoning,
        "confidence": _percent(step.confidence),
        "remarks": [
            {"original": r.original, "reading": r.reading, "confidence": _percent(r.confidence)}
            for r in step.remarks
            if r.kind in DOUBTED
        ],
    }


def _percent(confidence: str) -> str:
    """A confidence from 0 to 1 in per cent; one that is no number as it is written."""
    try:
        return str(format_percent(float(confidence), locale=spoken()))
    except ValueError:
        return confidence
