"""Reads a diagram into a `Process`.

Reading is lenient: what is absent becomes "" or a default, so that a broken draft can still be
shown. Whether it may be published is for `checks` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from engine.diagram import xml
from engine.diagram.process import Flow, Kind, Lane, Node, Process
from engine.diagram.reading import drawing, identity, steps
from engine.diagram.step import Provenance
from engine.diagram.verdicts import refused

# BPMN's plain and manual tasks also wait for a person: they run as user tasks.
KINDS = {kind.value: kind for kind in Kind} | {"task": Kind.USER_TASK, "manualTask": Kind.USER_TASK}


def read(data: bytes) -> Process:
    """The process of a BPMN file; raises `xml.Unreadable` when there is not exactly one."""
    return read_tree(xml.parse(data))


@lru_cache(maxsize=16)
def remembered(data: bytes) -> Process:
    """As `read`; the last few are kept, and with each what was reckoned of it (`process.kept`)."""
    return read(data)


def read_tree(root: xml.Element) -> Process:
    """The process of a parsed file; raises `xml.Unreadable` when there is not exactly one."""
    process = the_process(root)
    lanes, held = _lanes(process)
    return Process(
        key=process.get("id", ""),
        name=process.get("name", "") or _pool(root, process),
        name_en=xml.own(process, "nameEn"),
        identity=identity.read(process),
        lanes=lanes,
        nodes=_nodes(process, held),
        flows=_flows(process),
        papers=identity.papers(process),
        drawing=drawing.read(root),
        pool=_pool(root, process),
    )


def names(data: bytes) -> dict[str, str]:
    """The name of everything in a BPMN file that has an id, "" for none."""
    root = xml.parse(data)
    return {e.get("id", ""): xml.name(e) for e in root.iter(f"{{{xml.BPMN}}}*") if e.get("id")}


def the_process(root: xml.Element) -> xml.Element:
    """The process element of a file: of several the first that has flow nodes."""
    found = xml.children(root, "process")
    if not found:
        raise xml.Unreadable(refused("", "one-process", count="0"))
    return next((p for p in found if xml.children(p, "startEvent")), found[0])


def _pool(root: xml.Element, process: xml.Element) -> str:
    pools = root.iter(f"{{{xml.BPMN}}}participant")
    key = process.get("id")
    return next((p.get("name", "") for p in pools if xml.reference(p, "processRef") == key), "")


def leaf_lanes(process: xml.Element) -> Iterable[xml.Element]:
    """The innermost lanes, in the order of the file; an inner lane wins over its outer one."""
    for lane in process.iter(f"{{{xml.BPMN}}}lane"):
        if lane.find(f".//{{{xml.BPMN}}}lane") is None:
            yield lane


def lane_members(lane: xml.Element) -> list[str]:
    """The ids of the nodes that a lane lists."""
    return [xml.text(reference) for reference in xml.children(lane, "flowNodeRef")]


def _lanes(process: xml.Element) -> tuple[tuple[Lane, ...], dict[str, str]]:
    lanes, held = [], {}
    for element in leaf_lanes(process):
        name = xml.name(element)
        lane = Lane(
            id=element.get("id", ""),
            name=name,
            post=xml.own(element, "post") or slug(name),
            kind=xml.own(element, "postKind") or "single",
            name_en=xml.own(element, "nameEn"),
        )
        lanes.append(lane)
        held.update(dict.fromkeys(lane_members(element), lane.id))
    return tuple(lanes), held


def slug(name: str) -> str:
    """A name as a key: lower case letters and digits, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80]


def _nodes(process: xml.Element, lane_of: dict[str, str]) -> tuple[Node, ...]:
    found = (e for e in process if e.tag.startswith(f"{{{xml.BPMN}}}") and xml.local(e) in KINDS)
    return tuple(_node(element, lane_of) for element in found)


def _node(element: xml.Element, lane_of: dict[str, str]) -> Node:
    kind, node_id = KINDS[xml.local(element)], element.get("id", "")
    return Node(
        id=node_id,
        kind=kind,
        name=xml.name(element),
        lane=lane_of.get(node_id, ""),
        name_en=xml.own(element, "nameEn"),
        step=steps.read(element) if kind is Kind.USER_TASK else None,
    )


def _flows(process: xml.Element) -> tuple[Flow, ...]:
    return tuple(_flow(element) for element in xml.children(process, "sequenceFlow"))


def _flow(element: xml.Element) -> Flow:
    return Flow(
        id=element.get("id", ""),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        name=xml.name(element),
        condition=xml.text(element.find(f"{{{xml.BPMN}}}conditionExpression")),
        name_en=xml.own(element, "nameEn"),
        provenance=steps.member(Provenance, xml.own(element, "provenance"), Provenance.TEXT),
        confidence=xml.own(element, "confidence") or "1",
    )
