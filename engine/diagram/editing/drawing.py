"""A drawing for diagrams that have none, or not of everything."""

from __future__ import annotations

from dataclasses import replace

from engine.diagram import xml
from engine.diagram.checks import size
from engine.diagram.editing.sheet import Sheet
from engine.diagram.layout import completing
from engine.diagram.process import Kind, Node, Process
from engine.diagram.reading import KINDS, lane_members, leaf_lanes
from engine.errors import NothingToDraw

_PREFIXES = {"bpmndi": xml.BPMNDI, "dc": xml.DC, "di": xml.DI}


def undrawn(process: Process) -> list[str]:
    """The ids of lanes, nodes and flows that have no place in the drawing and could have one."""
    drawing, nodes = process.drawing, process.node
    placed = [*process.lane, *nodes]
    flows = [flow for flow in process.flows if {flow.source, flow.target} <= nodes.keys()]
    lines = [flow.id for flow in flows if len(drawing.edges.get(flow.id, ())) < 2]
    return [name for name in placed if name and name not in drawing.boxes] + lines


def is_bare(process: Process) -> bool:
    """Whether nothing that runs has a place in the drawing: the editor cannot open it."""
    return not process.drawing.boxes.keys() & process.node.keys()


def draw(data: bytes) -> bytes:
    """The diagram with a place for all that has none; nothing else of it is changed.

    Elements that the engine does not run are drawn too, so that the editor can take them away.
    Raises NothingToDraw where there are none, or more than the check accepts.
    """
    sheet = Sheet(data)
    if not sheet.process.nodes or [*size.verdicts(sheet.process)]:
        raise NothingToDraw()
    xml.declare(sheet.root, _PREFIXES)
    pool = _pool(sheet)
    _plane(sheet, pool)
    plan = sheet.plan(mending=False)
    plan.process = _with_strangers(sheet)
    completing.complete(plan, pool)
    sheet.draw(plan)
    return sheet.close()


def _pool(sheet: Sheet) -> str:
    """The id of the pool of the process, or ""."""
    pools = sheet.root.iter(f"{{{xml.BPMN}}}participant")
    key = sheet.element.get("id")
    return next((str(p.get("id", "")) for p in pools if xml.reference(p, "processRef") == key), "")


def _plane(sheet: Sheet, pool: str) -> None:
    """Let the file have a plane on which to draw."""
    if xml.planes(sheet.root):
        return
    found = next(sheet.root.iter(f"{{{xml.BPMN}}}collaboration"), None)
    whole = found if pool and found is not None else sheet.element
    diagram = xml.make("BPMNDiagram", xml.BPMNDI, id=sheet.new_id("Diagram"))
    facts = {"id": sheet.new_id("Plane"), "bpmnElement": whole.get("id", "")}
    diagram.append(xml.make("BPMNPlane", xml.BPMNDI, **facts))
    sheet.root.append(diagram)


def _with_strangers(sheet: Sheet) -> Process:
    """The process with the elements between flows that the engine does not run."""
    process = sheet.process
    ends = {end for flow in process.flows for end in (flow.source, flow.target)}
    lanes = {n: e.get("id", "") for e in leaf_lanes(sheet.element) for n in lane_members(e)}
    others = [
        Node(name, _like(element), xml.name(element), lanes.get(name, ""))
        for element in sheet.element
        if (name := str(element.get("id", ""))) in ends and xml.local(element) not in KINDS
    ]
    return replace(process, nodes=(*process.nodes, *others))


def _like(element: xml.Element) -> Kind:
    """The kind that an element is drawn as."""
    if xml.local(element).endswith("Event"):
        return Kind.END
    return Kind.PARALLEL if xml.local(element).endswith("Gateway") else Kind.USER_TASK
