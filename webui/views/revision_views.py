"""What the templates of a revision are given: the difference, the verdicts, what it would mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from engine import bundles, casting, drafts, impact, publishing, reviewing, versions
from engine.diagram import differences, editing, graph, unread
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.process import Kind, Process
from engine.errors import EffectiveTooEarly, ReasonMissing
from engine.models import Version
from engine.permissions import May
from webui import pictures
from webui.language import gettext, spoken
from webui.views import attempts, changes, judged, lines, moving_views, text_views, unconfirmed
from webui.visits import Visit
from webui.words import N_


def revision(visit: Visit, key: str, refusal: attempts.Refusal) -> dict[str, Any]:
    """The page of a draft: all that is told of it, and what can be done with it."""
    draft = drafts.opened(visit.session, visit.actor, key)
    told, newest, found = _told(visit, draft)
    process = _newest_process(visit, newest)
    return told | {
        "stage": stage(visit, draft),
        "before": process and _map(process, _tags(process, draft.process, found, REMOVED)),
        "after": _map(draft.process, _tags(draft.process, process, found, NEW)),
        "in_force": versions.find_in_force(visit.session, key, visit.today),
        "undrawn": len(editing.undrawn(draft.process)),
        "returned": reviewing.last_return(visit.session, draft.row.process_id),
        "tomorrow": visit.today + timedelta(days=1),
        "today": visit.today,
        "refusal": refusal,
        "unasked": _unasked(refusal),
    }


def _unasked(refusal: attempts.Refusal) -> dict[str, str]:
    """Why approval was not asked for, at what that is about: note, effective, or the form."""
    said = dict.fromkeys(("note", "effective", "form"), "")
    if isinstance(refusal.error, (attempts.BadDate, EffectiveTooEarly)):
        return said | {"effective": refusal.reason("ask")}
    place = "note" if isinstance(refusal.error, ReasonMissing) else "form"
    return said | {place: refusal.reason("ask")}


def approval(visit: Visit, key: str, refused: str) -> dict[str, Any]:
    """The page on which a draft is approved: all that is told of it, and why that was refused.

    Raises DraftAltered, as approving does.
    """
    draft = drafts.opened(visit.session, visit.actor, key)
    reviewing.need_as_recorded(visit.session, key, draft.row, draft.files)
    told, newest, _ = _told(visit, draft)
    number = newest.number + 1 if newest else 1
    return told | {"number": number, "said": refused}


def stage(visit: Visit, draft: drafts.Open) -> str:
    """What the person can do: write (edit, ask), wait (withdraw), judge, or only look."""
    is_owner = visit.actor.may(May.EDIT, draft.row.process_id)
    if draft.row.asked_by is None:
        return "write" if is_owner else "look"
    is_approver = visit.actor.may(May.APPROVE, draft.row.process_id)
    if is_approver and not drafts.is_own(visit.session, draft.row, visit.actor):
        return "judge"
    return "wait" if is_owner else "look"


Told = tuple[dict[str, Any], Version | None, list[Change]]


def _told(visit: Visit, draft: drafts.Open) -> Told:
    """What both pages say, the newest version, and what differs from it."""
    verdicts = judged.judged(draft, stage(visit, draft) == "write")
    newest = publishing.last(visit.session, draft.row.process_id)
    is_whole = not verdicts.refused
    found = _changes(visit, draft, newest) if newest and is_whole else []
    affected = _affected(visit, draft) if is_whole else []
    told = {
        "draft": draft,
        "origin": lines.origin(visit.session, draft),
        "newest": newest,
        "title": lines.named(draft.process),
        "refused": verdicts.refused,
        "noted": verdicts.noted,
        "runs": verdicts.runs,
        "changes": changes.told(found, _newest_process(visit, newest), draft.process),
        "texts": _texts(visit, draft, newest),
        "impact": moving_views.told(visit, affected, draft.process),
        "running": impact.running(visit.session, draft.row.process_id),
        "unreached": _unreached(visit, draft) if is_whole else [],
        "unconfirmed": unconfirmed.steps(draft.process),
        "drawn_here": drafts.is_drawn_here(visit.session, draft.row),
        "people": drafts.people(visit.session, draft),
    }
    return told, newest, found


def _changes(visit: Visit, draft: drafts.Open, newest: Version) -> list[Change]:
    """What differs from the newest version's diagram; nothing only where the file is the same."""
    base = bundles.load(visit.session, newest.bundle)[bundles.DIAGRAM]
    process = versions.definition(visit.session, newest.id).process
    found = differences.between(process, draft.process, spoken())
    content = Change(Topic.CONTENT, Turn.CHANGED)
    is_silent = base != draft.diagram and not found
    if content not in found and (is_silent or unread.differs(base, draft.diagram)):
        found.append(content)
    return found


def _texts(visit: Visit, draft: drafts.Open, newest: Version | None) -> list[dict[str, Any]]:
    """The texts that differ from the newest version's."""
    return text_views.changes(bundles.load(visit.session, newest.bundle), draft) if newest else []


def _newest_process(visit: Visit, newest: Version | None) -> Process | None:
    return versions.definition(visit.session, newest.id).process if newest else None


def _affected(visit: Visit, draft: drafts.Open) -> list[impact.Affected]:
    """The instances that run, first those of which somebody has to think before it is in force."""
    found = impact.affected(visit.session, draft.row.process_id, draft)
    return sorted(found, key=lambda one: one.fate not in (impact.Fate.CHOICE, impact.Fate.STAYS))


def _unreached(visit: Visit, draft: drafts.Open) -> list[str]:
    """The steps that nobody would receive on the day from which the draft is to be in force."""
    day = draft.row.effective_from or visit.today
    return [lines.named(node) for node in casting.unreached(visit.session, draft.process, day)]


NEW = pictures.Tag("is-new", N_("new"))
CHANGED = pictures.Tag("is-changed", N_("changed"))
REMOVED = pictures.Tag("is-gone", N_("removed"))


def _map(process: Process, tags: Mapping[str, pictures.Tag]) -> dict[str, Any] | None:
    """A diagram with words at what changes, its strip for phones, and the words; None undrawn."""
    if not any(node.kind is Kind.START for node in process.nodes):
        return None
    told = {node: replace(tag, word=gettext(tag.word)) for node, tag in tags.items()}
    marks, order = pictures.Marks(tags=told), graph.walking_order(process)
    return {
        "map": pictures.lane_map(process, marks, spoken()),
        "strip": pictures.strip(process, order, marks, spoken()),
        "tags": told,
    }


def _tags(
    process: Process, other: Process | None, found: list[Change], alone: pictures.Tag
) -> dict[str, pictures.Tag]:
    """The shapes that a change is about, and those that are in this diagram alone."""
    if other is None or not found:
        return {}
    touched = {change.element for change in found} & process.node.keys()
    only = process.node.keys() - other.node.keys()
    return dict.fromkeys(touched, CHANGED) | dict.fromkeys(only, alone)
