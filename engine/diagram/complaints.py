"""What lxml complains of in a diagram's file, as phrases of ours."""

from __future__ import annotations

from engine.complaints import Phrases

XML: Phrases = (
    (r"^Document is empty|^Start tag expected", "it is empty, or no XML at all"),
    (r"^Extra content at the end", "something stands behind its end"),
    (
        r"^Premature end of data|not terminated|section not finished|find end of Start Tag",
        "it breaks off before its end",
    ),
    (
        r"^Opening and ending tag mismatch: (?P<word>\S+)",
        "the element {word} is not closed, or not by its own name",
    ),
    (
        r"^xmlParseEntityRef|^EntityRef|^Entity ",
        "the sign & stands alone, or before a name unknown",
    ),
    (
        r"invalid (xml)?Char|^Invalid character|^Char 0x",
        "a sign stands there that no text may hold",
    ),
    (
        r"encoding|proper UTF-8|Invalid bytes",
        "its letters are written in another encoding than it says",
    ),
    (r"^Attribute (?P<word>\S+) redefined", "the attribute {word} stands there twice"),
    (r"^Namespace prefix (?P<word>\S+)", "the prefix {word} is not declared"),
    (
        r"attribute|AttValue|StartTag|element name|^Unescaped",
        "an element or its attribute is not written as it has to be",
    ),
    (r"", "it cannot be read there (“{detail}”)"),
)

SCHEMA: Phrases = (
    (r"Element '(?P<word>[^']*)': This element is not expected", "{word} does not belong there"),
    (
        r"Element '(?P<tag>[^']*)': The attribute '(?P<word>[^']*)' is required",
        "the attribute {word} of {tag} is missing",
    ),
    (
        r"Element '(?P<tag>[^']*)'.*The attribute '(?P<word>[^']*)' is not allowed",
        "{tag} knows no attribute {word}",
    ),
    (
        r"Element '(?P<tag>[^']*)', attribute '(?P<word>[^']*)'.*? '(?P<value>[^']*)' is not",
        "the attribute {word} of {tag} cannot be “{value}”",
    ),
    (
        r"Element '(?P<tag>[^']*)': '(?P<value>[^']*)' is not",
        "{tag} cannot hold “{value}”",
    ),
    (r"Element '(?P<tag>[^']*)': Character content", "{tag} cannot hold text"),
    (r"Element '(?P<tag>[^']*)': Missing child", "something is missing in {tag}"),
    (r"", "it is not built as BPMN is (“{detail}”)"),
)
