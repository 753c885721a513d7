"""Words of a step as it is drawn: what completing it means, what it asks, who is behind its lane.

The printed form of an SOP has words of its own, see `webui.printing.duties`.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagram.step import Meaning
from engine.fields.kinds import FieldType, Mode
from webui.language import gettext
from webui.words import N_

MEANINGS: Mapping[str, str] = {
    Meaning.DONE: N_("Done"),
    Meaning.INITIAL: N_("Initialled"),
    Meaning.SIGNATURE: N_("Signed"),
    Meaning.ENACTMENT: N_("Enacted"),
}

# What pressing a button does: alone, or after the decision that it makes.
DEEDS = {
    Meaning.DONE: N_("Complete"),
    Meaning.INITIAL: N_("Initial and send on"),
    Meaning.SIGNATURE: N_("Sign and send on"),
    Meaning.ENACTMENT: N_("Enact and send on"),
}
AND_DEEDS = {
    Meaning.DONE: N_("%(decision)s"),
    Meaning.INITIAL: N_("%(decision)s and initial"),
    Meaning.SIGNATURE: N_("%(decision)s and sign"),
    Meaning.ENACTMENT: N_("%(decision)s and enact"),
}

COMPLETED = {
    Meaning.DONE: N_("%(who)s completed “%(step)s”."),
    Meaning.INITIAL: N_("%(who)s initialled “%(step)s”."),
    Meaning.SIGNATURE: N_("%(who)s signed “%(step)s”."),
    Meaning.ENACTMENT: N_("%(who)s enacted “%(step)s”."),
}

MODES: Mapping[str, str] = {
    Mode.SET_UP: N_("sets it up"),
    Mode.FILL: N_("fills it in"),
    Mode.CHECK: N_("checks it"),
    Mode.APPROVE: N_("approves it"),
}

TYPES: Mapping[str, str] = {
    FieldType.TEXT: N_("one line of text"),
    FieldType.AREA: N_("longer text"),
    FieldType.NUMBER: N_("number"),
    FieldType.DATE: N_("date"),
    FieldType.CHOICE: N_("choose one"),
    FieldType.CHECKS: N_("choose several"),
    FieldType.YESNO: N_("yes or no"),
    FieldType.FILE: N_("file"),
    FieldType.ROWS: N_("table"),
    FieldType.INDICATORS: N_("table of indicators"),
    FieldType.HEADING: N_("heading"),
    FieldType.HELP: N_("explanation"),
}

HOLDERS = {"single": N_("One person"), "group": N_("Several people")}


def meaning(kind: str) -> str:
    """What completing a step meant, of a paper as of a step: "Initialled"."""
    return gettext(MEANINGS[Meaning(kind)])
