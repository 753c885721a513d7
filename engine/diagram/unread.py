"""What a diagram's file holds beside what is read of it: notes, documentation, others' data."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.diagram import xml
from engine.diagram.reading import KINDS

_ATTRIBUTES = {"id", "name", "sourceRef", "targetRef", "processRef", "default"}
_LISTED = {"incoming", "outgoing", "flowNodeRef", "conditionExpression"}
_READ = {"process", "participant", "lane", "sequenceFlow", *KINDS}
_HOLDERS = {"definitions", "collaboration", "laneSet", "childLaneSet", "extensionElements"}


def differs(old: bytes, new: bytes) -> bool:
    """Whether two files that can be read differ in what is not read, their drawings left out."""
    return [*_kept(xml.parse(old))] != [*_kept(xml.parse(new))]


def _kept(element: xml.Element) -> Iterator[object]:
    """What is not read of an element and of those that it holds, in the order of the file."""
    if xml.namespace(element) in (xml.ALUR, xml.BPMNDI):
        return
    name = xml.local(element)
    if xml.namespace(element) != xml.BPMN or name not in _READ | _HOLDERS:
        yield from map(_said, element.iter(etree.Element))
        return
    facts = {key: value for key, value in xml.attributes(element) if not _is_read(key)}
    if facts and name in _READ:
        yield element.get("id"), facts
    for child in element:
        if xml.namespace(child) != xml.BPMN or xml.local(child) not in _LISTED:
            yield from _kept(child)


def _said(element: xml.Element) -> object:
    """What one element says, whatever its blanks."""
    words = [(part or "").split() for part in (element.text, element.tail)]
    return element.tag, dict(xml.attributes(element)), words


def _is_read(attribute: str) -> bool:
    return attribute in _ATTRIBUTES or attribute.startswith(f"{{{xml.ALUR}}}")
