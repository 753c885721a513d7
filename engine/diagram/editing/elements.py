"""Parts of diagram elements, written in the order in which bpmn-moddle writes them."""

from __future__ import annotations

from engine.diagram import xml
from engine.diagram.checks.extensions import ATTRIBUTES
from engine.diagram.process import Box

_OWN = f"{{{xml.ALUR}}}"
_OWN_ORDER = ("nameEn", "post", "postKind", "provenance", "confidence")
_ORDER = (
    *("id", "name", "isExecutable", "sourceRef", "targetRef"),
    *(_OWN + name for name in _OWN_ORDER),
)
_BEFORE_FLOWS = ("documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef")
_PARTS_OF_STEP = ("wording", "original", "reasoning", "remark", "standard", "notify", "field")


def write(element: xml.Element, name: str, value: str) -> None:
    """Set an attribute, or take it away when the value is empty; the same value changes nothing.

    A name of our own namespace on a BPMN element is written "alur:name".
    """
    key = _OWN + name.removeprefix("alur:") if name.startswith("alur:") else name
    if " ".join((element.get(key) or "").split()) == value:
        return
    drop(element, key)
    if value:
        is_ours = xml.namespace(element) == xml.ALUR
        own = ATTRIBUTES.get(xml.local(element), "").split()
        _insert(element, key, value, tuple(own) if is_ours else _ORDER)


def drop(element: xml.Element, name: str) -> None:
    """Take an attribute away, if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def _insert(element: xml.Element, key: str, value: str, order: tuple[str, ...]) -> None:
    """Set an attribute before those that come behind it in the order."""
    later = order[order.index(key) + 1 :] if key in order else ()
    held = [(name, old) for name, old in xml.attributes(element)]
    place = next((n for n, (name, _) in enumerate(held) if name in later), len(held))
    for name, _ in held[place:]:
        del element.attrib[name]
    for name, old in [(key, value), *held[place:]]:
        element.set(name, old)


def keep(element: xml.Element, name: str, value: str) -> None:
    """Set an attribute that is written even when it is empty; the same value changes nothing."""
    if (element.get(name) or "") == value:
        return
    if name in element.attrib:
        element.set(name, value)
    else:
        write(element, name, value)


def extension(element: xml.Element, name: str) -> xml.Element:
    """An element of ours in another's extension elements, made if need be."""
    found = xml.extensions(element, name)
    if found:
        return found[0]
    made = xml.make(name, xml.ALUR)
    holder(element).insert(0, made)
    return made


def holder(element: xml.Element) -> xml.Element:
    """The extension elements of an element, made if need be."""
    found = xml.children(element, "extensionElements")
    if found:
        return found[0]
    made = xml.make("extensionElements")
    before = [e for e in element if xml.local(e) == "documentation"]
    element.insert(len(before), made)
    return made


def part(step: xml.Element, name: str) -> xml.Element:
    """The part of a step of that name, made in its place if need be."""
    found = step.find(_OWN + name)
    if found is not None:
        return found
    earlier = _PARTS_OF_STEP[: _PARTS_OF_STEP.index(name)]
    made = xml.make(name, xml.ALUR)
    step.insert(sum(xml.local(child) in earlier for child in step), made)
    return made


def body(step: xml.Element, name: str, text: str) -> None:
    """Set the words of a part of a step, or take it away; the same words change nothing."""
    found = step.find(_OWN + name)
    if xml.text(found) == text:
        return
    if text:
        part(step, name).text = text
    elif found is not None:
        step.remove(found)


# --- flows ------------------------------------------------------------------------------------


def list_flow(node: xml.Element, kind: str, flow: str) -> None:
    """Let a node list a flow as "incoming" or "outgoing"."""
    made = xml.make(kind)
    made.text = flow
    before = (
        (*_BEFORE_FLOWS, "incoming")
        if kind == "incoming"
        else (*_BEFORE_FLOWS, "incoming", "outgoing")
    )
    place = sum(xml.local(child) in before for child in node)
    node.insert(place, made)


def relist_flow(node: xml.Element, kind: str, old: str, new: str) -> None:
    """Let a node list another flow in the place of one, or none."""
    for listed in node.findall(f"{{{xml.BPMN}}}{kind}"):
        if xml.text(listed) == old:
            if new:
                listed.text = new
            else:
                node.remove(listed)
            return


# --- the drawing ------------------------------------------------------------------------------


def number(value: float) -> str:
    """A coordinate as JavaScript writes it."""
    return str(int(value)) if value == int(value) else repr(value)


def numbers(element: xml.Element, *names: str) -> list[float]:
    """Coordinates of an element; what cannot be read is NaN, and so is like nothing."""
    found = []
    for name in names:
        try:
            found.append(float(element.get(name, "nan")))
        except ValueError:
            found.append(float("nan"))
    return found


def place(shape: xml.Element, box: Box) -> None:
    """Set the bounds of a shape or label, if they are others."""
    bounds = shape.find(f"{{{xml.DC}}}Bounds")
    if bounds is None:
        bounds = xml.make("Bounds", xml.DC)
        shape.insert(0, bounds)
    names, values = ("x", "y", "width", "height"), [box.x, box.y, box.width, box.height]
    for name, value, old in zip(names, values, numbers(bounds, *names), strict=True):
        if value != old:
            bounds.set(name, number(value))


def label(drawn: xml.Element, box: Box | None) -> None:
    """Place the label of a shape or edge, or take its place away."""
    tag = f"{{{xml.BPMNDI}}}BPMNLabel"
    found = drawn.find(tag)
    if box is None:
        if found is not None and found.find(f"{{{xml.DC}}}Bounds") is not None:
            drawn.remove(found)
        return
    if found is None:
        found = xml.make("BPMNLabel", xml.BPMNDI)
        drawn.append(found)
    place(found, box)
