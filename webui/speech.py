"""What the command line says, in the language of whoever asks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime

from engine.diagram.verdicts import Verdict
from engine.errors import AlurError, InvalidValues
from engine.fields.problems import PROBLEMS
from webui.language import CODES, catalogue

_acting = {"locale": ""}


def use(locale: str) -> None:
    """Speak the language of the person who is acting; "" while nobody is."""
    _acting["locale"] = locale


def language() -> str:
    """The language of ALUR_LOCALE, else the acting person's, else the shell's, else Indonesian."""
    # Of these three the first that is set is the one that holds.
    shell = filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG")))
    wanted = (os.environ.get("ALUR_LOCALE", ""), _acting["locale"], next(shell, ""))
    codes = (locale.partition(".")[0].partition("_")[0] for locale in wanted)
    return next((code for code in codes if code in CODES), CODES[0])


def say(msgid: str, **facts: object) -> str:
    """A msgid in the language in use, with its {facts} filled in."""
    text = catalogue(language()).gettext(msgid)
    for name, value in facts.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def error(found: AlurError) -> str:
    """An error's message."""
    return filled(found.template, found.facts)


def filled(msgid: str, facts: Mapping[str, object]) -> str:
    """A translated msgid with its {facts} filled in, which are translated too."""
    return say(msgid, **{name: _fact(value) for name, value in facts.items()})


def _fact(value: object) -> str:
    shown = value.isoformat(" ", "seconds") if isinstance(value, datetime) else str(value)
    translated = say(shown) if shown else ""
    if translated == shown and ", " in shown:
        # Several roles are one fact: "auditor, owner".
        return ", ".join(say(part) if part else "" for part in shown.split(", "))
    return translated


def problems(found: InvalidValues) -> list[str]:
    """What is wrong with each field."""
    return [
        f"  {key}: {filled(PROBLEMS[problem.code], dict(problem.facts))}"
        for key, several in found.errors.items()
        for problem in several
    ]


def verdict(found: Verdict) -> str:
    """What the check says of an element, and what to do about it."""
    facts = {**found.facts, "element": found.element}
    said = " ".join(filled(part, facts) for part in found.wording if part)
    return f"{found.element or '-'} {found.code}: {said}"
