"""What the check says of a draft, for pages: what is refused, what only runs with a remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from engine import drafts, paper_edits
from engine.diagram import reading
from engine.diagram.verdicts import Ruling, Verdict, causes_first
from webui import refusal_words
from webui.language import gettext, ngettext
from webui.views import element_names
from webui.visits import Visit

Told = dict[str, Any]

# What the form of a row mends; all else is mended in the drawing, or in the text of a paper.
IN_THE_TABLE = (
    *("step-unnamed", "no-lane", "row-by-order", "no-standard", "time-printed-otherwise"),
    *("duration-invalid", "meaning-unknown", "row-standards-differ"),
)
IN_THE_LIST_OF_PAPERS = ("paper-code", "paper-twice")
NOWHERE = ("not-executable", "process-key", "process-key-taken")


@dataclass(frozen=True)
class Judged:
    """Verdicts in words, causes first; of what only follows there is one, whose `parts` they are.

    Remarks of one kind stand together, so that many do not hide others.
    """

    refused: list[Told]
    noted: list[list[Told]]
    runs: int


def ahead(visit: Visit, key: str, **_: str) -> None:
    """Check a draft before it is locked, for pages that tell of it while they write."""
    drafts.judge_ahead(visit.session, visit.actor, key)


def judged(draft: drafts.Open, found: Sequence[Verdict], is_mended: bool) -> Judged:
    """The verdicts on a draft, to whoever mends it with the places where that is done."""
    named = naming(draft)
    told = [
        refusal_words.verdict(verdict, named) | (_place(draft, verdict) if is_mended else {})
        for verdict in causes_first(found)
    ]
    by_code: dict[str, list[Told]] = {}
    for one in told:
        if one["verdict"] == Ruling.CHANGED:
            by_code.setdefault(one["code"], []).append(one)
    return Judged(
        refused=_gathered([one for one in told if one["verdict"] == Ruling.REFUSED]),
        noted=list(by_code.values()),
        runs=sum(one["verdict"] == Ruling.AS_DRAWN for one in told),
    )


def naming(draft: drafts.Open) -> element_names.Named:
    """How to name the parts of a draft's diagram."""
    return element_names.of(draft.process, reading.names(draft.diagram))


def _gathered(refused: list[Told]) -> list[Told]:
    """What is refused, all that only follows from it as one entry behind it."""
    following = [one for one in refused if one["follows"]]
    if not following:
        return refused
    message = ngettext(
        "Because of that %(num)d more part is cut off; it runs again once that is mended.",
        "Because of that %(num)d more parts are cut off; they run again once that is mended.",
        len(following),
    )
    causes = [one for one in refused if not one["follows"]]
    return [*causes, {"message": message, "remedy": "", "parts": following}]


def _place(draft: drafts.Open, found: Verdict) -> dict[str, str]:
    """Where what is said of an element is mended: an address, and what is there."""
    key, element, process = draft.key, found.element, draft.process
    if found.code in NOWHERE or not element:
        return {}
    if code := {paper.place: paper.code for paper in process.papers}.get(element):
        is_known = paper_edits.CODE.fullmatch(code)
        url = url_for("pages.text", key=key, code=code) if is_known else ""
        return {"url": url or url_for("pages.texts", key=key), "act": gettext("Open its text")}
    if found.code in IN_THE_LIST_OF_PAPERS or "/" in element:
        return {"url": url_for("pages.texts", key=key), "act": gettext("Open the list of papers")}
    if found.code in IN_THE_TABLE:
        url = url_for("pages.row", key=key, node=element)
        return {"url": url, "act": gettext("Change it in the table")}
    anchor = None if element == process.key else element
    url = url_for("pages.studio", key=key, _anchor=anchor)
    return {"url": url, "act": gettext("Show it in the diagram")}
