"""What a diagram's file says that another file of the same diagram does not.

The editor's library writes a file anew from what it understands of BPMN. What it does not
understand, such as markup in a documentation, a comment, or an id with a blank, it leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.diagram import xml

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
# Of these the type says nothing more than the name.
_DRAWN = ("Bounds", "waypoint")
# What BPMN 2.0 takes for said where an attribute is missing: leaving it out loses nothing.
_USUAL = {
    "behavior": "All",
    "cancelActivity": "true",
    "cancelRemainingInstances": "true",
    "completionQuantity": "1",
    "eventGatewayType": "Exclusive",
    "expressionLanguage": "http://www.w3.org/1999/XPath",
    "gatewayDirection": "Unspecified",
    "instantiate": "false",
    "isCollection": "false",
    "isForCompensation": "false",
    "isInterrupting": "true",
    "isReference": "false",
    "isSequential": "false",
    "isUnlimited": "true",
    "loopType": "None",
    "maximum": "1",
    "messageVisibleKind": "initiating",
    "minimum": "0",
    "mustUnderstand": "false",
    "parallelMultiple": "false",
    "startQuantity": "1",
    "testBefore": "false",
    "textFormat": "text/plain",
    "triggeredByEvent": "false",
    "typeLanguage": "http://www.w3.org/2001/XMLSchema",
    "waitForCompletion": "true",
}


@dataclass(frozen=True)
class Said:
    """Something that a file says: `tag` of it, of the element `owner` (the nearest id, or "").

    `name` is an attribute, "" for an element or its text; `value` what stands there.
    """

    owner: str
    tag: str
    name: str = ""
    value: str = ""


def lost(before: bytes, after: bytes) -> list[Said]:
    """What the first file says and the second does not, in the order of the first.

    Ways to write the same are no loss: blanks around texts, numbers, prefixes, BPMN's defaults.
    Raises `xml.Unreadable` for what cannot be read.
    """
    left = Counter(_said(xml.parse(after, whole=True)))
    found = []
    for one in _said(xml.parse(before, whole=True)):
        if left[one]:
            left[one] -= 1
        else:
            found.append(one)
    return found


def _said(root: xml.Element) -> Iterator[Said]:
    for aside in (*root.itersiblings(preceding=True), *root.itersiblings()):
        yield Said("", _tag(aside), value=_folded(aside.text))
    owners: dict[xml.Element | None, str] = {None: ""}
    for element in root.iter():
        above = owners.get(element.getparent(), "")
        owners[element] = element.get("id", above) if _is_element(element) else above
        yield from _of(element, above, owners[element])


def _of(element: xml.Element, above: str, owner: str) -> Iterator[Said]:
    tag = _tag(element)
    yield Said(above, tag, value=_folded(element.text))
    if tail := _folded(element.tail):
        yield Said(above, "text", value=tail)
    for name, value in xml.attributes(element) if _is_element(element) else ():
        if _USUAL.get(name) != value and not (name == _TYPE and tag in _DRAWN):
            yield Said(owner, tag, name.rpartition("}")[2], _value(element, name, value))


def _is_element(node: xml.Element) -> bool:
    return isinstance(node.tag, str)


def _tag(node: xml.Element) -> str:
    """A local name; of what is no element, what it is."""
    if _is_element(node):
        return xml.local(node)
    return "comment" if isinstance(node, etree._Comment) else "processing instruction"


def _value(element: xml.Element, name: str, value: str) -> str:
    if name == _TYPE:
        return xml.unprefixed(element, value)
    try:
        return repr(float(value))
    except ValueError:
        return _folded(value)


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())
