"""Changing what a row of the SOP says: its name, its wording, its quality standard."""

from __future__ import annotations

from dataclasses import dataclass

from engine.diagram import graph, xml
from engine.diagram.editing import elements
from engine.diagram.editing.canvas import Canvas
from engine.diagram.process import Node
from engine.diagram.step import Meaning, Step


@dataclass(frozen=True)
class Row:
    """What the table says of a row; `inputs`, `time` and `outputs` as printed, `duration` in ISO
    8601 as enforced."""

    name: str
    name_en: str = ""
    wording: str = ""
    number: str = ""
    inputs: str = ""
    time: str = ""
    outputs: str = ""
    duration: str = ""
    meaning: Meaning = Meaning.DONE


def row_of(node: Node) -> Row:
    """What the table says of a user task as it stands."""
    step = node.step or Step()
    standard = step.standard
    return Row(
        name=node.name,
        name_en=node.name_en,
        wording=step.wording,
        number=step.row,
        inputs=standard.printed_inputs,
        time=standard.printed_time,
        outputs=standard.printed_outputs,
        duration=standard.duration,
        meaning=step.meaning,
    )


def change_row(data: bytes, node: str, row: Row) -> bytes:
    """The diagram with these words of a row; steps of the same row share its standard time."""
    canvas = Canvas(data)
    set_row(canvas, node, row)
    return canvas.close()


def set_row(canvas: Canvas, node: str, row: Row) -> None:
    """Write what differs from the row as it stands."""
    old = row_of(canvas.process.node[node])
    element = canvas.node(node)
    elements.write(element, "name", row.name)
    elements.write(element, "alur:nameEn", row.name_en)
    if row == old:
        return
    step = elements.extension(element, "step")
    elements.write(step, "row", row.number)
    if row.meaning is not old.meaning:
        elements.write(step, "meaning", row.meaning.value)
    elements.body(step, "wording", row.wording)
    _set_standard(step, old, row)
    # A row that is given another number takes no time from there, and brings none.
    is_shared = row.number == old.number and row.duration != old.duration
    for other in _others_of_row(canvas, node) if is_shared else ():
        elements.keep(elements.part(step_of(canvas, other), "standard"), "duration", row.duration)
    canvas.read()


def _set_standard(step: xml.Element, old: Row, row: Row) -> None:
    facts = ("inputs", "time", "outputs", "duration")
    if all(getattr(old, fact) == getattr(row, fact) for fact in facts):
        return
    standard = elements.part(step, "standard")
    elements.keep(standard, "printedInputs", row.inputs)
    elements.keep(standard, "printedTime", row.time)
    elements.keep(standard, "printedOutputs", row.outputs)
    elements.keep(standard, "duration", row.duration)


def step_of(canvas: Canvas, node: str) -> xml.Element:
    """The step of a user task, made if need be."""
    return elements.extension(canvas.node(node), "step")


def _others_of_row(canvas: Canvas, node: str) -> list[str]:
    rows = graph.rows(canvas.process)
    own = canvas.process.node[node].step
    tasks = [task for task in canvas.process.user_tasks if task.id != node and task.step]
    return [t.id for t in tasks if own and own.row and rows[t.id] == own.row and _timed(t)]


def _timed(node: Node) -> bool:
    return bool(node.step and node.step.standard.duration)


def confirm(data: bytes, node: str) -> bytes:
    """The diagram with the mark "to be confirmed" taken from a row, and nothing else changed."""
    canvas = Canvas(data)
    for step in xml.extensions(canvas.node(node), "step"):
        elements.drop(step, "unconfirmed")
    return canvas.close()
