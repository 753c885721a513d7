"""The decisions of a work item: its buttons, and where each of them leads."""

from __future__ import annotations

from typing import Any

from engine import calendars, items
from engine.diagram.process import Kind, Node
from webui.language import gettext
from webui.step_words import AND_DEEDS, DEEDS
from webui.views import lines
from webui.visits import Visit

# The form that the buttons send, and the reason with them.
FORM = "step"


def panel(visit: Visit, view: items.ItemView, raw: dict[str, Any], reason: str) -> dict[str, Any]:
    """Ways forward and back, and what is left of the time; `reason` is what is wrong with one."""
    node, row = view.node, view.row.item
    calendar = calendars.calendar(visit.session)
    duration = view.definition.durations[node.id]
    forward = [_way(view, d) for d in view.decisions if not d.returns]
    plain = {"value": "", "label": gettext(DEEDS[view.step.meaning]), "hint": _next(view)}
    return {
        "due": lines.due(calendar, row.due_at, duration, visit.now),
        "forward": forward if view.decisions else [plain],
        "returns": [_way(view, d) for d in view.decisions if d.returns],
        "reason": {"value": raw.get("reason", ""), "error": reason},
        "form": FORM,
        "title": gettext("Your decision") if view.decisions else gettext("Complete this step"),
        "node": node.id,
    }


def _way(view: items.ItemView, decision: items.Decision) -> dict[str, str]:
    name = lines.named(decision.flow)
    to = posts(view, decision.leads_to)
    if decision.returns:
        label = gettext("%(decision)s: return to %(post)s", decision=name, post=to)
        round_ = view.rounds.get(decision.leads_to[0].id, 0) + 1 if decision.leads_to else 1
        hint = gettext(
            "Round %(round)d begins at row %(row)s.", round=round_, row=_rows(view, decision)
        )
        return {"value": decision.flow.id, "label": label, "hint": hint}
    label = gettext(AND_DEEDS[view.step.meaning], decision=name)
    return {"value": decision.flow.id, "label": label, "hint": _goes_to(to)}


def _rows(view: items.ItemView, decision: items.Decision) -> str:
    return ", ".join(view.definition.rows.get(n.id, "") for n in decision.leads_to)


def posts(view: items.ItemView, nodes: tuple[Node, ...]) -> str:
    """The posts of steps that something leads to; the end is the archive of the procedure."""
    process = view.definition.process
    names = [
        gettext("the end of the procedure")
        if node.kind is Kind.END
        else lines.named(process.lane[node.lane])
        for node in nodes
    ]
    return ", ".join(dict.fromkeys(names))


def _goes_to(post: str) -> str:
    return gettext("Goes on to %(post)s.", post=post) if post else ""


def _next(view: items.ItemView) -> str:
    return _goes_to(posts(view, view.leads_to))
