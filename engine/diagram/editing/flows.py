"""Nodes and the flows between them, as elements: added, split, joined, led elsewhere."""

from __future__ import annotations

from engine.diagram import xml
from engine.diagram.editing import elements
from engine.diagram.editing.sheet import Sheet
from engine.diagram.process import Kind


def add_node(sheet: Sheet, kind: Kind, prefix: str, behind: str) -> str:
    """A new node behind another one in the file; its id."""
    name = sheet.new_id(prefix)
    made = xml.make(kind.value, id=name)
    sheet.element.insert(sheet.element.index(sheet.node(behind)) + 1, made)
    return name


def add_flow(sheet: Sheet, source: str, target: str, behind: str) -> str:
    """A new flow behind another one in the file; its id."""
    name = sheet.new_id("F")
    made = _flow(name, source, target)
    sheet.element.insert(sheet.element.index(sheet.node(behind)) + 1, made)
    _list(sheet, source, "outgoing", "", name)
    _list(sheet, target, "incoming", "", name)
    return name


def split(sheet: Sheet, flow: str, node: str) -> str:
    """Lead a flow to a node, and a new one from there to where it led; the new one's id."""
    element = sheet.node(flow)
    target, name = element.get("targetRef", ""), sheet.new_id("F")
    made = _flow(name, node, target)
    sheet.element.insert(sheet.element.index(element) + 1, made)
    element.set("targetRef", node)
    _list(sheet, node, "incoming", "", flow)
    _list(sheet, node, "outgoing", "", name)
    _list(sheet, target, "incoming", flow, name)
    return name


def precede(sheet: Sheet, flow: str, node: str) -> str:
    """Let a flow leave a node instead of its source, and a new one lead there; the new one's id."""
    element = sheet.node(flow)
    source, name = element.get("sourceRef", ""), sheet.new_id("F")
    made = _flow(name, source, node)
    sheet.element.insert(sheet.element.index(element), made)
    element.set("sourceRef", node)
    _list(sheet, source, "outgoing", flow, name)
    _list(sheet, node, "incoming", "", name)
    _list(sheet, node, "outgoing", "", flow)
    return name


def join(sheet: Sheet, node: str) -> list[str]:
    """Take a node with one way on out; what led to it leads on. The ids of these flows."""
    process = sheet.process
    (onward,) = process.outgoing[node]
    into = [flow.id for flow in process.incoming[node]]
    for place, flow in enumerate(into):
        sheet.node(flow).set("targetRef", onward.target)
        _list(sheet, onward.target, "incoming", "" if place else onward.id, flow)
    remove(sheet, onward.id)
    remove_node(sheet, node)
    return into


def bypass(sheet: Sheet, node: str) -> str:
    """Take a node with one way in and one on out; the flow on leaves where that way in did.

    The id of the flow that led in, which is gone.
    """
    (into,), (onward,) = sheet.process.incoming[node], sheet.process.outgoing[node]
    sheet.node(onward.id).set("sourceRef", into.source)
    _list(sheet, into.source, "outgoing", into.id, onward.id)
    sheet.element.remove(sheet.node(into.id))
    remove_node(sheet, node)
    return into.id


def _flow(name: str, source: str, target: str) -> xml.Element:
    return xml.make("sequenceFlow", id=name, sourceRef=source, targetRef=target)


def lead(sheet: Sheet, flow: str, target: str, instead_of: str) -> None:
    """Lead a flow to another node, which lists it instead of another flow (or none).

    The node to which it led keeps it in its list: that is for whoever leads something there.
    """
    sheet.node(flow).set("targetRef", target)
    _list(sheet, target, "incoming", instead_of, flow)


def remove(sheet: Sheet, flow: str) -> None:
    """Take a flow out, also where nodes list it."""
    element = sheet.node(flow)
    _list(sheet, element.get("sourceRef", ""), "outgoing", flow, "")
    _list(sheet, element.get("targetRef", ""), "incoming", flow, "")
    sheet.element.remove(element)


def remove_node(sheet: Sheet, node: str) -> None:
    """Take a node out, also where lanes list it."""
    for lane in sheet.element.iter(f"{{{xml.BPMN}}}lane"):
        for listed in xml.children(lane, "flowNodeRef"):
            if xml.text(listed) == node:
                lane.remove(listed)
    sheet.element.remove(sheet.node(node))


def _list(sheet: Sheet, node: str, kind: str, old: str, new: str) -> None:
    """Let a node list a flow, in the place of another one if given; only where files do so."""
    if not sheet.lists_flows:
        return
    element = sheet.node(node)
    if old:
        elements.relist_flow(element, kind, old, new)
    elif new:
        elements.list_flow(element, kind, new)
