"""Tables of indicators: each step says what it does to its table, which is set up before filled."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import graph
from engine.diagram.checks.subject import Subject
from engine.diagram.process import Process
from engine.diagram.verdicts import Verdict, refused
from engine.fields.kinds import Field, FieldType, Mode

_MODES = {mode.value for mode in Mode}


def modes(subject: Subject) -> Iterator[Verdict]:
    """The modes of all fields: only a table of indicators has one, and always."""
    for node, _ in subject.tasks:
        for field in node.step.fields if node.step else ():
            if not _is_whole(field):
                yield refused(node.id, "field-mode", detail=field.key[:80])


def _is_whole(field: Field) -> bool:
    if field.type is not FieldType.INDICATORS:
        return not field.mode and not any(column.mode for column in field.columns)
    return field.mode in _MODES and not field.shown_when


def ways(subject: Subject) -> Iterator[Verdict]:
    """The steps that write into a table which some way from the start has not set up."""
    process = subject.process
    for key in {field.key for _, field in _tables(process)}:
        unset = _before_set_up(process, key)
        for node, field in _tables(process):
            if field.key == key and field.mode != Mode.SET_UP and node in unset:
                yield refused(node, "indicators-not-set-up", detail=key[:80])


def _tables(process: Process) -> Iterator[tuple[str, Field]]:
    for node in process.nodes:
        for field in node.step.fields if node.step else ():
            if field.type is FieldType.INDICATORS:
                yield node.id, field


def _before_set_up(process: Process, key: str) -> set[str]:
    """The nodes that a way reaches without passing a step that sets the table up."""
    tables = [(node, field) for node, field in _tables(process) if field.key == key]
    setting = {node for node, field in tables if field.mode == Mode.SET_UP}
    ways = {node: to for node, to in graph.forward(process).items() if node not in setting}
    return graph.reachable(process.start.id, ways)
