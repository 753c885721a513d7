"""Letters that nobody sees, and that let a text read as another one."""

from __future__ import annotations

from collections.abc import Iterator

from engine import texts
from engine.diagram.checks.subject import Subject
from engine.diagram.verdicts import Verdict, refused
from engine.diagram.wording import wordings


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """Every element that holds such a text."""
    for element, _, text in wordings(subject.process):
        if texts.turns(text):
            yield refused(element, "text-turned", detail=texts.tidy(text)[:60])
