"""The diagram that is checked, as XML and as a process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.diagram import xml
from engine.diagram.process import Flow, Kind, Node, Process
from engine.diagram.reading import KINDS

_HOLDERS = {"definitions", "collaboration", "process", "laneSet", "childLaneSet"}
_NO_PARTS = {"documentation", "extensionElements", "collaboration", "laneSet", "childLaneSet"}


@dataclass(frozen=True)
class Subject:
    """A parsed diagram, what was read of it, and its bundle's files by path, if it has one."""

    data: bytes
    root: xml.Element
    element: xml.Element
    process: Process
    files: Mapping[str, bytes] | None

    @cached_property
    def parts(self) -> list[xml.Element]:
        """The BPMN elements that something is said of, in the order of the file."""
        return [element for element in self.root.iter(f"{{{xml.BPMN}}}*") if _is_part(element)]

    def owner(self, element: xml.Element) -> str:
        """The id of the part that an element belongs to, or "" for the file."""
        return self._owners.get(element, "")

    def is_frame(self, element: xml.Element) -> bool:
        """Whether an element only holds others: the file, the pools, a set of lanes."""
        return xml.local(element) in _HOLDERS

    @cached_property
    def _owners(self) -> dict[xml.Element, str]:
        known, owners = set(self.parts), dict[xml.Element, str]()
        # Parents come before their children.
        for element in self.root.iter():
            above = element.getparent()
            inherited = owners[above] if above is not None else ""
            owners[element] = element.get("id", "") if element in known else inherited
        return owners

    @cached_property
    def children(self) -> list[xml.Element]:
        """The BPMN elements that stand directly in the process."""
        return [element for element in self.parts if element.getparent() is self.element]

    @cached_property
    def by_id(self) -> dict[str, xml.Element]:
        """The elements that stand directly in the process, by id."""
        return {element.get("id", ""): element for element in self.children}

    @cached_property
    def tasks(self) -> list[tuple[Node, xml.Element]]:
        """The user tasks, each with its element; their ids may be the same."""
        elements = (element for element in self.children if xml.local(element) in KINDS)
        pairs = zip(self.process.nodes, elements, strict=True)
        return [(node, element) for node, element in pairs if node.step is not None]

    @cached_property
    def lanes(self) -> list[xml.Element]:
        """All lanes, outer and inner."""
        return list(self.element.iter(f"{{{xml.BPMN}}}lane"))

    @property
    def splits(self) -> Iterator[tuple[Node, tuple[Flow, ...]]]:
        """The exclusive gateways with several flows out, and these flows."""
        for node in self.process.nodes:
            flows = self.process.outgoing[node.id]
            if node.kind is Kind.CHOICE and len(flows) > 1:
                yield node, flows

    @cached_property
    def is_connected(self) -> bool:
        """Whether questions about paths have an answer."""
        process = self.process
        ids = [node.id for node in process.nodes] + [flow.id for flow in process.flows]
        starts = [node for node in process.nodes if node.kind is Kind.START]
        ends = {end for flow in process.flows for end in (flow.source, flow.target)}
        unique = len(set(ids)) == len(ids) and "" not in ids
        return unique and len(starts) == 1 and ends <= process.node.keys()


def _is_part(element: xml.Element) -> bool:
    parent = element.getparent()
    if parent is None or xml.local(element) in _NO_PARTS:
        return False
    return xml.namespace(parent) == xml.BPMN and xml.local(parent) in _HOLDERS
