"""Writes a diagram byte for byte as bpmn-moddle, the editor's library, writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from engine.diagram import xml

_PREAMBLE = '<?xml version="1.0" encoding="UTF-8"?>\n'
_IN_ATTRIBUTES = re.compile("[\n\r\t\"'<>&]")
_IN_TEXT = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def write(root: xml.Element) -> bytes:
    """The file of a parsed diagram."""
    return (_PREAMBLE + "".join(_element(root, 0))).encode()


def _element(element: xml.Element, depth: int) -> Iterator[str]:
    indent, tag = "  " * depth, _name(element, element.tag)
    if _is_mixed(element):
        # Words with markup between them, such as a documentation in HTML, are kept as they are.
        yield f"{indent}{etree.tostring(element, encoding='unicode', with_tail=False)}\n"
        return
    yield f"{indent}<{tag}{''.join(_attributes(element))}"
    if len(element):
        yield ">\n"
        for child in element:
            yield from _element(child, depth + 1)
        yield f"{indent}</{tag}>\n"
    elif _has_words(element.text):
        yield f">{re.sub('[<>&]', lambda found: _IN_TEXT[found[0]], element.text or '')}</{tag}>\n"
    else:
        yield " />\n"


def _is_mixed(element: xml.Element) -> bool:
    words = [element.text, *(child.tail for child in element)]
    return len(element) > 0 and any(map(_has_words, words))


def _has_words(text: str | None) -> bool:
    return bool(text and text.strip())


def _attributes(element: xml.Element) -> Iterator[str]:
    """Namespaces that are declared here, then the attributes, each with a blank before it."""
    parent = element.getparent()
    known = parent.nsmap if parent is not None else {}
    for prefix, space in element.nsmap.items():
        if known.get(prefix) != space:
            yield f' xmlns{f":{prefix}" if prefix else ""}="{_escaped(space)}"'
    for name, value in xml.attributes(element):
        yield f' {_name(element, name)}="{_escaped(value)}"'


def _escaped(value: str) -> str:
    return _IN_ATTRIBUTES.sub(lambda found: f"&#{ord(found[0])};", value)


def _name(element: xml.Element, name: str) -> str:
    """The name of an element or attribute as the file writes it: by prefix."""
    if not name.startswith("{"):
        return name
    space, _, own = name[1:].partition("}")
    if space == "http://www.w3.org/XML/1998/namespace":
        return f"xml:{own}"
    is_attribute = name != element.tag
    prefixes = [p for p, s in element.nsmap.items() if s == space and (p or not is_attribute)]
    return f"{prefixes[0]}:{own}" if prefixes[0] else own
