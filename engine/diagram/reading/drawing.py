"""Reads where the elements are drawn (BPMN's diagram interchange)."""

from __future__ import annotations

from engine.diagram import xml
from engine.diagram.process import Box, Drawing


def read(root: xml.Element) -> Drawing:
    """The boxes, way points and labels of a file; what cannot be read is left out."""
    boxes, edges, labels = {}, {}, {}
    for shape in root.iter(f"{{{xml.BPMNDI}}}BPMNShape"):
        box = _box(shape)
        if box:
            boxes[xml.reference(shape, "bpmnElement")] = box
    for edge in root.iter(f"{{{xml.BPMNDI}}}BPMNEdge"):
        points = edge.findall(f"{{{xml.DI}}}waypoint")
        flow = xml.reference(edge, "bpmnElement")
        edges[flow] = tuple((_at(p, "x"), _at(p, "y")) for p in points)
    for label in root.iter(f"{{{xml.BPMNDI}}}BPMNLabel"):
        box, owner = _box(label), label.getparent()
        if box and owner is not None:
            labels[xml.reference(owner, "bpmnElement")] = box
    return Drawing(boxes, edges, labels)


def _box(element: xml.Element) -> Box | None:
    bounds = element.find(f"{{{xml.DC}}}Bounds")
    if bounds is None:
        return None
    return Box(*(_at(bounds, name) for name in ("x", "y", "width", "height")))


def _at(element: xml.Element, name: str) -> float:
    try:
        number = float(element.get(name, "0"))
    except ValueError:
        return 0.0
    # Coordinates beyond any screen, infinities and NaN would break every picture.
    return number if -1e6 < number < 1e6 else 0.0
