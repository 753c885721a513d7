"""Which elements run: a list of what does; everything else is refused or only drawn."""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import xml
from engine.diagram.checks.subject import Subject
from engine.diagram.process import Kind
from engine.diagram.reading import KINDS
from engine.diagram.verdicts import Verdict, changed, refused

_REFUSED = {
    "complexGateway": "complex-gateway",
    "inclusiveGateway": "inclusive-gateway",
    "eventBasedGateway": "event-gateway",
    "businessRuleTask": "business-rule-task",
    "serviceTask": "service-task",
    "scriptTask": "script-task",
    "sendTask": "send-task",
    "receiveTask": "receive-task",
    "callActivity": "call-activity",
    "subProcess": "sub-process",
    "adHocSubProcess": "sub-process",
    "transaction": "sub-process",
    "boundaryEvent": "boundary-event",
    "dataStoreReference": "data-store",
    "dataStore": "data-store",
    "ioSpecification": "data-flow",
}
_EVENTS = {
    "linkEventDefinition": "link-event",
    "signalEventDefinition": "signal-event",
    "messageEventDefinition": "message-event",
    "timerEventDefinition": "timer-event",
    "errorEventDefinition": "error-event",
    "escalationEventDefinition": "escalation-event",
    "compensateEventDefinition": "compensation",
    "cancelEventDefinition": "cancel-event",
    "conditionalEventDefinition": "conditional-event",
}
_OWNERS = {"resourceRole", "performer", "humanPerformer", "potentialOwner"}
_DRAWN = {"textAnnotation", "group", "association", "dataObject", "dataObjectReference"}
_DRAWN |= {"messageFlow", "property", "auditing", "monitoring"}
_DRAWN_AT_ROOT = {"category", "itemDefinition", "message", "signal", "error", "escalation"}
_DRAWN_AT_ROOT |= {"interface", "resource", "import", "relationship", "extension"}
_INTERMEDIATE = ("intermediateCatchEvent", "intermediateThrowEvent")
_LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
_EXPRESSIONS = ("script", "expression", "formalExpression")
_CALCULATIONS = ("transformation", "assignment", "ioSpecification")
_OF_NODES = {"documentation", "extensionElements", "incoming", "outgoing", "rendering", "property"}
_OF_NODES |= {"auditing", "monitoring", "dataInputAssociation", "dataOutputAssociation"}
_OF_NODES |= {"ioSpecification", "categoryValueRef", "terminateEventDefinition", "dataState"}
_OF_NODES |= {*_OWNERS, *_LOOPS}


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """A verdict on every element that does not simply run."""
    for part in subject.parts:
        parent = part.getparent()
        if _of_another(subject, part):
            yield changed(part.get("id", ""), "other-process")
        elif parent is subject.element:
            yield from _of_process(part)
        elif parent is subject.root and part is not subject.element:
            yield _only_drawn(part, _DRAWN_AT_ROOT)
        elif xml.local(part) == "participant":
            yield from _pool(subject, part)
        elif xml.local(part) != "lane" and part is not subject.element:
            yield _only_drawn(part, _DRAWN)
    yield from _expressions(subject)


def _of_another(subject: Subject, part: xml.Element) -> bool:
    """Whether a part is another process of the file, or stands in one."""
    around = (part, *part.iterancestors())
    whole = next((one for one in around if one.tag == f"{{{xml.BPMN}}}process"), subject.element)
    return whole is not subject.element


def _only_drawn(part: xml.Element, known: set[str]) -> Verdict:
    kind, name = xml.local(part), part.get("id", "")
    if kind in known:
        return changed(name, "drawn-only")
    if kind in _REFUSED:
        return refused(name, _REFUSED[kind])
    return refused(name, "unsupported-element", detail=kind)


def _pool(subject: Subject, part: xml.Element) -> Iterator[Verdict]:
    if xml.children(part, "participantMultiplicity"):
        yield refused(part.get("id", ""), "loop-marker")
    if xml.reference(part, "processRef") != subject.process.key:
        yield changed(part.get("id", ""), "black-box-pool")


def _of_process(part: xml.Element) -> Iterator[Verdict]:
    kind, name = xml.local(part), part.get("id", "")
    if kind in KINDS:
        yield from _node(part, name)
    elif kind in _OWNERS:
        yield changed(name, "owner-ignored")
    elif kind in _INTERMEDIATE:
        yield from list(_definitions(part, name)) or [refused(name, "intermediate-event")]
    elif kind == "subProcess" and part.get("triggeredByEvent", "").strip() in ("true", "1"):
        yield refused(name, "event-sub-process")
    elif kind != "sequenceFlow":
        yield _only_drawn(part, _DRAWN)
    if kind == "boundaryEvent":
        yield from _definitions(part, name)


def _node(part: xml.Element, name: str) -> Iterator[Verdict]:
    kind = KINDS[xml.local(part)]
    if xml.local(part) in ("task", "manualTask"):
        yield changed(name, "runs-as-user-task")
    if part.get("isForCompensation", "").strip() in ("true", "1"):
        yield refused(name, "compensation")
    for count in ("startQuantity", "completionQuantity"):
        if part.get(count, "1").strip() != "1":
            yield refused(name, "unsupported-element", detail=count)
    yield from _definitions(part, name)
    if any(xml.children(part, loop) for loop in _LOOPS):
        yield refused(name, "loop-marker")
    if any(xml.children(part, owner) for owner in _OWNERS):
        yield changed(name, "owner-ignored")
    yield from _unknown(part, name, kind)


def _unknown(part: xml.Element, name: str, kind: Kind) -> Iterator[Verdict]:
    for child in part:
        tag = xml.local(child)
        if tag == "terminateEventDefinition" and kind is Kind.END:
            continue  # Branches cannot reach an end, so there is only one token to end with.
        is_known = tag in _OF_NODES or _is_event(tag)
        if not is_known and xml.namespace(child) == xml.BPMN:
            yield refused(name, "unsupported-element", detail=tag)


def _definitions(part: xml.Element, name: str) -> Iterator[Verdict]:
    for child in part:
        tag = xml.local(child)
        if tag in _EVENTS:
            yield refused(name, _EVENTS[tag])
        elif _is_event(tag) and not (
            tag == "terminateEventDefinition" and xml.local(part) == Kind.END
        ):
            yield refused(name, "event-definition", detail=tag)


def _is_event(tag: str) -> bool:
    """Whether a tag defines an event, or refers to what defines one."""
    return tag.casefold().endswith(("eventdefinition", "eventdefinitionref"))


def _expressions(subject: Subject) -> Iterator[Verdict]:
    """Code and calculations anywhere inside the parts of the process."""
    for tag in (*_EXPRESSIONS, *_CALCULATIONS):
        for element in subject.element.iter(f"{{{xml.BPMN}}}{tag}"):
            code = "script" if tag in _EXPRESSIONS else "data-flow"
            if element.getparent() is not subject.element:
                yield refused(subject.owner(element), code, detail=tag)
