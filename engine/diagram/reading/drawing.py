"""Reads where the elements are drawn (BPMN's diagram interchange)."""

from __future__ import annotations

from engine.diagram import xml
from engine.diagram.process import Box, Drawing


def read(root: xml.Element) -> Drawing:
    """The boxes, way points and labels of a file; what cannot be read is left out.

    Of several drawings the first counts, and in it the first place of an element, as in the editor.
    """
    boxes: dict[str, Box] = {}
    edges: dict[str, tuple[tuple[float, float], ...]] = {}
    labels: dict[str, Box] = {}
    for drawn in xml.drawn(*xml.planes(root)[:1]):
        name = xml.reference(drawn, "bpmnElement")
        label = drawn.find(f"{{{xml.BPMNDI}}}BPMNLabel")
        if xml.local(drawn) == "BPMNEdge":
            edges.setdefault(name, _points(drawn))
        elif box := _box(drawn):
            boxes.setdefault(name, box)
        if label is not None and (box := _box(label)):
            labels.setdefault(name, box)
    return Drawing(boxes, edges, labels)


def _points(edge: xml.Element) -> tuple[tuple[float, float], ...]:
    points = edge.findall(f"{{{xml.DI}}}waypoint")
    return tuple((_at(point, "x"), _at(point, "y")) for point in points)


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
