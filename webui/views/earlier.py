"""The round before of a step that is done again, beside the new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine import items
from engine.fields.differences import Difference, differences, stored
from engine.fields.kinds import FieldType
from engine.sending import Checked
from webui import answer_words
from webui.language import gettext, spoken


def last(view: items.ItemView) -> int:
    """The round in which the step was done last; 0 when it was not done yet."""
    return view.rounds.get(view.node.id, 0)


def beside(
    view: items.ItemView, values: Mapping[str, Any], files: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """What was sent in the round before of each field that says something else now, by its key.

    `values` are as typed, `files` those of the file fields with their names.
    """
    if not last(view):
        return {}
    fields = view.step.fields
    typed = {field.key: field.default for field in fields} | dict(values) | dict(files)
    found: dict[str, list[Difference]] = {}
    for one in differences(fields, view.earlier or {}, stored(fields, typed)):
        found.setdefault(one.field.key, []).append(one)
    return {key: {"round": last(view)} | _was(several) for key, several in found.items()}


def _was(found: Sequence[Difference]) -> dict[str, Any]:
    """A short answer as it was; of others what became of them."""
    told = answer_words.lines(found, spoken())
    if found[0].field.type is FieldType.ROWS:
        return {"lines": told}
    if "runs" in told[0]:
        return {"runs": told[0]["runs"]}
    return {"text": told[0]["before"] or gettext("empty")}


def changed(view: items.ItemView, checked: Checked) -> dict[str, Any] | None:
    """What was sent otherwise in the round before than it is to be sent now; None in the first."""
    if not last(view):
        return None
    found = differences(view.step.fields, view.earlier or {}, checked.answers)
    title = gettext("What changed in this step since round %(round)d", round=last(view))
    same = gettext("Nothing changed in this step since round %(round)d.", round=last(view))
    return {"title": title, "same": same, "changes": answer_words.lines(found, spoken())}
