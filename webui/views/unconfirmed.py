"""The steps of a diagram that its owner has still to confirm, and why."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_percent

from engine.diagram import graph
from engine.diagram.process import Node, Process
from engine.diagram.step import Remark
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
        "remarks": [_remark(remark) for remark in step.remarks if remark.kind in DOUBTED],
    }


def _remark(remark: Remark) -> dict[str, str]:
    return {
        "original": remark.original,
        "reading": remark.reading.removeprefix("= "),
        "confidence": _percent(remark.confidence),
    }


def _percent(confidence: str) -> str:
    """A confidence below 1 in per cent, "" where nobody doubts; one that is no number as it is."""
    try:
        share = float(confidence)
    except ValueError:
        return confidence
    return str(format_percent(share, locale=spoken())) if share < 1 else ""
