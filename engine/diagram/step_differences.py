"""What differs between the steps of two diagrams, and between the fields of a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.diagram import graph
from engine.diagram.changes import Change, Topic, Turn, came_and_went, changed
from engine.diagram.process import Node, Process
from engine.diagram.step import Step
from engine.fields.kinds import Field

# What people see of a step beside its number, each by the name that pages word.
FACTS: Mapping[str, Callable[[Process, Node, Step], object]] = {
    "name": lambda process, node, step: node.name,
    "name_en": lambda process, node, step: node.name_en,
    "kind": lambda process, node, step: process.lane[node.lane].kind,
    "wording": lambda process, node, step: step.wording,
    "inputs": lambda process, node, step: step.standard.printed_inputs,
    "time": lambda process, node, step: step.standard.printed_time,
    "duration": lambda process, node, step: step.standard.duration,
    "outputs": lambda process, node, step: step.standard.printed_outputs,
    "needs": lambda process, node, step: " ".join(step.standard.inputs),
    "makes": lambda process, node, step: " ".join(step.standard.outputs),
    "meaning": lambda process, node, step: step.meaning.value,
    "notify": lambda process, node, step: ", ".join(step.notify),
}
FIELD_FACTS = (
    *("label", "label_en", "type", "required", "help", "help_en", "default", "minimum", "maximum"),
    *("shown_when", "options", "columns", "mode", "paper"),
)


def steps(old: Process, new: Process) -> Iterator[Change]:
    """The steps that went, then in walking order those that came or changed."""
    before, after = graph.rows(old), graph.rows(new)
    for node in graph.walking_order(old):
        if node in before and node not in after:
            name = old.node[node].name
            yield Change(Topic.STEP, Turn.REMOVED, node, before[node], name)
    for node in graph.walking_order(new):
        if node in after and node not in before:
            about = (node, after[node], new.node[node].name)
            yield Change(Topic.STEP, Turn.ADDED, *about, fact="post", after=post(new, node, old))
        elif node in after:
            yield from _step(old, new, node, after[node])


def post(process: Process, node: str, beside: Process) -> str:
    """The name of a node's post, with its key where another post is called so; "" outside lanes."""
    lane = process.lane.get(process.node[node].lane)
    if lane is None:
        return ""
    alike = {one.post for one in (*process.lanes, *beside.lanes) if one.name == lane.name}
    return lane.name if len(alike) == 1 else f"{lane.name} ({lane.post})"


def _step(old: Process, new: Process, node: str, row: str) -> Iterator[Change]:
    was, now = old.node[node], new.node[node]
    old_step, new_step = was.step or Step(), now.step or Step()
    posts = (post(old, node, new), post(new, node, old))
    facts = {
        fact: (read(old, was, old_step), read(new, now, new_step)) for fact, read in FACTS.items()
    }
    for fact, (before, after) in {"post": posts, **facts}.items():
        if before != after:
            about = (Topic.STEP, Turn.CHANGED, node, row, now.name, fact)
            yield Change(*about, str(before), str(after))
    if old_step.unconfirmed != new_step.unconfirmed:
        turn = Turn.QUESTIONED if new_step.unconfirmed else Turn.CONFIRMED
        yield Change(Topic.STEP, turn, node, row, now.name)
    yield from _fields(old_step.fields, new_step.fields, node, row)


def _fields(
    old: tuple[Field, ...], new: tuple[Field, ...], node: str, row: str
) -> Iterator[Change]:
    before, after = {f.key: f for f in old}, {f.key: f for f in new}
    yield from came_and_went(
        before, after, lambda _, field: Change(Topic.FIELD, Turn.CHANGED, node, row, field.label)
    )
    for key in after:
        for fact in FIELD_FACTS if key in before else ():
            change = Change(Topic.FIELD, Turn.CHANGED, node, row, after[key].label, fact)
            yield from changed(change, before[key], after[key])
