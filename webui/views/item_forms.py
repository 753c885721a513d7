"""What the forms of one work item sent: what was typed, and what is sent with the step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine import foreseeing, items, locking
from engine.diagram.identity import Paper
from engine.diagram.step import Meaning
from engine.errors import ShownChanged
from engine.fields.kinds import Field, FieldType
from engine.foreseeing import Foreseen
from engine.passwords import Evidence
from engine.sending import Sent
from webui import forms
from webui.papers import pressing
from webui.views import keyset
from webui.visits import Visit


def typed(view: items.ItemView, form: forms.Posted) -> dict[str, Any]:
    """What was typed so far, to be kept as a draft; tables are kept when they are typed."""
    fields = [field for field in view.step.fields if field.type is not FieldType.INDICATORS]
    raw = forms.posted(fields, form)
    return raw | ({"reason": form["reason"]} if "reason" in form else {})


def sent(fields: Sequence[Field], form: forms.Posted, raw: Mapping[str, Any]) -> Sent:
    """What a form sent for an item; `raw` is what was typed, where it says more than the form."""
    values = forms.posted(fields, form) | {f.key: raw[f.key] for f in fields if f.key in raw}
    return Sent(values, form.get("decision"), form.get("reason", ""))


def completing(item: locking.Seen, form: forms.Posted) -> Sent:
    """What the check page sent for an item; of its tables it says only which were seen."""
    return sent(item.step.fields, form, {})


@dataclass(frozen=True)
class Signing:
    """An item that can be signed: what was sent for it, and what that would make."""

    item: locking.Seen
    sent: Sent
    foreseen: Foreseen


def signing(visit: Visit, item_id: int, form: forms.Posted) -> Signing:
    """The same for an item that is signed; what cannot be sent is refused.

    It is asked before the password is looked at, so that a right one is always used.
    """
    item = locking.seen(visit.session, visit.actor, item_id)
    said = replace(completing(item, form), seen=keyset.whole(form.get("seen")) or 0)
    found = foreseeing.foreseen(visit.session, item, said, visit.now)
    if said.seen != item.head.seq:
        raise ShownChanged()
    return Signing(item, said, found)


def signed(visit: Visit, ready: Signing, evidence: Evidence) -> Sent:
    """What is sent for an item, with the password and the papers printed that are signed."""
    papers = pressing.of(visit.session, ready.item, ready.foreseen)
    return replace(ready.sent, pressed=papers, evidence=evidence)


def paper_to_be(visit: Visit, item_id: int, code: str, asked: forms.Posted) -> bytes:
    """The PDF of a paper that sending what was typed so far, with this decision, would make."""
    item = locking.seen(visit.session, visit.actor, item_id)
    said = sent(item.step.fields, asked, items.draft(visit.session, visit.actor, item_id))
    return pressing.draft(visit.session, visit.actor, item_id, said, code, visit.now)


def printable(view: items.ItemView) -> list[Paper]:
    """The papers of a step without an approval that can be printed before it is completed."""
    if view.step.meaning is not Meaning.DONE:
        return []
    named = (p for p in view.definition.process.papers if p.code in view.step.standard.outputs)
    texts = ((paper, view.definition.text(paper)) for paper in named)
    return [paper for paper, text in texts if text is not None and text.says(view.step.fields)]


def paper_so_far(visit: Visit, item_id: int, code: str) -> bytes:
    """The PDF of such a paper from what was typed so far."""
    typed = items.draft(visit.session, visit.actor, item_id)
    return pressing.so_far(visit.session, visit.actor, item_id, typed, code, visit.now)
