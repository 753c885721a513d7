"""What the command line says, in the acting person's language."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime

from engine.diagram.verdicts import Verdict
from engine.errors import AlurError, InvalidValues
from engine.fields.problems import PROBLEMS
from webui.language import catalogue

_chosen = {"locale": os.environ.get("ALUR_LOCALE", "id")}


def use(locale: str) -> None:
    """Speak the language of the person who is acting, unless ALUR_LOCALE says another."""
    _chosen["locale"] = os.environ.get("ALUR_LOCALE", locale)


def say(msgid: str) -> str:
    """A msgid in the language in use."""
    return catalogue(_chosen["locale"]).gettext(msgid)


def error(found: AlurError) -> str:
    """An error's message."""
    return filled(found.template, found.facts)


def filled(msgid: str, facts: dict[str, object]) -> str:
    """A translated msgid with its {facts} filled in."""
    text = say(msgid)
    for name, value in facts.items():
        shown = value.isoformat(" ", "seconds") if isinstance(value, datetime) else str(value)
        text = text.replace("{" + name + "}", _fact(shown))
    return text


def _fact(shown: str) -> str:
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


def verdicts(found: Iterable[Verdict]) -> list[str]:
    """What the check refuses, and what to do."""
    return [
        "  "
        + " ".join(
            [
                v.element or "-",
                f"{v.code}:",
                *(filled(part, {**v.facts, "element": v.element}) for part in v.wording),
            ]
        )
        for v in found
    ]
