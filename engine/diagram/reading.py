"""Reads a diagram into a `Process`.

Reading is lenient: what is absent becomes "" or a default, so that a broken draft can still be
shown. Whether it may be published is for `checks` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from engine.diagram import xml
from engine.diagram.process import (
    Box,
    Clause,
    Drawing,
    Flow,
    Identity,
    Kind,
    Lane,
    Meaning,
    Node,
    Paper,
    Process,
    Provenance,
    Remark,
    Standard,
    Step,
)
from engine.diagram.verdicts import refused
from engine.fields.kinds import Field, FieldType, Option

E = TypeVar("E", bound=StrEnum)

# BPMN's plain and manual tasks also wait for a person: they run as user tasks.
KINDS = {kind.value: kind for kind in Kind} | {"task": Kind.USER_TASK, "manualTask": Kind.USER_TASK}


def read(data: bytes) -> Process:
    """The process of a BPMN file; raises `xml.Unreadable` when there is not exactly one."""
    return read_tree(xml.parse(data))


def read_tree(root: xml.Element) -> Process:
    """The process of a parsed file; raises `xml.Unreadable` when there is not exactly one."""
    process = the_process(root)
    lanes, held = _lanes(process)
    return Process(
        key=process.get("id", ""),
        name=process.get("name", "") or _pool(root, process),
        name_en=xml.own(process, "nameEn"),
        identity=_identity(process),
        lanes=lanes,
        nodes=_nodes(process, held),
        flows=_flows(process),
        papers=_papers(process),
        drawing=_drawing(root),
        pool=_pool(root, process),
    )


def the_process(root: xml.Element) -> xml.Element:
    """The one process element of a file."""
    found = xml.children(root, "process")
    if len(found) != 1:
        raise xml.Unreadable(refused("", "one-process", count=str(len(found))))
    return found[0]


def _pool(root: xml.Element, process: xml.Element) -> str:
    pools = root.iter(f"{{{xml.BPMN}}}participant")
    return next((p.get("name", "") for p in pools if p.get("processRef") == process.get("id")), "")


def _identity(process: xml.Element) -> Identity:
    found = xml.extensions(process, "identity")
    if not found:
        return Identity()
    block = found[0]
    return Identity(
        number=block.get("number", ""),
        title=block.get("title", ""),
        flow_title=block.get("flowTitle", ""),
        agency=block.get("agency", ""),
        unit=block.get("unit", ""),
        created=block.get("created", ""),
        revised=block.get("revised", ""),
        effective=block.get("effective", ""),
        approved_by=block.get("approvedBy", ""),
        clauses=tuple(_clause(e) for e in xml.children(block, "clause", xml.ALUR)),
    )


def _clause(element: xml.Element) -> Clause:
    get = element.get
    return Clause(get("block", ""), xml.text(element), get("original", ""), get("note", ""))


def _papers(process: xml.Element) -> tuple[Paper, ...]:
    return tuple(
        Paper(e.get("code", ""), e.get("name", ""), e.get("nameEn", ""), e.get("file", ""))
        for e in xml.extensions(process, "paper")
    )


def leaf_lanes(process: xml.Element) -> Iterable[xml.Element]:
    """The innermost lanes, in the order of the file; an inner lane wins over its outer one."""
    for lane in process.iter(f"{{{xml.BPMN}}}lane"):
        if not xml.children(lane, "childLaneSet"):
            yield lane


def lane_members(lane: xml.Element) -> list[str]:
    """The ids of the nodes that a lane lists."""
    return [xml.text(reference) for reference in xml.children(lane, "flowNodeRef")]


def _lanes(process: xml.Element) -> tuple[tuple[Lane, ...], dict[str, str]]:
    lanes, held = [], {}
    for element in leaf_lanes(process):
        name = " ".join(element.get("name", "").split())
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
        name=" ".join(element.get("name", "").split()),
        lane=lane_of.get(node_id, ""),
        name_en=xml.own(element, "nameEn"),
        step=_step(element) if kind is Kind.USER_TASK else None,
    )


def _step(element: xml.Element) -> Step:
    found = xml.extensions(element, "step")
    if not found:
        return Step()
    step = found[0]
    return Step(
        row=step.get("row", ""),
        meaning=_member(Meaning, step.get("meaning"), Meaning.DONE),
        wording=_body(step, "wording"),
        original_wording=_body(step, "original"),
        reasoning=_body(step, "reasoning"),
        provenance=_member(Provenance, step.get("provenance"), Provenance.TEXT),
        confidence=step.get("confidence", "1"),
        unconfirmed=step.get("unconfirmed") == "true",
        standard=_standard(step),
        fields=tuple(_field(e) for e in xml.children(step, "field", xml.ALUR)),
        remarks=tuple(_remark(e) for e in xml.children(step, "remark", xml.ALUR)),
        notify=tuple(e.get("post", "") for e in xml.children(step, "notify", xml.ALUR)),
    )


def _member(kind: type[E], value: str | None, default: E) -> E:
    return kind(value) if value in {member.value for member in kind} else default


def _body(step: xml.Element, name: str) -> str:
    return xml.text(step.find(f"{{{xml.ALUR}}}{name}"))


def _standard(step: xml.Element) -> Standard:
    element = step.find(f"{{{xml.ALUR}}}standard")
    if element is None:
        return Standard()
    get = element.get
    return Standard(
        printed_inputs=get("printedInputs", ""),
        printed_time=get("printedTime", ""),
        printed_outputs=get("printedOutputs", ""),
        duration=get("duration", ""),
        inputs=tuple(get("inputs", "").split()),
        outputs=tuple(get("outputs", "").split()),
    )


def _remark(element: xml.Element) -> Remark:
    get = element.get
    return Remark(get("kind", ""), get("original", ""), get("reading", ""), get("confidence", ""))


def _field(element: xml.Element) -> Field:
    get = element.get
    return Field(
        key=get("key", ""),
        type=_member(FieldType, get("type"), FieldType.TEXT),
        label=get("label", ""),
        label_en=get("labelEn", ""),
        required=get("required") == "true",
        help=get("help", ""),
        default=get("default", ""),
        minimum=_decimal(get("minimum")),
        maximum=_decimal(get("maximum")),
        shown_when=get("shownWhen", ""),
        options=tuple(_option(e) for e in xml.children(element, "option", xml.ALUR)),
        columns=tuple(_field(e) for e in xml.children(element, "field", xml.ALUR)),
    )


def _decimal(value: str | None) -> Decimal | None:
    try:
        number = Decimal(value) if value else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _option(element: xml.Element) -> Option:
    get = element.get
    return Option(get("value", ""), get("label", "") or get("value", ""), get("labelEn", ""))


def _flows(process: xml.Element) -> tuple[Flow, ...]:
    return tuple(_flow(element) for element in xml.children(process, "sequenceFlow"))


def _flow(element: xml.Element) -> Flow:
    return Flow(
        id=element.get("id", ""),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        name=" ".join(element.get("name", "").split()),
        condition=xml.text(element.find(f"{{{xml.BPMN}}}conditionExpression")),
        name_en=xml.own(element, "nameEn"),
        provenance=_member(Provenance, xml.own(element, "provenance"), Provenance.TEXT),
        confidence=xml.own(element, "confidence") or "1",
    )


def _drawing(root: xml.Element) -> Drawing:
    boxes, edges, labels = {}, {}, {}
    for shape in root.iter(f"{{{xml.BPMNDI}}}BPMNShape"):
        box = _box(shape)
        if box:
            boxes[shape.get("bpmnElement", "")] = box
    for edge in root.iter(f"{{{xml.BPMNDI}}}BPMNEdge"):
        points = edge.findall(f"{{{xml.DI}}}waypoint")
        edges[edge.get("bpmnElement", "")] = tuple((_at(p, "x"), _at(p, "y")) for p in points)
    for label in root.iter(f"{{{xml.BPMNDI}}}BPMNLabel"):
        box, owner = _box(label), label.getparent()
        if box and owner is not None:
            labels[owner.get("bpmnElement", "")] = box
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
