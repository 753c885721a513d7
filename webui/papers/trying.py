"""The papers of a draft, filled with an example or with what an instance holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from engine import dossier, drafts, instance_view, offices, versions
from engine.actors import Actor
from engine.diagram.checks.papers import example_of
from engine.diagram.identity import Paper
from engine.diagram.process import Process
from engine.dossier import Completed
from engine.papers.sheet import Sheet
from engine.versions import Definition
from webui.papers.context import Material, context
from webui.papers.sheets import Around, laid

MARK = "RANCANGAN"

Asked = dict[str, set[tuple[str, str]]]


def sheet(
    session: Session, actor: Actor, draft: drafts.Open, paper: Paper, instance: int | None
) -> Sheet:
    """A paper of a draft, marked as one; raises BadPaper, and NotFound for the instance.

    It is dated by the draft's last save, so that the same draft is the same sheet.
    """
    definition, office = Definition(draft.files, {}, {}), offices.office(session)
    values = example_of(draft.process)
    if instance is not None:
        completed = _still_asked(session, actor, draft.process, instance)
        # Owners may name any paper in what they type.
        values = context(session, Material(instance, definition, completed), office, None)
    around = Around(office, "", draft.row.saved_at, ())
    return replace(laid(session, definition, paper, values, around), watermark=(MARK,))


def _still_asked(
    session: Session, actor: Actor, process: Process, instance: int
) -> Sequence[Completed]:
    """What an instance holds, as much of it as the draft's steps still ask in the same way."""
    row = instance_view.view(session, actor, instance).instance
    before, after = versions.definition(session, row.version_id).process, _asked(process)
    completed = (one for one in dossier.latest(session, instance) if one.node in after)
    return [replace(one, answers=_only(one, after, _asked(before))) for one in completed]


def _only(one: Completed, after: Asked, before: Asked) -> dict[str, Any]:
    kept = {key for key, _ in after[one.node] & before.get(one.node, set())}
    return {key: answer for key, answer in one.answers.items() if key in kept}


def _asked(process: Process) -> Asked:
    """What each step asks: the keys and kinds of its fields."""
    steps = ((node.id, node.step) for node in process.user_tasks if node.step)
    return {node: {(field.key, field.type.value) for field in step.fields} for node, step in steps}
