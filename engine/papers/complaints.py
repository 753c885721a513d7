"""What Jinja2 and Python complain of in a paper's text, as phrases of ours."""

from __future__ import annotations

from collections.abc import Mapping

from engine import complaints
from engine.complaints import Phrases
from engine.papers.faults import Fault

# What Jinja2 calls the signs around what is filled in.
SIGNS = {
    "end of print statement": "}}",
    "begin of print statement": "{{",
    "end of statement block": "%}",
    "begin of statement block": "{%",
}

SYNTAX: Phrases = (
    (r"^Expected an expression, got '(?P<word>[^']*)'", "something is missing before “{word}”"),
    (
        r"^Unexpected end of template.*to be closed is '(?P<word>\w+)'",
        "“{word}” is not closed by “end{word}”",
    ),
    (r"^unexpected end of template, expected '(?P<word>[^']*)'", "“{word}” is missing"),
    (
        r"^Encountered unknown tag '(?P<word>\w+)'",
        "“{word}” is unknown, or does not belong there",
    ),
    (
        r"^expected token '(?P<wanted>[^']*)', got '(?P<word>[^']*)'",
        "“{word}” stands where “{wanted}” is expected",
    ),
    (
        r"^unexpected '(?P<word>[^']*)', expected '(?P<wanted>[^']*)'",
        "“{word}” stands where “{wanted}” is expected",
    ),
    (r"^unexpected char [\"'](?P<word>.+)[\"'] at", "the sign {word} does not belong there"),
    (r"^unexpected '(?P<word>[^']*)'", "“{word}” does not belong there"),
    (r"^expected name or number", "a name or a number is missing behind the dot"),
    (r"^Missing end of (?P<word>comment|raw)", "“{word}” is not closed"),
    (r"^tag name expected", "a word such as if or for is missing"),
    (r"^No (filter|test) named '(?P<word>[^']*)'", "no value can be written by “{word}”"),
    (r"", "something is not written as it has to be (“{detail}”)"),
)

EXPRESSION: Phrases = (
    (r"division|modulo by zero", "it divides by zero"),
    (
        r"not supported between|unsupported operand|concatenate|must be str|bad operand",
        "it adds or compares values of different kinds",
    ),
    (r"not iterable|object is not callable", "it repeats over what is no list"),
    (r"[Rr]ange too big", "it repeats too often"),
    (r"is unsafe|^access to attribute", "it asks for more than papers may know"),
    (r"^(?P<word>U\+[0-9A-F]+)$", "it prints a sign that no paper can show ({word})"),
    (r"", "it has no value there (“{detail}”)"),
)

TABLES = {"paper-syntax": SYNTAX, "paper-expression": EXPRESSION}


def facts(fault: Fault) -> Mapping[str, str]:
    """What fills the words of a fault, but for the paper's name."""
    about = {"line": str(fault.line), "detail": fault.detail}
    if fault.code not in TABLES:
        return about
    found = complaints.told(TABLES[fault.code], fault.detail)
    return about | {name: SIGNS.get(text, text) for name, text in found.items()}
