"""A diagram opened for changes: its elements, what is read of them, and its drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from engine.diagram import reading, writing, xml
from engine.diagram.editing import elements
from engine.diagram.layout import returns
from engine.diagram.layout.plan import Plan, Points
from engine.diagram.process import Kind, Process

_PREFIXES = {"alur": xml.ALUR}


class Sheet:
    """A parsed diagram; `close` gives its file.

    `process` is what was read last; whoever changes elements reads it anew.
    """

    def __init__(self, data: bytes) -> None:
        self.root = xml.parse(data)
        xml.declare(self.root, _PREFIXES)
        self.element = reading.the_process(self.root)
        self.process: Process = reading.read_tree(self.root)
        self._opened = self._ids()

    def read(self) -> Process:
        """Read the process anew, after its elements have changed."""
        self.process = reading.read_tree(self.root)
        return self.process

    def close(self) -> bytes:
        """The file as it now is."""
        return writing.write(self.root)

    # --- elements -----------------------------------------------------------------------------

    def node(self, name: str) -> xml.Element:
        """The element of a node, flow or lane."""
        return next(e for e in self.element.iter(f"{{{xml.BPMN}}}*") if e.get("id") == name)

    def new_id(self, prefix: str) -> str:
        """An id with the number after the highest one that has the prefix: T16 behind T15."""
        used = self._ids()
        numbers = [int(found[1]) for name in used if (found := re.match(f"{prefix}(\\d+)", name))]
        return f"{prefix}{max(numbers, default=0) + 1}"

    def _ids(self) -> frozenset[str]:
        return frozenset(str(e.get("id", "")) for e in self.root.iter(f"{{{xml.BPMN}}}*"))

    @property
    def lists_flows(self) -> bool:
        """Whether nodes list the flows that enter and leave them, as BPMN allows."""
        return next(self.element.iter(f"{{{xml.BPMN}}}incoming"), None) is not None

    # --- the drawing --------------------------------------------------------------------------

    @property
    def frames(self) -> frozenset[str]:
        """The ids of all lanes and pools."""
        kinds = (f"{{{xml.BPMN}}}lane", f"{{{xml.BPMN}}}participant")
        return frozenset(str(e.get("id", "")) for e in self.root.iter(*kinds))

    def plan(self, mending: bool = True) -> Plan:
        """The drawing of the process that was read last, to be changed.

        Without mending no way back is drawn anew that is not itself changed.
        """
        plan = Plan.of(self.process, self.frames)
        plan.free = returns.drawn_as_here(plan) if mending else frozenset()
        return plan

    def draw(self, plan: Plan) -> None:
        """Write a drawing; what it leaves as it was is not touched.

        Of several drawings this is the first; what is gone is taken out of all.
        """
        planes = xml.planes(self.root)
        if not planes:
            return
        known = self.process.drawing.boxes.keys() | self.process.drawing.edges.keys()
        gone = (self._opened - self._ids()) | (known - plan.boxes.keys() - plan.edges.keys())
        _take(planes, gone)
        drawn = {xml.reference(e, "bpmnElement"): e for e in reversed(xml.drawn(planes[0]))}
        for name, box in plan.boxes.items():
            shape = drawn.get(name)
            elements.place(shape if shape is not None else self._shape(planes[0], name), box)
        for name, points in plan.edges.items():
            edge = drawn.get(name)
            _run(edge if edge is not None else _new(planes[0], "BPMNEdge", name), points)
        for element in xml.drawn(planes[0]):
            elements.label(element, plan.labels.get(xml.reference(element, "bpmnElement")))
        self.read()

    def _shape(self, plane: xml.Element, name: str) -> xml.Element:
        shape = _new(plane, "BPMNShape", name)
        node = self.process.node.get(name)
        if name in self.frames:
            shape.set("isHorizontal", "true")
        elif node is not None and node.kind is Kind.CHOICE:
            shape.set("isMarkerVisible", "true")
        return shape


def _take(planes: Iterable[xml.Element], gone: Set[str]) -> None:
    """Take out whatever is drawn of what is gone."""
    for plane in planes:
        for element in xml.drawn(plane):
            if xml.reference(element, "bpmnElement") in gone:
                plane.remove(element)


def _new(plane: xml.Element, kind: str, name: str) -> xml.Element:
    """A new shape or edge, behind the last of its kind."""
    found = xml.make(kind, xml.BPMNDI, id=f"{name}_di", bpmnElement=name)
    last = xml.children(plane, kind, xml.BPMNDI)
    plane.insert(plane.index(last[-1]) + 1 if last else len(plane), found)
    return found


def _run(edge: xml.Element, points: Points) -> None:
    old = xml.children(edge, "waypoint", xml.DI)
    if [elements.numbers(point, "x", "y") for point in old] == [list(point) for point in points]:
        return
    for point in old:
        edge.remove(point)
    for place, (x, y) in enumerate(points):
        facts = {"x": elements.number(x), "y": elements.number(y)}
        edge.insert(place, xml.make("waypoint", xml.DI, **facts))
