"""What others corrected since a step was done last, for whoever does it again; and what was changed
last in a table, for whoever approves papers that are made of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine import corrections, indicators, items
from engine.corrections import Correction, Since
from engine.diagram.step import Meaning
from engine.dossier import Completed
from engine.fields.kinds import Field
from webui import answer_words, words
from webui.language import gettext, spoken
from webui.views import lines
from webui.views.indicator_rows import MOST_CHANGES, change
from webui.visits import Visit

Told = dict[str, Any]


def told(visit: Visit, view: items.ItemView) -> Told | None:
    """The former where there is something of it, else the latter; None where neither is."""
    return _since(visit, view) or _last(visit, view)


def _since(visit: Visit, view: items.ItemView) -> Told | None:
    """Why the step was left by a return, and what was corrected since; None where neither was."""
    if view.node.id not in view.rounds:
        return None
    instance, node = view.row.item.instance_id, view.node.id
    found = corrections.since(visit.session, instance, view.definition, node)
    if found is None or not (found.seen.is_return or found.is_redone or found.corrections):
        return None
    back = _back(visit, view, found.seen) if found.seen.is_return else None
    return _listed(visit, view, _title(found), found.corrections) | {"back": back}


def _listed(visit: Visit, view: items.ItemView, title: str, found: Iterable[Correction]) -> Told:
    """What some completions changed, as the templates' `corrected` takes it."""
    parts = [_part(visit, view, one) for one in found]
    return {
        "back": None,
        "title": title,
        "more": _keep_first(parts, "answers") + _keep_first(parts, "cells"),
        "parts": [part for part in parts if part["answers"] or part["cells"]],
    }


def _last(visit: Visit, view: items.ItemView) -> Told | None:
    """What the last step that sent a table changed in it, for whoever approves papers of it."""
    session, instance = visit.session, view.row.item.instance_id
    changed = (corrections.last_in(session, instance, table) for table in _approved(view))
    found = [one for some in changed for one in some]
    title = gettext("What was changed last in the table")
    return _listed(visit, view, title, found) if found else None


def _approved(view: items.ItemView) -> list[Field]:
    """The tables of which the papers are made that a step approves."""
    if view.step.meaning is Meaning.DONE:
        return []
    process, codes = view.definition.process, view.step.standard.outputs
    texts = [view.definition.text(paper) for paper in process.papers if paper.code in codes]
    read = [text.reads.tables for text in texts if text]
    return [
        table
        for table in indicators.tables_of(process)
        if any(keys is None or table.key in keys for keys in read)
    ]


def _back(visit: Visit, view: items.ItemView, seen: Completed) -> Told:
    """The return by which the step was left."""
    said = gettext("You returned it in round %(round)d", round=seen.round)
    if seen.person_id != visit.actor.id:
        who = _who(visit, view, seen)
        said = gettext("%(who)s returned it in round %(round)d", who=who, round=seen.round)
    return {"title": said, "reason": seen.reason, "at": seen.at}


def _title(found: Since) -> str:
    if found.seen.is_return:
        return gettext("What changed since it was returned")
    return gettext("What changed since round %(round)d", round=found.seen.round)


def _part(visit: Visit, view: items.ItemView, found: Correction) -> Told:
    """What one completion changed."""
    node = view.definition.process.node.get(found.done.node)
    row = view.definition.rows.get(found.done.node, "")
    return {
        "row": row,
        "step": lines.named(node) if node else "",
        "who": _author(visit, view, found),
        "at": found.done.at,
        "answers": answer_words.lines(found.answers, spoken()),
        "cells": [change(cell.change) for cell in found.cells],
    }


def _author(visit: Visit, view: items.ItemView, found: Correction) -> str:
    """Who typed it, and who sent it where that was another."""
    who, author = _who(visit, view, found.done), found.author
    if author == found.done.sender:
        return who
    name = gettext("you") if author.id == visit.actor.id else author.name
    return gettext("%(name)s; sent by %(who)s", name=name, who=who)


def _who(visit: Visit, view: items.ItemView, done: Completed) -> str:
    """Who did it, and for which post."""
    name = gettext("you") if done.person_id == visit.actor.id else done.name
    post = lines.recorded_post(view.definition, done.post)
    return f"{name} ({words.capacity(done.capacity)}{post})" if post else name


def _keep_first(parts: list[Told], kind: str) -> int:
    """Leave the parts as many changes of a kind as a page lists; how many are left out."""
    left = MOST_CHANGES
    for part in parts:
        shown = part[kind][: max(left, 0)]
        left -= len(part[kind])
        part[kind] = shown
    return max(0, -left)
