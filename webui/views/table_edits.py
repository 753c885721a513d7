"""What the forms of an SOP's table do to its diagram: edits, each made when it is sure that the
diagram still is the one that the form was opened on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import request

from engine import bundles, catalogue
from engine.diagram import editing, reading
from engine.diagram.process import Kind, Lane, Node, Process
from engine.errors import NotFound
from engine.fields.kinds import Field
from engine.fields.validation import validate
from engine.records import Fact
from engine.texts import tidy
from webui import forms
from webui.language import in_indonesian
from webui.views import attempts, identity_form, row_numbers, table_forms
from webui.views.attempts import Refusal, sent
from webui.visits import Visit
from webui.words import N_

Edit = Callable[[bytes], bytes]

LONGEST_NAME = 60

# What the buttons of a row do.
ACTS: dict[str, Callable[[bytes, str], bytes]] = {
    "up": editing.move_up,
    "down": editing.move_down,
    "remove": editing.remove_row,
    "confirm": editing.confirm,
}


def change(
    visit: Visit, key: str, edit: Edit, form: str = "row", fact: Fact = Fact.DRAFT_SAVED
) -> Refusal | None:
    """Edit the draft's diagram; why that was refused, or None."""

    def plan(files: bundles.Files) -> bundles.Changes:
        return {bundles.DIAGRAM: edit(files[bundles.DIAGRAM])}

    return attempts.change(visit, key, plan, form, fact)


def words() -> editing.Words:
    """What a decision is called unless its owner says otherwise, in the SOP's own language too."""
    question, forward, back = N_("Approved?"), N_("Approve"), N_("Do not approve")
    own = in_indonesian(question), in_indonesian(forward), in_indonesian(back)
    return editing.Words(*own, question, forward, back)


def known(process: Process, node: str) -> Node:
    """A step of a diagram, or its start; raises NotFound."""
    found = process.node.get(node)
    if found is None or (found.step is None and found.kind is not Kind.START):
        raise NotFound(what="row", name=node)
    return found


def step(process: Process, node: str) -> Node:
    """A step of a diagram; raises NotFound."""
    found = process.node.get(node)
    if found is None or found.step is None:
        raise NotFound(what="row", name=node)
    return found


def change_row(visit: Visit, node: str) -> Edit:
    """What was answered becomes what a row says, and its post the one that was chosen."""

    def edit(data: bytes) -> bytes:
        process = reading.read(data)
        old = editing.row_of(step(process, node))
        answers = _answers(table_forms.row_fields(process, catalogue.posts(visit.session)))
        row = table_forms.row_of(answers, old)
        row_numbers.check(process, node, row)
        data = editing.change_row(data, node, row)
        data, lane = _lane(visit, data, str(answers["lane"]))
        return editing.move_to_lane(data, node, lane)

    return edit


def insert_row(visit: Visit, after: str, made: list[str]) -> Edit:
    """What was answered becomes a new row behind another one; its id is added to `made`."""

    def edit(data: bytes) -> bytes:
        process = reading.read(data)
        known(process, after)
        answers = _answers(table_forms.row_fields(process, catalogue.posts(visit.session)))
        row = table_forms.row_of(answers, editing.Row(name=""))
        data, lane = _lane(visit, data, str(answers["lane"]))
        data, name = editing.insert_row(data, after, row, lane)
        made.append(name)
        return data

    return edit


def act_on_row(node: str) -> Edit:
    """What the pressed button does to a row."""

    def edit(data: bytes) -> bytes:
        act = ACTS.get(sent("act"))
        if act is None:
            raise NotFound(what="act", name=sent("act"))
        return act(data, step(reading.read(data), node).id)

    return edit


def confirm(node: str) -> Edit:
    """The mark "to be confirmed" is taken from a step."""
    return lambda data: editing.confirm(data, step(reading.read(data), node).id)


def add_way_back(node: str) -> Edit:
    """The chosen earlier row becomes one to which this row can be sent back."""

    def edit(data: bytes) -> bytes:
        process = reading.read(data)
        to = step(process, sent("to")).id
        usual = words()
        back, back_en = (tidy(sent(name))[:LONGEST_NAME] for name in ("name", "name_en"))
        named = replace(usual, back=back or usual.back, back_en=back_en)
        return editing.add_return(data, step(process, node).id, to, named)[0]

    return edit


def remove_way_back() -> Edit:
    """The named way back is taken away."""

    def edit(data: bytes) -> bytes:
        if sent("flow") not in reading.read(data).flow:
            raise NotFound(what="decision", name=sent("flow"))
        return editing.remove_return(data, sent("flow"))

    return edit


def remove_lane(lane: str) -> Edit:
    """A lane in which nothing stands is taken away."""

    def edit(data: bytes) -> bytes:
        if lane not in reading.read(data).lane:
            raise NotFound(what="lane", name=lane)
        return editing.remove_lane(data, lane)

    return edit


def change_identity() -> Edit:
    """What was answered becomes the identity of the SOP."""

    def edit(data: bytes) -> bytes:
        process = reading.read(data)
        answers = _answers(identity_form.fields(process))
        names = (table_forms.text(answers, "name"), table_forms.text(answers, "name_en"))
        identity = identity_form.identity_of(answers, process.identity)
        return editing.set_identity(data, identity, *names)

    return edit


def _answers(fields: tuple[Field, ...]) -> dict[str, object]:
    return validate(fields, forms.posted(fields, request.form))


def _lane(visit: Visit, data: bytes, chosen: str) -> tuple[bytes, str]:
    """The lane that was chosen, added first where its post has none yet."""
    if not chosen.startswith(table_forms.POST):
        return data, chosen
    key = chosen.removeprefix(table_forms.POST)
    post = next(post for post in catalogue.posts(visit.session) if post.key == key)
    return editing.add_lane(data, Lane("", post.name, post.key, post.kind, post.name_en))
