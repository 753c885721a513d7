"""Moving a row to another post, and the lanes that stand for posts."""

from __future__ import annotations

from engine.diagram import graph, reading, xml
from engine.diagram.editing import elements
from engine.diagram.editing.canvas import Canvas
from engine.diagram.layout import frames, placing, shifting
from engine.diagram.layout.plan import bottom
from engine.diagram.process import Lane
from engine.errors import LaneUsed


def move_to_lane(data: bytes, node: str, lane: str) -> bytes:
    """The diagram with a row in another lane, together with the gateway at which it decides."""
    canvas = Canvas(data)
    put_into_lane(canvas, node, lane)
    return canvas.close()


def put_into_lane(canvas: Canvas, node: str, lane: str) -> None:
    """Move a row, and its gateway if that stands in the same lane, to another one."""
    home = canvas.process.node[node].lane
    if home == lane:
        return
    unit = [node]
    for flow in graph.decisions(canvas.process, node)[:1]:
        if canvas.process.node[flow.source].lane == home:
            unit.append(flow.source)
    for member in unit:
        list_node(canvas, member, lane)
    canvas.read()
    plan = canvas.plan()
    placing.change_lane(plan, unit)
    canvas.draw(plan)


def list_node(canvas: Canvas, node: str, lane: str) -> None:
    """Let a lane list a node, in the order of the file, and no other lane."""
    tag = f"{{{xml.BPMN}}}flowNodeRef"
    for holder in canvas.element.iter(f"{{{xml.BPMN}}}lane"):
        for listed in xml.children(holder, "flowNodeRef"):
            if xml.text(listed) == node:
                holder.remove(listed)
    element = canvas.node(lane)
    order = {str(e.get("id", "")): n for n, e in enumerate(canvas.element)}
    made = xml.make("flowNodeRef")
    made.text = node
    later = [e for e in element.findall(tag) if order.get(xml.text(e), 0) > order[node]]
    inner = [e for e in element if xml.local(e) == "childLaneSet"]
    place = element.index((later or inner)[0]) if later or inner else len(element)
    element.insert(place, made)


def add_lane(data: bytes, lane: Lane) -> tuple[bytes, str]:
    """The diagram with a lane for a post below the others, and the lane's id.

    The id of the lane that is given does not count.
    """
    canvas = Canvas(data)
    name = list_lane(canvas, lane)
    plan = canvas.plan()
    added = canvas.read().lane[name]
    if plan.lanes():
        frames.add_lane(plan, added)
    canvas.draw(plan)
    return canvas.close(), name


def list_lane(canvas: Canvas, lane: Lane) -> str:
    """Add the element of a lane behind the others; its id."""
    name = canvas.new_id("L")
    element = xml.make("lane", id=name)
    _lane_set(canvas).append(element)
    facts = {"name": lane.name, "alur:nameEn": lane.name_en}
    facts |= {"alur:post": lane.post, "alur:postKind": lane.kind}
    for fact, value in facts.items():
        elements.write(element, fact, value)
    return name


def _lane_set(canvas: Canvas) -> xml.Element:
    sets = xml.children(canvas.element, "laneSet")
    if sets:
        return sets[0]
    made = xml.make("laneSet", id=canvas.new_id("Lanes"))
    before = ("documentation", "extensionElements", "auditing", "monitoring", "property")
    canvas.element.insert(sum(xml.local(child) in before for child in canvas.element), made)
    return made


def remove_lane(data: bytes, lane: str) -> bytes:
    """The diagram without a lane in which nothing stands; raises LaneUsed."""
    canvas = Canvas(data)
    element = canvas.node(lane)
    if reading.lane_members(element):
        raise LaneUsed(lane=canvas.process.lane[lane].name)
    plan = canvas.plan()
    box = plan.boxes.pop(lane, None)
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
    if box is not None:
        plan.process = canvas.read()
        shifting.lower(plan, bottom(box), -box.height)
    canvas.draw(plan)
    return canvas.close()
