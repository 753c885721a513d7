"""What differs between the steps of two diagrams."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from engine.diagram import graph
from engine.diagram.changes import Change, Topic, Turn, order
from engine.diagram.field_differences import fields, labels
from engine.diagram.insertions import between, inserted
from engine.diagram.process import Node, Process
from engine.diagram.step import Step

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


def steps(old: Process, new: Process) -> Iterator[Change]:
    """The steps that went, then in walking order those that came or changed."""
    before, after, onto = graph.rows(old), graph.rows(new), inserted(old, new)
    for node in graph.walking_order(old):
        if node in before and node not in after:
            name = old.node[node].name
            yield Change(Topic.STEP, Turn.REMOVED, node, before[node], name)
    for node in graph.walking_order(new):
        if node in after and node not in before:
            about = Change(Topic.STEP, Turn.ADDED, node, after[node], new.node[node].name)
            places = between(new, node) if node in onto else ()
            yield replace(about, fact="post", after=post(new, node, old), between=places)
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
    about = Change(Topic.STEP, Turn.CHANGED, node, row, now.name)
    posts = (post(old, node, new), post(new, node, old))
    facts = {
        fact: (read(old, was, old_step), read(new, now, new_step)) for fact, read in FACTS.items()
    }
    for fact, (before, after) in {"post": posts, **facts}.items():
        if before != after:
            yield replace(about, fact=fact, before=str(before), after=str(after))
    if old_step.unconfirmed != new_step.unconfirmed:
        yield replace(about, turn=Turn.QUESTIONED if new_step.unconfirmed else Turn.CONFIRMED)
    ways = _decisions(old, node), _decisions(new, node)
    yield from order(replace(about, fact="decisions"), *ways)
    forms = old_step.fields, new_step.fields
    yield from order(replace(about, fact="fields"), *map(labels, forms))
    yield from fields(*forms, replace(about, topic=Topic.FIELD, name=""))


def _decisions(process: Process, node: str) -> dict[str, str]:
    return {flow.id: flow.name for flow in graph.decisions(process, node)}
