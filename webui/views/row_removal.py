"""What the removal of a row takes away, said before it is done."""

from __future__ import annotations

from typing import Any

from engine import drafts, impact
from engine.diagram import differences, editing, graph, reading
from engine.diagram.changes import Change, Topic
from engine.diagram.process import Node
from engine.errors import Refused
from webui import faults, words
from webui.views import changes, lines, table_edits
from webui.visits import Visit

# What follows of itself once a row is gone, and helps nobody to decide.
_BESIDE = (Topic.SYMBOLS, Topic.DRAWING, Topic.CONTENT)


def asked(visit: Visit, key: str, node: str) -> dict[str, Any]:
    """The page that asks: what goes, who stands at the row, or why it cannot be removed."""
    draft = drafts.opened(visit.session, visit.actor, key)
    found = table_edits.step(draft.process, node)
    gone, said = _gone(draft, found)
    return {
        "draft": draft,
        "title": lines.named(draft.process),
        "node": found,
        "name": lines.named(found),
        "number": graph.rows(draft.process)[node],
        "changes": changes.told(gone),
        "papers": _papers(draft, found),
        "standing": _standing(visit, draft, node),
        "said": said,
    }


def _gone(draft: drafts.Open, node: Node) -> tuple[list[Change], str]:
    """What the diagram loses with a row, or why that is refused."""
    try:
        after = reading.read(editing.remove_row(draft.diagram, node.id))
    except Refused as error:
        return [], faults.message(error)
    found = differences.between(draft.process, after)
    return [change for change in found if change.topic not in _BESIDE], ""


def _papers(draft: drafts.Open, node: Node) -> list[str]:
    """The papers that no other step makes."""
    makers = [one for one in draft.process.user_tasks if one.id != node.id and one.step]
    others = {code for one in makers if one.step for code in one.step.standard.outputs}
    own = node.step.standard.outputs if node.step else ()
    return [lines.named(p) for p in draft.process.papers if p.code in own and p.code not in others]


def _standing(visit: Visit, draft: drafts.Open, node: str) -> list[str]:
    """The running instances that stand at a row."""
    found = impact.affected(visit.session, draft.row.process_id, draft)
    return [
        " ".join(filter(None, (one.instance.title, words.period(one.instance.period))))
        for one in found
        if node in {row.item.node_id for row in one.open}
    ]
