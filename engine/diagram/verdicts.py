"""Verdicts on the elements of a diagram, each with a code, a message and a remedy.

The table below is the list of everything that can be said of a diagram: one code per hazard. The
words are English msgids, filled with a verdict's facts; pages translate them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from engine.diagram.hazards import HAZARDS, NOTES

# What stops a flow is told before what has other faults, and what only follows from it last.
CAUSES = ("dead-end", "dangling-flow", "no-way-out", "unreachable")
FOLLOWING = ("unreachable-behind", "no-way-out-before")


class Ruling(StrEnum):
    """What the engine does with an element."""

    AS_DRAWN = "as-drawn"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Verdict:
    """What is said of one element ("" for the file as a whole)."""

    element: str
    code: str
    ruling: Ruling
    facts: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message

    @property
    def wording(self) -> tuple[str, str]:
        """Message and remedy before the facts are filled in (the msgids)."""
        return HAZARDS[self.code] if self.ruling is Ruling.REFUSED else NOTES[self.code]

    @property
    def message(self) -> str:
        """What happens with the element, in English."""
        return self._filled(self.wording[0])

    @property
    def remedy(self) -> str:
        """What to do about it, in English, or ""."""
        return self._filled(self.wording[1])

    @property
    def names_another(self) -> bool:
        """Whether the fact `detail` is the id of another element."""
        return self.code in (*FOLLOWING, "inside-refused")

    @property
    def follows(self) -> bool:
        """Whether it is gone when another element is mended, which the fact `detail` names."""
        return self.code in FOLLOWING

    def _filled(self, words: str) -> str:
        facts = {"element": self.element, "id": self.element, **self.facts}
        if "reason" in facts:
            facts["reason"] = facts["reason"].format(**facts)
        return words.format(**facts)


def refused(element: str, code: str, **facts: str) -> Verdict:
    """A verdict that keeps the diagram from being published."""
    return Verdict(element, code, Ruling.REFUSED, facts)


def changed(element: str, code: str, **facts: str) -> Verdict:
    """A verdict on an element that runs, or is kept, with the stated change."""
    return Verdict(element, code, Ruling.CHANGED, facts)


def as_drawn(element: str) -> Verdict:
    """A verdict on an element that runs as drawn."""
    return Verdict(element, "runs", Ruling.AS_DRAWN)


def refusals(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Those among the verdicts that refuse the diagram."""
    return [verdict for verdict in verdicts if verdict.ruling is Ruling.REFUSED]


def causes_first(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts as somebody mends them: causes, then other faults, what follows last."""
    order = {code: place for place, code in enumerate(CAUSES)}
    return sorted(verdicts, key=lambda said: (said.follows, order.get(said.code, len(order))))


def acceptable(verdicts: Iterable[Verdict]) -> bool:
    """Whether nothing among the verdicts refuses the diagram."""
    return not refusals(verdicts)
