"""What the templates of a revision are given: the difference, the verdicts, what it would mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from engine import bundles, casting, drafts, impact, reviewing, succession, versions
from engine.diagram import differences, editing, graph, unread
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.process import Kind, Process
from engine.errors import EffectiveTooEarly, ReasonMissing
from engine.models import Version
from engine.permissions import May
from engine.succession import Place
from webui import pictures
from webui.language import gettext, spoken
from webui.views import (
    attempts,
    changes,
    judged,
    lines,
    moving_views,
    text_views,
    unconfirmed,
    whole,
)
from webui.visits import Visit
from webui.words import N_


def revision(visit: Visit, key: str, refusal: attempts.Refusal) -> dict[str, Any]:
    """The page of a draft: all that is told of it, and what can be done with it."""
    draft = drafts.opened(visit.session, visit.actor, key)
    told, place, found = _told(visit, draft)
    former = _process(visit, place.former)
    return told | {
        "stage": stage(visit, draft),
        "before": former and _map(former, _tags(former, draft.process, found, REMOVED)),
        "after": _map(draft.process, _tags(draft.process, former, found, NEW)),
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
    told, _, _ = _told(visit, draft)
    return told | {"said": refused}


def stage(visit: Visit, draft: drafts.Open) -> str:
    """What the person can do: write (edit, ask), wait (withdraw), judge, or only look."""
    is_owner = visit.actor.may(May.EDIT, draft.row.process_id)
    if draft.row.asked_by is None:
        return "write" if is_owner else "look"
    is_approver = visit.actor.may(May.APPROVE, draft.row.process_id)
    if is_approver and not drafts.is_own(visit.session, draft.row, visit.actor):
        return "judge"
    return "wait" if is_owner else "look"


Told = tuple[dict[str, Any], Place, list[Change]]


def _told(visit: Visit, draft: drafts.Open) -> Told:
    """What both pages say, where the draft would stand, and what differs from the former."""
    said = drafts.judged(visit.session, draft)
    verdicts = judged.judged(draft, said, stage(visit, draft) == "write")
    place = succession.place(visit.session, draft.row, visit.today)
    former, is_whole = place.former, not verdicts.refused
    found = _changes(visit, draft, former) if former and is_whole else []
    affected = _affected(visit, draft) if is_whole else []
    told = {
        "draft": draft,
        "origin": lines.origin(visit.session, draft),
        "place": place,
        "base": _base(visit, draft),
        "title": lines.named(draft.process),
        "refused": verdicts.refused,
        "noted": verdicts.noted,
        "runs": verdicts.runs,
        "changes": _lines(visit, draft, former, found),
        **(_as_new(visit, draft, former, found) if is_whole else {}),
        "texts": _texts(visit, draft, former),
        "impact": moving_views.told(visit, affected, draft.process),
        "running": impact.running(visit.session, draft.row.process_id),
        "unreached": _unreached(visit, draft, place.day) if is_whole else [],
        "unconfirmed": unconfirmed.steps(draft.process),
        "drawn_here": drafts.is_drawn_here(visit.session, draft.row),
        "people": drafts.people(visit.session, draft),
    }
    return told, place, found


def _changes(visit: Visit, draft: drafts.Open, former: Version) -> list[Change]:
    """What differs from the former version's diagram; nothing only where the file is the same."""
    base = bundles.load(visit.session, former.bundle)[bundles.DIAGRAM]
    process = versions.definition(visit.session, former.id).process
    found = differences.between(process, draft.process, spoken())
    content = Change(Topic.CONTENT, Turn.CHANGED)
    is_silent = base != draft.diagram and not found
    if content not in found and (is_silent or unread.differs(base, draft.diagram)):
        found.append(content)
    return found


def _lines(
    visit: Visit, draft: drafts.Open, former: Version | None, found: list[Change]
) -> list[dict[str, Any]]:
    """The changes in words, each with whether it undoes what a later version changed."""
    undone = _undone(visit, draft, former) if found else set()
    told = changes.told(found, _process(visit, former), draft.process)
    return [line | {"undoes": one in undone} for one, line in zip(found, told, strict=True)]


def _base(visit: Visit, draft: drafts.Open) -> Version | None:
    """The version from which a draft was begun; None for one that was brought from elsewhere."""
    return draft.base if drafts.brought_from(visit.session, draft.row) is None else None


def _undone(visit: Visit, draft: drafts.Open, former: Version | None) -> set[Change]:
    """What would be again as in the earlier version from which the draft was begun."""
    base = _base(visit, draft)
    if former is None or base is None or base.number >= former.number:
        return set()
    now, then = (versions.definition(visit.session, one.id).process for one in (former, base))
    return set(differences.between(now, then, spoken()))


def _as_new(
    visit: Visit, draft: drafts.Open, former: Version | None, found: list[Change]
) -> dict[str, Any]:
    """All that the draft says where there is no former version, else what is new in it."""
    it = whole.of(visit.session, draft.process)
    new = (one for one in found if one.turn is Turn.ADDED)
    came = {one.element for one in new if one.topic in (Topic.STEP, Topic.FIELD)}
    return {
        "posts": whole.posts(it),
        "identity": whole.identity(it) if former is None else [],
        "steps": whole.told(it, None if former is None else came),
    }


def _texts(visit: Visit, draft: drafts.Open, former: Version | None) -> list[dict[str, Any]]:
    """The texts that differ from the former version's; all where there is none."""
    return text_views.changes(bundles.load(visit.session, former.bundle) if former else {}, draft)


def _process(visit: Visit, version: Version | None) -> Process | None:
    return versions.definition(visit.session, version.id).process if version else None


def _affected(visit: Visit, draft: drafts.Open) -> list[impact.Affected]:
    """The instances that run, first those of which somebody has to think before it is in force."""
    found = impact.affected(visit.session, draft.row.process_id, draft)
    return sorted(found, key=lambda one: one.fate not in (impact.Fate.CHOICE, impact.Fate.STAYS))


def _unreached(visit: Visit, draft: drafts.Open, day: date) -> list[str]:
    """The steps that nobody would receive on the day from which the draft is to be in force."""
    lane, found = draft.process.lane, casting.unreached(visit.session, draft.process, day)
    return [f"{lines.named(n)} ({lines.named(lane[n.lane])}, {lane[n.lane].post})" for n in found]


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
