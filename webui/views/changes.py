"""The differences between two diagrams in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.diagram.differences import Change, Subject, Turn
from engine.worktime.standard import Standard
from webui import visits, words
from webui.language import gettext
from webui.words import N_

FACTS = {
    "key": N_("key"),
    "name": N_("name"),
    "name_en": N_("English name"),
    "file": N_("text"),
    "paper": N_("paper that it brings"),
    "number": N_("number of the SOP"),
    "title": N_("name of the SOP"),
    "flow_title": N_("title of the rows"),
    "agency": N_("agency"),
    "unit": N_("unit"),
    "created": N_("date made"),
    "revised": N_("date revised"),
    "effective": N_("date effective"),
    "approved_by": N_("approved by"),
    "post": N_("post"),
    "kind": N_("one holder or a group"),
    "row": N_("row number"),
    "wording": N_("wording"),
    "inputs": N_("requirements"),
    "time": N_("time"),
    "duration": N_("time that is enforced"),
    "outputs": N_("output"),
    "needs": N_("papers needed"),
    "makes": N_("papers made"),
    "meaning": N_("what completing means"),
    "notify": N_("who is told"),
    "label": N_("label"),
    "label_en": N_("English label"),
    "type": N_("kind of answer"),
    "required": N_("required"),
    "help": N_("help"),
    "help_en": N_("English help"),
    "default": N_("default"),
    "minimum": N_("minimum"),
    "maximum": N_("maximum"),
    "shown_when": N_("shown when"),
    "options": N_("options"),
    "columns": N_("columns"),
    "mode": N_("what the step does to the table"),
}

# What is said of a change; of a subject that was changed, the label goes before "was became is".
SAID = {
    (Subject.PROCESS, Turn.CHANGED): N_("SOP: %(fact)s"),
    (Subject.IDENTITY, Turn.CHANGED): N_("Identity: %(fact)s"),
    (Subject.CLAUSE, Turn.ADDED): N_("Added to the identity: %(after)s"),
    (Subject.CLAUSE, Turn.REMOVED): N_("Removed from the identity: %(before)s"),
    (Subject.PAPER, Turn.ADDED): N_("New paper: %(name)s"),
    (Subject.PAPER, Turn.REMOVED): N_("Paper removed: %(name)s"),
    (Subject.PAPER, Turn.CHANGED): N_("Paper %(name)s: %(fact)s"),
    (Subject.LANE, Turn.ADDED): N_("New lane: %(name)s"),
    (Subject.LANE, Turn.REMOVED): N_("Lane removed: %(name)s"),
    (Subject.LANE, Turn.CHANGED): N_("Lane %(name)s: %(fact)s"),
    (Subject.STEP, Turn.ADDED): N_("New step %(row)s, “%(name)s”, for %(after)s"),
    (Subject.STEP, Turn.REMOVED): N_("Step %(row)s is removed: “%(name)s”"),
    (Subject.STEP, Turn.CHANGED): N_("Step %(row)s: %(fact)s"),
    (Subject.STEP, Turn.CONFIRMED): N_("Step %(row)s, “%(name)s”, is confirmed"),
    (Subject.STEP, Turn.QUESTIONED): N_("Step %(row)s, “%(name)s”, is to be confirmed"),
    (Subject.FIELD, Turn.ADDED): N_("Step %(row)s: new field “%(name)s”"),
    (Subject.FIELD, Turn.REMOVED): N_("Step %(row)s: field “%(name)s” is removed"),
    (Subject.FIELD, Turn.CHANGED): N_("Step %(row)s, field “%(name)s”: %(fact)s"),
    (Subject.WAY, Turn.ADDED): N_("New way from step %(row)s%(by)s to %(after)s"),
    (Subject.WAY, Turn.REMOVED): N_("No more way from step %(row)s%(by)s to %(before)s"),
    (Subject.RETURN, Turn.ADDED): N_("New return from step %(row)s%(by)s to %(after)s"),
    (Subject.RETURN, Turn.REMOVED): N_("No more return from step %(row)s%(by)s to %(before)s"),
    (Subject.DRAWING, Turn.CHANGED): N_("Only the drawing is arranged differently."),
}
ICONS = {Subject.RETURN: "return", Subject.WAY: "send", Subject.STEP: "box", Subject.FIELD: "pen"}


def told(found: Sequence[Change]) -> list[dict[str, Any]]:
    """Each change as a line: its label, and for what was changed what it was and is."""
    return [_line(change) for change in found]


def _line(change: Change) -> dict[str, Any]:
    label = gettext(
        SAID[change.subject, change.turn],
        row=change.row,
        name=change.name,
        fact=gettext(FACTS[change.fact]) if change.fact else "",
        before=change.before,
        after=change.after,
        by=f" (“{change.name}”)" if change.name else "",
    )
    line = {"label": label, "icon": ICONS.get(change.subject, "paper")}
    if change.turn is not Turn.CHANGED or change.subject is Subject.DRAWING:
        return line
    read = _duration if change.fact == "duration" else _value
    return line | {"before": read(change.before), "after": read(change.after)}


def _duration(text: str) -> str:
    """An ISO 8601 duration of working time in words; one that cannot be read as it is."""
    try:
        standard = Standard.parse(text)
    except ValueError:
        return text
    day = visits.calendar().day_minutes
    days = words.duration(standard.days * day, day) if standard.days else ""
    clock = words.duration(standard.clock_minutes, day) if standard.clock_minutes else ""
    return f"{days} {clock}".strip()


def _value(text: str) -> str:
    """A stored value as people read it: yes, no, a meaning; other texts as they are."""
    known = {
        "True": N_("yes"),
        "False": N_("no"),
        "selesai": N_("done"),
        "paraf": N_("initials"),
        "tanda_tangan": N_("signature"),
        "penetapan": N_("enactment"),
        "single": N_("one holder"),
        "setup": N_("sets it up"),
        "fill": N_("fills it in"),
        "group": N_("a group"),
    }
    return gettext(known[text]) if text in known else text
