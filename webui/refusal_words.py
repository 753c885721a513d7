"""What is refused, in the reader's language: errors, and what the check says of a diagram."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from engine.diagram.verdicts import Verdict
from engine.errors import AlurError, BadPaper, NotADiagram
from engine.models.columns import OPEN_END
from engine.papers import FAULTS, Fault, complaints
from webui import words
from webui.language import gettext


def error(problem: AlurError, zone: ZoneInfo, locale: str) -> str:
    """An error's message in the reader's language, its times in the office's zone."""
    if isinstance(problem, BadPaper):
        return _of_text(problem)
    facts = {
        # What somebody typed is told as it is, though it be a word that is translated elsewhere.
        name: value if name in ("login", "text") else _fact(value, zone, locale)
        for name, value in problem.facts.items()
    }
    if isinstance(problem, NotADiagram) and isinstance(problem.verdict, Verdict):
        facts["reason"] = verdict(problem.verdict)["message"].removesuffix(".")
    if isinstance(said := problem.facts.get("period"), str):
        facts["period"] = words.period(said)
    return words.filled(problem.template, facts)


def _of_text(bad: BadPaper) -> str:
    """Why the text of a paper cannot be used, as the check of a draft says it."""
    code, detail, line = (str(bad.facts[name]) for name in ("code", "detail", "line"))
    about = complaints.facts(Fault(code, detail, int(line)))
    facts = _worded({"paper": gettext("a paper"), **about})
    message, remedy = (words.filled(text, facts) for text in FAULTS[code])
    return f"{message} {gettext('Nothing was changed.')} {remedy}"


def _fact(value: object, zone: ZoneInfo, locale: str) -> str:
    if isinstance(value, datetime):
        return words.full_moment(value, zone, locale)
    if isinstance(value, date):
        open_end = value >= OPEN_END
        return gettext("further notice") if open_end else words.written_date(value, locale)
    if isinstance(value, Verdict):
        return verdict(value)["message"]
    text = str(value)
    shown: str = gettext(text) if text else ""
    if shown == text and ", " in text:
        # Several roles are one fact: "auditor, owner".
        return ", ".join(gettext(part) if part else "" for part in text.split(", "))
    return shown


def verdict(found: Verdict, named: Callable[[str], str] | None = None) -> dict[str, str]:
    """What the check says of an element, in the reader's language.

    `named` says what elements are called by their ids; without it they are called by these.
    `follows` names the element with whose mending the verdict goes, else it is "".
    """
    facts = {**found.facts, "id": found.element, "element": found.element}
    if named:
        facts["element"] = named(found.element)
        facts |= {"detail": named(found.facts["detail"])} if found.names_another else {}
    message, remedy = (words.filled(text, _worded(facts)) for text in found.wording)
    where = facts["element"][:1].upper() + facts["element"][1:] if named else found.element
    # A name that begins the sentence has a capital letter there.
    if message.startswith(facts["element"]):
        message = where + message.removeprefix(facts["element"])
    about = {"element": found.element, "code": found.code, "verdict": found.ruling.value}
    about |= {"message": message, "remedy": remedy, "where": where}
    return about | {"follows": facts["detail"] if found.follows else ""}


def _worded(facts: Mapping[str, str]) -> dict[str, str]:
    """The facts, the reason and the names of blank blocks among them in the reader's language."""
    others = {name: fact for name, fact in facts.items() if name != "reason"}
    if blank := facts.get("blank"):
        others["blank"] = ", ".join(gettext(one) for one in blank.split(", "))
    return others | {"reason": words.filled(facts.get("reason", ""), others)}
