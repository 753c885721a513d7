"""What moving running instances would mean, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from engine import impact, item_rows, versions
from engine.diagram import graph
from engine.diagram.process import Process
from webui import words
from webui.language import gettext, ngettext
from webui.views import lines
from webui.visits import Visit
from webui.words import N_

FATES = {
    impact.Fate.UNTOUCHED: (N_("not touched by the change"), "tick"),
    impact.Fate.FOLLOWS: (N_("follows safely"), "send"),
    impact.Fate.CHOICE: (N_("needs a choice"), "warn"),
    impact.Fate.STAYS: (N_("stays: it stands in branches"), "lock"),
}

# Before the id of a step that is gone, the name of the field that says where one goes on.
PLACE = "place-"


def told(visit: Visit, found: list[impact.Affected], new: Process) -> list[dict[str, Any]]:
    """What a new diagram would mean for each instance, in words."""
    return [
        {
            "id": one.instance.id,
            "title": one.instance.title,
            "period": words.period(one.instance.period) if one.instance.period else "",
            "version": one.version,
            "at": ", ".join(_standing(visit, row) for row in one.open),
            "fate": gettext(FATES[one.fate][0]),
            "icon": FATES[one.fate][1],
            "ahead": " ".join(_ahead(visit, one, new)),
            "stays": one.fate is impact.Fate.STAYS,
            "due": _due(visit, one) if one.due else None,
        }
        for one in found
    ]


def _ahead(visit: Visit, one: impact.Affected, new: Process) -> Iterator[str]:
    """What the step where an instance stands is called there, and whose it is, if that differs."""
    if one.fate in (impact.Fate.CHOICE, impact.Fate.STAYS):
        return
    (row,) = one.open
    node, old = row.item.node_id, versions.definition(visit.session, row.version_id).process
    step = f"{graph.rows(new)[node]}. {lines.named(new.node[node])}"
    if step != _standing(visit, row):
        yield gettext("It goes on at “%(step)s”.", step=step)
    if new.post_of(node) != old.post_of(node):
        post = lines.named(new.lane[new.node[node].lane])
        yield gettext("It will be offered to %(post)s.", post=post)


def gone(visit: Visit, found: list[impact.Affected]) -> list[dict[str, str]]:
    """The steps at which nobody can go on: for each a field, and how many instances stand there."""
    at = [row for one in found if one.fate is impact.Fate.CHOICE for row in one.open]
    count = Counter(row.item.node_id for row in at)
    named = {row.item.node_id: _standing(visit, row) for row in at}
    return [{"name": PLACE + node, "label": _stand_at(named[node], n)} for node, n in count.items()]


def _stand_at(step: str, count: int) -> str:
    return ngettext(
        "%(num)d instance at “%(step)s” goes on at",
        "%(num)d instances at “%(step)s” go on at",
        count,
        step=step,
    )


def _due(visit: Visit, one: impact.Affected) -> dict[str, Any]:
    """When an item is due and would be, and whether moving makes it late."""
    before = one.open[0].item.due_at
    lates = [words.late(due, visit.now) for due in (before, one.due)]
    return {"before": before, "after": one.due, "late": lates == [False, True]}


def _standing(visit: Visit, row: item_rows.Row) -> str:
    definition = versions.definition(visit.session, row.version_id)
    return f"{row.item.row_no}. {lines.step_name(definition, row.item.node_id)}"
