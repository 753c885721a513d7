"""A new SOP from its table: each row a step in the lane of its post, and decisions that return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from engine.diagram.editing import elements
from engine.diagram.editing.canvas import Canvas
from engine.diagram.editing.identity import write_identity
from engine.diagram.editing.lanes import list_lane, list_node
from engine.diagram.editing.order import put_behind
from engine.diagram.editing.returns import Words, lead_back
from engine.diagram.editing.rows import Row
from engine.diagram.identity import Identity
from engine.diagram.layout import frames, labels, placing
from engine.diagram.layout.completing import FIRST
from engine.diagram.layout.plan import EVENT
from engine.diagram.process import Box, Lane

LONGEST_NAME = 60


@dataclass(frozen=True)
class TableRow:
    """A row of the table: what is done, by which post (a key), with what, how long, to what end.

    `back_to` is the place of the earlier row (from 0) to which it can be sent back, if any.
    """

    activity: str
    post: str
    inputs: str = ""
    time: str = ""
    duration: str = ""
    outputs: str = ""
    back_to: int | None = None


@dataclass(frozen=True)
class Begun:
    """What a new SOP begins from; the lanes stand in the order in which they are to be drawn."""

    key: str
    name: str
    identity: Identity
    lanes: Sequence[Lane]
    rows: Sequence[TableRow]
    words: Words
    ends: tuple[str, str] = ("", "")
    ends_en: tuple[str, str] = ("", "")
    pool: str = ""


_SKELETON = b"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:alur="urn:alur:bpmn:1"
    id="Definitions" targetNamespace="urn:alur:sop">
  <bpmn:collaboration id="Collaboration"><bpmn:participant id="Pool" /></bpmn:collaboration>
  <bpmn:process id="new" isExecutable="true">
    <bpmn:laneSet id="Lanes" />
    <bpmn:startEvent id="Mulai1"><bpmn:outgoing>F1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:endEvent id="Selesai1"><bpmn:incoming>F1</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="F1" sourceRef="Mulai1" targetRef="Selesai1" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram"><bpmndi:BPMNPlane id="Plane" bpmnElement="Collaboration" />
  </bpmndi:BPMNDiagram>
</bpmn:definitions>"""


def diagram(begun: Begun) -> bytes:
    """The whole diagram of a new SOP, with its drawing."""
    canvas = Canvas(_SKELETON)
    start, end = canvas.process.nodes[0].id, canvas.process.nodes[1].id
    _name(canvas, begun, (start, end))
    lanes = _lanes(canvas, begun.lanes)
    for event, row in ((start, begun.rows[0]), (end, begun.rows[-1])):
        list_node(canvas, event, lanes[row.post])
    _frame(canvas, start, end)
    steps: list[str] = []
    for place, row in enumerate(begun.rows, 1):
        before = steps[-1] if steps else start
        steps.append(put_behind(canvas, before, _row(row, place), lanes[row.post]))
    for step, row in zip(steps, begun.rows, strict=True):
        if row.back_to is not None:
            lead_back(canvas, step, steps[row.back_to], begun.words)
    plan = canvas.plan(mending=False)
    labels.name_all(plan)
    canvas.draw(plan)
    return canvas.close()


def _name(canvas: Canvas, begun: Begun, events: tuple[str, str]) -> None:
    process = canvas.element
    process.set("id", begun.key)
    elements.write(process, "name", begun.name)
    write_identity(canvas, begun.identity)
    for pool in canvas.root.iter("{*}participant"):
        elements.write(pool, "name", begun.pool)
        pool.set("processRef", begun.key)
    for event, name, name_en in zip(events, begun.ends, begun.ends_en, strict=True):
        elements.write(canvas.node(event), "name", name)
        elements.write(canvas.node(event), "alur:nameEn", name_en)


def _lanes(canvas: Canvas, lanes: Sequence[Lane]) -> dict[str, str]:
    """Add the lanes; their ids by the keys of their posts."""
    return {lane.post: list_lane(canvas, lane) for lane in lanes}


def _row(row: TableRow, place: int) -> Row:
    short = row.activity
    if len(short) > LONGEST_NAME:
        short = wrap(short, LONGEST_NAME - 1)[0].rstrip(" ,;.") + "…"
    return Row(
        name=short,
        wording=row.activity,
        number=str(place),
        inputs=row.inputs,
        time=row.time,
        outputs=row.outputs,
        duration=row.duration,
    )


# --- the empty drawing ------------------------------------------------------------------------


def _frame(canvas: Canvas, start: str, end: str) -> None:
    """Draw the pool, its lanes and the start event, then the end behind it."""
    process = canvas.read()
    plan = canvas.plan()
    (pool,) = plan.frames - process.lane.keys()
    frames.open_lanes(plan)
    home = plan.boxes[process.node[start].lane]
    plan.boxes[start] = Box(FIRST, home.y + (home.height - EVENT[1]) / 2, *EVENT)
    placing.insert(plan, end, EVENT)
    labels.name_node(plan, start)
    frames.close(plan, pool)
    canvas.draw(plan)
