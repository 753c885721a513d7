"""Parses XML that strangers wrote: no entities, no network, no bombs."""

from __future__ import annotations

from lxml import etree

from engine.complaints import told
from engine.diagram import complaints
from engine.diagram.verdicts import Verdict, refused

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
ALUR = "urn:alur:bpmn:1"

MAX_BYTES = 1_000_000
MAX_DEPTH = 200
MOST_ELEMENTS = 10_000
MOST_ATTRIBUTES = 100
# Those that browsers read as libxml2 does: in UTF-7 one and the same file would say two things.
ENCODINGS = {
    *("UTF-8", "UTF8", "US-ASCII", "ASCII", "UTF-16", "UTF-16LE", "UTF-16BE"),
    *("ISO-8859-1", "LATIN1", "WINDOWS-1252"),
}

Element = etree._Element


class Unreadable(Exception):
    """The file is not a BPMN diagram that can be read; `verdict` says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.code)
        self.verdict = verdict


def parse(data: bytes, whole: bool = False) -> Element:
    """The root of a BPMN file of at most 1 MB.

    Comments and processing instructions are left out, unless the `whole` file is asked for.
    Raises `Unreadable` for anything else: malformed XML, any DOCTYPE (entities and bombs hide
    there), an encoding that is not among ENCODINGS, nesting deeper than 200, more than 10,000
    elements or 100 attributes of one of them, another vocabulary than BPMN 2.0.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(refused("", "xml-too-large"))
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise Unreadable(refused("", "xml-doctype"))
    root = _tree(data, whole)
    # Encodings that hide the word from the search above still show their DOCTYPE here.
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(refused("", "xml-doctype"))
    if _encoding(root) not in ENCODINGS:
        raise Unreadable(refused("", "xml-encoding", found=_encoding(root)))
    if root.tag != f"{{{BPMN}}}definitions":
        raise Unreadable(
            refused("", "not-bpmn", found=local(root) + f" {namespace(root)}".rstrip())
        )
    return root


def _encoding(root: Element) -> str:
    return (root.getroottree().docinfo.encoding or "UTF-8").upper()


def _tree(data: bytes, whole: bool) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=not whole,
        remove_pis=not whole,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(_malformed(error)) from error
    if _too_deep(root):
        raise Unreadable(refused("", "xml-too-deep", detail=f"> {MAX_DEPTH}"))
    if _too_many(root):
        raise Unreadable(refused("", "xml-too-many"))
    return root


def _too_deep(root: Element) -> bool:
    level, depth = [root], 0
    while level:
        level = [child for element in level for child in element]
        depth += 1
        if depth > MAX_DEPTH:
            return True
    return False


def _too_many(root: Element) -> bool:
    elements = list(root.iter())
    crowded = any(len(element.attrib) > MOST_ATTRIBUTES for element in elements)
    return crowded or len(elements) > MOST_ELEMENTS


def _malformed(error: etree.XMLSyntaxError | ValueError) -> Verdict:
    if "depth" in str(error).lower():
        return refused("", "xml-too-deep", detail=f"> {MAX_DEPTH}")
    line, column = error.position if isinstance(error, etree.XMLSyntaxError) else (1, 1)
    said = str(error).partition(f", line {line}, column")[0]
    place = {"line": str(line), "column": str(column)}
    return refused("", "xml-malformed", **place, **told(complaints.XML, said))


def declare(root: Element, prefixes: dict[str, str]) -> None:
    """Let the root declare namespaces that it lacks, by prefix; all others stay."""
    known = set(root.nsmap.values())
    missing = {prefix: space for prefix, space in prefixes.items() if space not in known}
    kept = [prefix for prefix in (*root.nsmap, *missing) if prefix]
    if missing:
        etree.cleanup_namespaces(root, top_nsmap=missing, keep_ns_prefixes=kept)


def make(name: str, space: str = BPMN, **facts: str) -> Element:
    """A new element that stands nowhere yet."""
    return etree.Element(f"{{{space}}}{name}", facts)


def local(element: Element) -> str:
    """The local name of an element."""
    return element.tag.rpartition("}")[2]


def namespace(element: Element) -> str:
    """The namespace of an element, or "" when it has none."""
    return element.tag[1:].rpartition("}")[0]


def children(element: Element, name: str, space: str = BPMN) -> list[Element]:
    """The direct children of one name."""
    return element.findall(f"{{{space}}}{name}")


def attributes(element: Element) -> list[tuple[str, str]]:
    """Names and values of the attributes; a name of a namespace is "{namespace}name"."""
    return [(str(name), str(value)) for name, value in element.items()]


def name(element: Element) -> str:
    """An element's name with its blanks folded, or ""."""
    return " ".join((element.get("name") or "").split())


def reference(element: Element, name: str) -> str:
    """The id to which an attribute refers."""
    return unprefixed(element, element.get(name, ""))


def unprefixed(element: Element, written: str) -> str:
    """A name without the prefix of a namespace that some tools write before it."""
    prefix, mark, plain = written.partition(":")
    return plain if mark and prefix in element.nsmap else written


def as_text(data: bytes) -> str:
    """A file that `parse` reads, as text, whatever its encoding."""
    root = parse(data, whole=True)
    if _encoding(root) in ("UTF-8", "UTF8") and b"\0" not in data:
        return data.decode("utf-8-sig")
    # In UTF-16 every letter of a tag has a byte 0, whether or not the encoding is declared.
    return str(etree.tostring(root.getroottree(), encoding="unicode"))


def own(element: Element, name: str) -> str:
    """An attribute of our namespace, or ""."""
    return element.get(f"{{{ALUR}}}{name}") or ""


def planes(root: Element) -> list[Element]:
    """The drawings of a file, in its order."""
    return list(root.iter(f"{{{BPMNDI}}}BPMNPlane"))


def drawn(*planes: Element) -> list[Element]:
    """The shapes and edges of some drawings."""
    kinds = (f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")
    return [element for plane in planes for element in plane if element.tag in kinds]


def extensions(element: Element, name: str) -> list[Element]:
    """The elements of our namespace in an element's extension elements, by local name."""
    return [
        found
        for holder in children(element, "extensionElements")
        for found in holder.findall(f"{{{ALUR}}}{name}")
    ]


def text(element: Element | None) -> str:
    """The text of an element with its blanks folded, or ""."""
    return " ".join((element.text or "").split()) if element is not None else ""
