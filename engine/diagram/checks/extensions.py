"""What stands in our namespace and in those of other tools.

The reader passes over what it does not know, so that a slip such as `requried="true"` would only
weaken a form. Here every name, place and listed value is compared with `bpmn/README.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from engine.diagram import xml
from engine.diagram.checks.subject import Subject
from engine.diagram.identity import BLOCKS, FACTS, PAPER_FACTS
from engine.diagram.reading import KINDS
from engine.diagram.verdicts import Verdict, changed, refused

_OF_STEP = "wording original reasoning remark standard notify field"
_INSIDE = {
    "process": {"identity", "paper"},
    **dict.fromkeys(("userTask", "task", "manualTask"), {"step"}),
    "identity": {"clause"},
    "step": set(_OF_STEP.split()),
    "field": {"option", "field"},
}
ATTRIBUTES = {
    "identity": " ".join(FACTS),
    "clause": "block original note",
    "paper": " ".join(PAPER_FACTS),
    "step": "row meaning provenance confidence unconfirmed",
    "remark": "kind original reading confidence",
    "standard": "printedInputs printedTime printedOutputs duration inputs outputs",
    "notify": "post",
    "field": "key type label labelEn required help helpEn default minimum maximum after "
    "shownWhen paper mode",
    "option": "value label labelEn",
}
_ON_BPMN = {"lane": "post postKind nameEn", "sequenceFlow": "provenance confidence nameEn"}
_ON_BPMN |= dict.fromkeys(("process", *KINDS), "nameEn")
_ONCE = {"identity", "step", "wording", "original", "reasoning", "standard"}
_YES_OR_NO = re.compile("true|false")
_VALUES = {
    "required": _YES_OR_NO,
    "unconfirmed": _YES_OR_NO,
    "provenance": re.compile("[TSU]"),
    "confidence": re.compile(r"0|1|1\.0+|0?\.[0-9]{1,6}"),
    "kind": re.compile("E[123]"),
    "postKind": re.compile("single|group"),
    "block": re.compile("|".join(BLOCKS)),
}
_CODE = re.compile(
    # A "description" is no script, and a "userTaskDefinition" no job of a service.
    "(?<!de)script|listener|operator|expression|decision|inputoutput|iomapping|payload"
    "|(?<!user)taskdefinition|delegate|class$"
)


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """Faults in our own elements and attributes, and what other tools stored."""
    for element in subject.element.iter(etree.Element):
        if xml.namespace(element) == xml.ALUR:
            yield from _ours(subject, element)
        elif xml.namespace(element) == xml.BPMN:
            yield from _on_bpmn(subject, element)
    yield from _foreign(subject)


def _ours(subject: Subject, element: xml.Element) -> Iterator[Verdict]:
    owner, tag = subject.owner(element), xml.local(element)
    if tag not in _INSIDE.get(_place(element), ()):
        yield refused(owner, "extension-unknown", detail=tag)
        return
    known = ATTRIBUTES.get(tag, "").split()
    for name, value in xml.attributes(element):
        if name not in known:
            yield refused(owner, "extension-unknown", detail=f"{tag} {_short(name)}")
        yield from _value(owner, name, value)
    yield from _repeated(owner, element)


def _place(element: xml.Element) -> str:
    """The element that holds one of ours, the extension elements being passed over."""
    parent = element.getparent()
    if parent is not None and parent.tag == f"{{{xml.BPMN}}}extensionElements":
        holder = parent.getparent()
        is_bpmn = holder is not None and xml.namespace(holder) == xml.BPMN
        return xml.local(holder) if holder is not None and is_bpmn else ""
    return xml.local(parent) if parent is not None and xml.namespace(parent) == xml.ALUR else ""


def _on_bpmn(subject: Subject, element: xml.Element) -> Iterator[Verdict]:
    known = _ON_BPMN.get(xml.local(element), "").split()
    for name, value in xml.attributes(element):
        if name.startswith(f"{{{xml.ALUR}}}"):
            owner, own = subject.owner(element), _short(name)
            if own not in known:
                yield refused(owner, "extension-unknown", detail=f"{xml.local(element)} {own}")
            yield from _value(owner, own, value)
    if element.tag == f"{{{xml.BPMN}}}extensionElements":
        yield from _repeated(subject.owner(element), element)


def _value(owner: str, name: str, value: str) -> Iterator[Verdict]:
    if name in _VALUES and not _VALUES[name].fullmatch(value):
        yield refused(owner, "extension-value", detail=f'{name}="{value[:80]}"')


def _repeated(owner: str, element: xml.Element) -> Iterator[Verdict]:
    if len(element) < 2:
        return
    ours = Counter(xml.local(e) for e in element if xml.namespace(e) == xml.ALUR)
    for tag, count in ours.items():
        if count > 1 and tag in _ONCE:
            yield refused(owner, "extension-twice", detail=tag)


def _foreign(subject: Subject) -> Iterator[Verdict]:
    found: dict[str, list[str]] = {}
    for element in subject.element.iter(etree.Element):
        foreign = [_short(name) for name, _ in xml.attributes(element) if _is_foreign(name)]
        if xml.namespace(element) not in (xml.BPMN, xml.ALUR):
            foreign = [xml.local(element), *(_short(name) for name, _ in xml.attributes(element))]
        if foreign:
            found.setdefault(subject.owner(element), []).extend(foreign)
    for owner, names in found.items():
        code = [name for name in names if _CODE.search(name.lower())]
        if code:
            yield refused(owner, "script", detail=", ".join(code[:3]))
        else:
            yield changed(owner, "foreign-extension", detail=", ".join(names[:3]))


def _is_foreign(name: str) -> bool:
    space = name[1:].partition("}")[0] if name.startswith("{") else ""
    return space not in ("", xml.ALUR, "http://www.w3.org/2001/XMLSchema-instance")


def _short(name: str) -> str:
    return name.rpartition("}")[2]
