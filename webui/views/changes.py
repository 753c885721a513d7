"""The differences between two diagrams in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.diagram import dates
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.identity import TEXTS
from engine.diagram.process import Process
from webui import step_words
from webui.language import gettext, spoken
from webui.views import identity_form, lines, table_forms
from webui.words import N_, written_date

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
    "kind": N_("how many people hold it"),
    "row": N_("row number"),
    "wording": N_("wording"),
    "inputs": N_("requirements"),
    "time": N_("time, as printed"),
    "duration": N_("standard time"),
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
    "after": N_("not before"),
    "shown_when": N_("shown when"),
    "options": N_("options"),
    "options_en": N_("English options"),
    "columns": N_("order of the columns"),
    "fields": N_("order of the fields"),
    "decisions": N_("order of the decisions"),
    "clauses": N_("order of the entries"),
    "papers": N_("order of the papers"),
    "mode": N_("what the step does to the table"),
}

# What is said of a change; of a topic that was changed, the label goes before "was became is".
SAID = {
    (Topic.PROCESS, Turn.CHANGED): N_("SOP: %(fact)s"),
    (Topic.IDENTITY, Turn.CHANGED): N_("Identity: %(fact)s"),
    (Topic.CLAUSE, Turn.ADDED): N_("Added to the identity: %(after)s"),
    (Topic.CLAUSE, Turn.REMOVED): N_("Removed from the identity: %(before)s"),
    (Topic.CLAUSE, Turn.CHANGED): N_("Identity: %(fact)s"),
    (Topic.PAPER, Turn.ADDED): N_("New paper: %(name)s"),
    (Topic.PAPER, Turn.REMOVED): N_("Paper removed: %(name)s"),
    (Topic.PAPER, Turn.CHANGED): N_("Paper %(name)s: %(fact)s"),
    (Topic.LANE, Turn.ADDED): N_("New lane: %(name)s"),
    (Topic.LANE, Turn.REMOVED): N_("Lane removed: %(name)s"),
    (Topic.LANE, Turn.CHANGED): N_("Lane %(name)s: %(fact)s"),
    (Topic.STEP, Turn.ADDED): N_("New step %(row)s, “%(name)s”, for %(after)s"),
    (Topic.STEP, Turn.REMOVED): N_("Step %(row)s is removed: “%(name)s”"),
    (Topic.STEP, Turn.CHANGED): N_("Step %(row)s: %(fact)s"),
    (Topic.NUMBERS, Turn.CHANGED): N_("Rows %(before)s become %(after)s"),
    (Topic.STEP, Turn.CONFIRMED): N_("Step %(row)s, “%(name)s”, is confirmed"),
    (Topic.STEP, Turn.QUESTIONED): N_("Step %(row)s, “%(name)s”, is to be confirmed"),
    (Topic.FIELD, Turn.ADDED): N_("Step %(row)s: new field “%(name)s”"),
    (Topic.FIELD, Turn.REMOVED): N_("Step %(row)s: field “%(name)s” is removed"),
    (Topic.FIELD, Turn.CHANGED): N_("Step %(row)s, field “%(name)s”: %(fact)s"),
    (Topic.START, Turn.CHANGED): N_("Who may start it: %(fact)s"),
    (Topic.START, Turn.ADDED): N_("New way from the start%(by)s to %(after)s"),
    (Topic.START, Turn.REMOVED): N_("No more way from the start%(by)s to %(before)s"),
    (Topic.WAY, Turn.ADDED): N_("New way from step %(row)s%(by)s to %(after)s"),
    (Topic.WAY, Turn.REMOVED): N_("No more way from step %(row)s%(by)s to %(before)s"),
    (Topic.RETURN, Turn.ADDED): N_("New return from step %(row)s%(by)s to %(after)s"),
    (Topic.RETURN, Turn.REMOVED): N_("No more return from step %(row)s%(by)s to %(before)s"),
    (Topic.SYMBOLS, Turn.CHANGED): N_("Gateways, events or flows are named or joined differently."),
    (Topic.DRAWING, Turn.CHANGED): N_("Only the drawing is arranged differently."),
    (Topic.CONTENT, Turn.CHANGED): N_(
        "Something in the diagram's file differs that no step shows."
    ),
}
BETWEEN = N_("New step %(row)s, “%(name)s”, for %(after)s, between %(source)s and %(target)s")
# Of these it is only said that they changed, or what was and what is in one.
PLAIN = (Topic.NUMBERS, Topic.SYMBOLS, Topic.DRAWING, Topic.CONTENT)
WAYS = (Topic.START, Topic.WAY, Topic.RETURN)
ICONS = {
    Topic.RETURN: "return",
    Topic.WAY: "send",
    Topic.STEP: "box",
    Topic.NUMBERS: "box",
    Topic.FIELD: "pen",
}


def told(
    found: Sequence[Change], old: Process | None = None, new: Process | None = None
) -> list[dict[str, Any]]:
    """Each change as a line: its label, and for what was changed what it was and is.

    Steps, lanes and papers are called as the diagrams before and after do for the reader.
    """
    names = _names(old) | _names(new)
    return [_line(change, names) for change in found]


def _line(change: Change, names: Mapping[str, str]) -> dict[str, Any]:
    line = {"label": _label(change, names), "icon": ICONS.get(change.topic, "paper")}
    if change.turn is not Turn.CHANGED or change.topic in PLAIN:
        return line
    before, after = (value(change.fact, one, names) for one in (change.before, change.after))
    # Two ways to write the same time would read "1 day became 1 day".
    if before == after:
        before, after = change.before, change.after
    return line | {"before": before, "after": after}


def _names(process: Process | None) -> dict[str, str]:
    """What the steps and lanes are called by their ids, and the papers by what is no id."""
    if process is None:
        return {}
    names = {f"{TEXTS}{paper.code}": lines.named(paper) for paper in process.papers}
    names |= {lane.id: lines.named(lane) for lane in process.lanes}
    return names | {node.id: lines.named(node) for node in process.nodes}


def _name(change: Change, names: Mapping[str, str]) -> str:
    if change.topic is Topic.PAPER:
        code = change.name.split(" ")[0]
        return f"{code} {names[TEXTS + code]}" if TEXTS + code in names else change.name
    is_named = change.topic in (Topic.STEP, Topic.LANE)
    return names.get(change.element, change.name) if is_named else change.name


def _label(change: Change, names: Mapping[str, str]) -> str:
    source, target = change.between or ("", "")
    end = gettext("the end") if change.topic in WAYS else ""
    return gettext(
        BETWEEN if change.between else SAID[change.topic, change.turn],
        row=change.row,
        name=_name(change, names),
        fact=gettext(FACTS[change.fact]) if change.fact else "",
        before=change.before or end,
        after=change.after or end,
        source=source or gettext("the start"),
        target=target or gettext("the end"),
        by=_by(change),
    )


def _by(change: Change) -> str:
    return f" ({said})" if (said := taken_by(change)) else ""


def taken_by(change: Change) -> str:
    """By which decision and conditions a way is taken, and whether others are taken with it."""
    said = [f"“{change.name}”"] if change.name else []
    said += [
        gettext("if %(condition)s", condition=one) if one else gettext("otherwise")
        for one in change.when
    ]
    said += [gettext("beside each other")] if change.beside else []
    return ", ".join(said)


# The facts whose values are codes of papers.
PAPERS = ("needs", "makes", "paper")

# The facts whose values are not free text, each with the words of its values.
WORDS: Mapping[str, Mapping[str, str]] = {
    "meaning": step_words.MEANINGS,
    "mode": step_words.MODES,
    "type": step_words.TYPES,
    "kind": step_words.HOLDERS,
    "required": {"True": N_("yes"), "False": N_("no")},
}


def value(fact: str, stored: str, names: Mapping[str, str]) -> str:
    """A stored value as people read it; free text, and what is not known, as it is."""
    if fact in PAPERS:
        return ", ".join(names.get(TEXTS + code, code) for code in stored.split())
    if fact == "duration":
        return table_forms.in_words(stored)
    if fact in identity_form.DATES and (day := dates.read(stored)):
        return written_date(day, spoken())
    known = WORDS.get(fact, {})
    return gettext(known[stored]) if stored in known else stored
