"""Nodes and the flows between them, as elements: added, split, joined, led elsewhere."""

from __future__ import annotations

from engine.diagram import xml
from engine.diagram.editing import elements
from engine.diagram.editing.canvas import Canvas
from engine.diagram.process import Kind


def add_node(canvas: Canvas, kind: Kind, prefix: str, behind: str) -> str:
    """A new node behind another one in the file; its id."""
    name = canvas.new_id(prefix)
    made = xml.make(kind.value, id=name)
    canvas.element.insert(canvas.element.index(canvas.node(behind)) + 1, made)
    return name


def add_flow(canvas: Canvas, source: str, target: str, behind: str) -> str:
    """A new flow behind another one in the file; its id."""
    name = canvas.new_id("F")
    made = _flow(name, source, target)
    canvas.element.insert(canvas.element.index(canvas.node(behind)) + 1, made)
    _list(canvas, source, "outgoing", "", name)
    _list(canvas, target, "incoming", "", name)
    return name


def split(canvas: Canvas, flow: str, node: str) -> str:
    """Lead a flow to a node, and a new one from there to where it led; the new one's id."""
    element = canvas.node(flow)
    target, name = element.get("targetRef", ""), canvas.new_id("F")
    made = _flow(name, node, target)
    canvas.element.insert(canvas.element.index(element) + 1, made)
    element.set("targetRef", node)
    _list(canvas, node, "incoming", "", flow)
    _list(canvas, node, "outgoing", "", name)
    _list(canvas, target, "incoming", flow, name)
    return name


def precede(canvas: Canvas, flow: str, node: str) -> str:
    """Let a flow leave a node instead of its source, and a new one lead there; the new one's id."""
    element = canvas.node(flow)
    source, name = element.get("sourceRef", ""), canvas.new_id("F")
    made = _flow(name, source, node)
    canvas.element.insert(canvas.element.index(element), made)
    element.set("sourceRef", node)
    _list(canvas, source, "outgoing", flow, name)
    _list(canvas, node, "incoming", "", name)
    _list(canvas, node, "outgoing", "", flow)
    return name


def join(canvas: Canvas, node: str) -> list[str]:
    """Take a node with one way on out; what led to it leads on. The ids of these flows."""
    process = canvas.process
    (onward,) = process.outgoing[node]
    into = [flow.id for flow in process.incoming[node]]
    for place, flow in enumerate(into):
        canvas.node(flow).set("targetRef", onward.target)
        _list(canvas, onward.target, "incoming", "" if place else onward.id, flow)
    remove(canvas, onward.id)
    remove_node(canvas, node)
    return into


def bypass(canvas: Canvas, node: str) -> str:
    """Take a node with one way in and one on out; the flow on leaves where that way in did.

    The id of the flow that led in, which is gone.
    """
    (into,), (onward,) = canvas.process.incoming[node], canvas.process.outgoing[node]
    canvas.node(onward.id).set("sourceRef", into.source)
    _list(canvas, into.source, "outgoing", into.id, onward.id)
    canvas.element.remove(canvas.node(into.id))
    remove_node(canvas, node)
    return into.id


def _flow(name: str, source: str, target: str) -> xml.Element:
    return xml.make("sequenceFlow", id=name, sourceRef=source, targetRef=target)


def lead(canvas: Canvas, flow: str, target: str, instead_of: str) -> None:
    """Lead a flow to another node, which lists it instead of another flow (or none).

    The node to which it led keeps it in its list: that is for whoever leads something there.
    """
    canvas.node(flow).set("targetRef", target)
    _list(canvas, target, "incoming", instead_of, flow)


def remove(canvas: Canvas, flow: str) -> None:
    """Take a flow out, also where nodes list it."""
    element = canvas.node(flow)
    _list(canvas, element.get("sourceRef", ""), "outgoing", flow, "")
    _list(canvas, element.get("targetRef", ""), "incoming", flow, "")
    canvas.element.remove(element)


def remove_node(canvas: Canvas, node: str) -> None:
    """Take a node out, also where lanes list it."""
    for lane in canvas.element.iter(f"{{{xml.BPMN}}}lane"):
        for listed in xml.children(lane, "flowNodeRef"):
            if xml.text(listed) == node:
                lane.remove(listed)
    canvas.element.remove(canvas.node(node))


def _list(canvas: Canvas, node: str, kind: str, old: str, new: str) -> None:
    """Let a node list a flow, in the place of another one if given; only where files do so."""
    if not canvas.lists_flows:
        return
    element = canvas.node(node)
    if old:
        elements.relist_flow(element, kind, old, new)
    elif new:
        elements.list_flow(element, kind, new)
