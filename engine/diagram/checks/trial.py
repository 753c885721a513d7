"""The engine's own word: the diagram is built and started once, and forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import runnable
from engine.diagram.checks.subject import Subject
from engine.diagram.verdicts import Verdict, refused
from engine.errors import AlurError
from engine.workflow import Spec


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """Whether SpiffWorkflow takes the diagram and comes to a first step."""
    key = subject.process.key
    try:
        root = runnable.executable(subject.data, subject.process)
        position = Spec(root, key).start({})
    except AlurError as error:
        yield refused(key, "engine-refuses", detail=error.message[:300])
        return
    if not position.tokens:
        yield refused(key, "no-step")
