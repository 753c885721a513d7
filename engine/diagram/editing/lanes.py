"""Moving a row to another post, and the lanes that stand for posts."""

from __future__ import annotations

from engine.diagram import graph, reading, xml
from engine.diagram.editing import elements
from engine.diagram.editing.sheet import Sheet
from engine.diagram.layout import frames, placing, shifting
from engine.diagram.layout.plan import bottom
from engine.diagram.process import Lane
from engine.errors import LaneUsed


def move_to_lane(data: bytes, node: str, lane: str) -> bytes:
    """The diagram with a row in another lane, together with the gateway at which it decides."""
    sheet = Sheet(data)
    put_into_lane(sheet, node, lane)
    return sheet.close()


def put_into_lane(sheet: Sheet, node: str, lane: str) -> None:
    """Move a row, and its gateway if that stands in the same lane, to another one."""
    home = sheet.process.node[node].lane
    if home == lane:
        return
    unit = [node]
    for flow in graph.decisions(sheet.process, node)[:1]:
        if sheet.process.node[flow.source].lane == home:
            unit.append(flow.source)
    for member in unit:
        list_node(sheet, member, lane)
    sheet.read()
    plan = sheet.plan()
    placing.change_lane(plan, unit)
    sheet.draw(plan)


def list_node(sheet: Sheet, node: str, lane: str) -> None:
    """Let a lane list a node, in the order of the file, and no other lane."""
    tag = f"{{{xml.BPMN}}}flowNodeRef"
    for holder in sheet.element.iter(f"{{{xml.BPMN}}}lane"):
        for listed in xml.children(holder, "flowNodeRef"):
            if xml.text(listed) == node:
                holder.remove(listed)
    element = sheet.node(lane)
    order = {str(e.get("id", "")): n for n, e in enumerate(sheet.element)}
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
    sheet = Sheet(data)
    name = list_lane(sheet, lane)
    plan = sheet.plan()
    added = sheet.read().lane[name]
    if plan.lanes():
        frames.add_lane(plan, added)
    sheet.draw(plan)
    return sheet.close(), name


def list_lane(sheet: Sheet, lane: Lane) -> str:
    """Add the element of a lane behind the others; its id."""
    name = sheet.new_id("L")
    element = xml.make("lane", id=name)
    _lane_set(sheet).append(element)
    facts = {"name": lane.name, "alur:nameEn": lane.name_en}
    facts |= {"alur:post": lane.post, "alur:postKind": lane.kind}
    for fact, value in facts.items():
        elements.write(element, fact, value)
    return name


def _lane_set(sheet: Sheet) -> xml.Element:
    sets = xml.children(sheet.element, "laneSet")
    if sets:
        return sets[0]
    made = xml.make("laneSet", id=sheet.new_id("Lanes"))
    before = ("documentation", "extensionElements", "auditing", "monitoring", "property")
    sheet.element.insert(sum(xml.local(child) in before for child in sheet.element), made)
    return made


def remove_lane(data: bytes, lane: str) -> bytes:
    """The diagram without a lane in which nothing stands; raises LaneUsed."""
    sheet = Sheet(data)
    element = sheet.node(lane)
    if reading.lane_members(element):
        raise LaneUsed(lane=sheet.process.lane[lane].name)
    plan = sheet.plan()
    box = plan.boxes.pop(lane, None)
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)
    if box is not None:
        plan.process = sheet.read()
        shifting.lower(plan, bottom(box), -box.height)
    sheet.draw(plan)
    return sheet.close()
