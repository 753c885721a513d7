"""A form that the engine may refuse: its page comes again, the reason beside what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from flask import request

from engine import draft_saving
from engine.errors import BadInput, DraftExists, InvalidValues, NotAllowed, PeriodRunning, Refused
from engine.records import Fact
from webui import faults, visits
from webui.views import keyset
from webui.visits import Visit

UNPROCESSABLE = 422


class BadDate(BadInput):
    """The day "{text}" cannot be used. Nothing was changed; write it as year-month-day, such as
    2026-12-31."""


@dataclass(frozen=True)
class Refusal:
    """Which form of the page was refused, why, and what stood in it; by default none."""

    form: str = ""
    said: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    error: BadInput | Refused | None = None

    def reason(self, form: str) -> str:
        """Why this form was refused, else ""."""
        return self.said if form == self.form else ""

    @property
    def running(self) -> int | None:
        """The instance that runs already, where that is the reason."""
        found = self.error.facts["instance"] if isinstance(self.error, PeriodRunning) else None
        return found if isinstance(found, int) else None

    @property
    def draft(self) -> str:
        """The key of the SOP that has a draft already, where that is the reason; else ""."""
        return str(self.error.facts["key"]) if isinstance(self.error, DraftExists) else ""

    def value(self, form: str, name: str, usual: str = "") -> str:
        """What a field of this form shows: what was typed, else the usual."""
        return self.typed.get(name, usual) if form == self.form else usual


NOT_REFUSED = Refusal()

Ready = TypeVar("Ready")


def need(judged: Ready | InvalidValues) -> Ready:
    """What was judged before anything was locked, if it can be used; raises InvalidValues."""
    if isinstance(judged, InvalidValues):
        raise judged
    return judged


def attempt(visit: Visit, form: str, act: Callable[[], object]) -> Refusal | None:
    """Do what a form asks for; when that is refused, undo all of it and say why.

    Whoever may not do it at all has nothing to correct: that error is let through.
    """
    try:
        # A savepoint: what a refused act may have written must not be committed with the page.
        with visit.session.begin_nested():
            act()
    except NotAllowed:
        raise
    except (BadInput, Refused) as error:
        typed = {name: values[0] for name, values in faults.typed().items()}
        return Refusal(form, faults.message(error), typed, error)
    return None


def change(
    visit: Visit, key: str, plan: draft_saving.Rewrite, form: str, fact: Fact = Fact.DRAFT_SAVED
) -> Refusal | None:
    """Change the files of a draft, if the form was opened on its newest edition; or say why not."""
    edition = keyset.whole(sent("edition")) or 0

    def act() -> None:
        changes = draft_saving.prepared(visit.session, visit.actor, key, plan, edition)
        with visits.database().writing() as session:
            draft_saving.change(session, visit.actor, key, changes, edition, visit.now, fact)

    return attempt(visit, form, act)


def sent(name: str) -> str:
    """A field of the form, without blanks around it."""
    return request.form.get(name, "").strip()


def sent_day(name: str) -> date:
    """A day of the form; raises BadDate."""
    try:
        return date.fromisoformat(sent(name))
    except ValueError:
        raise BadDate(text=sent(name)) from None


def sent_day_or(name: str, otherwise: date) -> date:
    """A day of the form that may be left open; raises BadDate."""
    return sent_day(name) if sent(name) else otherwise
