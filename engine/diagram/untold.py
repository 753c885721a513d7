"""What differs between two diagrams, and stands in no sentence about what people see of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from engine.diagram import graph
from engine.diagram.process import Kind, Node, Process
from engine.diagram.step import Meaning, Standard, Step
from engine.diagram.step_differences import post

# What the rest is compared without: the drawing is told apart, and what is known is no content.
_NO_CONTENT = ("drawing", "known")


def is_alike(old: Process, new: Process) -> bool:
    """Whether two diagrams have the same content, however they are drawn."""
    parts = [part.name for part in fields(Process) if part.name not in _NO_CONTENT]
    return all(getattr(old, part) == getattr(new, part) for part in parts)


def remains(old: Process, new: Process) -> bool:
    """Whether what both diagrams have differs in anything that the facts of changes leave out."""
    return [*_rest(old, new)] != [*_rest(new, old)]


def _rest(process: Process, other: Process) -> Iterator[object]:
    """What is left of the parts that both have, in the order of the file, without what is told.

    Told parts are taken out by name, so that whatever a diagram may hold one day is compared.
    """
    yield process.pool
    yield [lane.id for lane in process.lanes if lane.id in other.lane]
    told = {(clause.block, clause.text) for clause in other.identity.clauses}
    clauses = [c for c in process.identity.clauses if (c.block, c.text) in told]
    yield [clause.block for clause in clauses]
    yield sorted((c.block, c.text, c.original, c.note) for c in clauses)
    for node in process.nodes:
        if node.id in other.node:
            yield _node(process, other, node)
    for flow in process.flows:
        if flow.id in other.flow:
            yield replace(flow, source="", target="", name="", name_en="", condition="")


def _node(process: Process, other: Process, node: Node) -> Node:
    is_moved = post(process, node.id, other) != post(other, node.id, process)
    is_step = node.step is not None and other.node[node.id].step is not None
    return replace(
        node,
        kind=Kind.USER_TASK,
        name="",
        name_en="",
        lane="" if is_moved else node.lane,
        step=_step(process, other, node) if is_step else None,
    )


def _step(process: Process, other: Process, node: Node) -> Step:
    is_numbered = graph.rows(process)[node.id] != graph.rows(other)[node.id]
    step = node.step or Step()
    return replace(
        step,
        row="" if is_numbered else step.row,
        meaning=Meaning.DONE,
        wording="",
        unconfirmed=False,
        standard=Standard(),
        fields=(),
        notify=(),
    )
