"""The copy of a diagram that SpiffWorkflow is given.

SpiffWorkflow wants a condition on every flow of an exclusive split but one, and ignores what it
does not know. The stored diagram stays as it was drawn; this in-memory copy gets, for each human
decision, conditions on the chosen flow's id, and loses everything that is not executed. Conditions
on fields are written into it as they were read, so that what runs is what pages show and the check
has judged, whatever blanks and lines the file has in them.
"""

from __future__ import annotations

from lxml import etree

from engine.diagram import graph, xml
from engine.diagram.process import Kind, Process
from engine.diagram.reading import KINDS, the_process

DECISION = "decision"

_KEPT = {*KINDS, "sequenceFlow", "laneSet"}
_KEPT_INSIDE = {"conditionExpression", "terminateEventDefinition", "lane"}


def executable(data: bytes, process: Process) -> xml.Element:
    """The root of a fresh copy that holds the process alone, ready to be executed."""
    root, element = _alone(data)
    for gateway in _splits(process):
        if graph.decides(process, gateway):
            _decide(element, process, gateway, f"{DECISION} == '{{}}'")
        else:
            _write_as_read(element, process, gateway)
    return root


def playable(data: bytes, process: Process) -> xml.Element:
    """The same where each flow of a split is taken that `DECISION` lists, whatever was answered."""
    root, element = _alone(data)
    for gateway in _splits(process):
        _decide(element, process, gateway, f"'{{}}' in {DECISION}")
    return root


def _alone(data: bytes) -> tuple[xml.Element, xml.Element]:
    root = xml.parse(data)
    element = the_process(root)
    for other in [child for child in root if child is not element]:
        root.remove(other)
    _strip(element)
    return root, element


def _splits(process: Process) -> list[str]:
    choices = (node.id for node in process.nodes if node.kind is Kind.CHOICE)
    return [gateway for gateway in choices if len(process.outgoing[gateway]) > 1]


def _strip(process: xml.Element) -> None:
    process.set("isExecutable", "true")
    for child in list(process):
        if xml.namespace(child) != xml.BPMN or xml.local(child) not in _KEPT:
            process.remove(child)
        elif xml.local(child) in ("task", "manualTask"):
            child.tag = f"{{{xml.BPMN}}}{Kind.USER_TASK.value}"
    for part in [part for child in process for part in child]:
        parent = part.getparent()
        if parent is not None and xml.local(part) not in _KEPT_INSIDE:
            parent.remove(part)


def _write_as_read(element: xml.Element, process: Process, gateway: str) -> None:
    for flow in xml.children(element, "sequenceFlow"):
        if flow.get("sourceRef") == gateway:
            for written in xml.children(flow, "conditionExpression"):
                written.text = process.flow[flow.get("id", "")].condition


def _decide(element: xml.Element, process: Process, gateway: str, condition: str) -> None:
    found = {e.get("id"): e for e in xml.children(element, "sequenceFlow")}
    # Every flow gets one and none is the default: a missing decision must fail, not drift on.
    for flow in process.outgoing[gateway]:
        for written in xml.children(found[flow.id], "conditionExpression"):
            found[flow.id].remove(written)
        asked = etree.SubElement(found[flow.id], f"{{{xml.BPMN}}}conditionExpression")
        asked.text = condition.format(flow.id)
    for node in xml.children(element, Kind.CHOICE.value):
        if node.get("id") == gateway:
            node.attrib.pop("default", "")
