"""The file as a whole: ids, the BPMN schema, the process itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from engine.complaints import told
from engine.diagram import complaints, keys, xml
from engine.diagram.checks.subject import Subject
from engine.diagram.reading import KINDS
from engine.diagram.verdicts import Verdict, refused
from engine.workflow import schema_problems

LONGEST_ID = 100
_RESERVED = re.compile(
    r"Start|End|Root|StartEventSplit|StartEventJoin|.*\.EndJoin"
    r"|.*\.BoundaryEvent(Split|Join)|.* ?\[child\]"
)
_INVALID_ID = re.compile(r"'([^']*)' is not a valid value of the atomic type 'xs:ID'")


def ids(root: xml.Element) -> Iterator[Verdict]:
    """Ids that stand for two things, or that are too long for what is made of them."""
    found = Counter(e.get("id", "") for e in root.iter(f"{{{xml.BPMN}}}*") if e.get("id"))
    for name, count in found.items():
        if count > 1:
            yield refused(name, "duplicate-id")
        if len(name) > LONGEST_ID:
            yield refused(name, "id-too-long", count=str(len(name)))


def schema(root: xml.Element) -> Iterator[Verdict]:
    """The first breach of the BPMN schema that is not an id used twice, said apart."""
    known = Counter(e.get("id", "") for e in root.iter(f"{{{xml.BPMN}}}*"))
    for line, problem in schema_problems(root):
        invalid = _INVALID_ID.search(problem)
        if invalid is None or known[invalid[1]] < 2:
            found = told(complaints.SCHEMA, problem)
            yield refused("", "schema-invalid", line=str(line), **found)
            return


def process(subject: Subject) -> Iterator[Verdict]:
    """The key of the process, and whether it may run."""
    key = subject.process.key
    count = len(xml.children(subject.root, "process"))
    if count > 1:
        yield refused("", "one-process", count=str(count))
    if subject.element.get("isExecutable", "true").strip() in ("false", "0"):
        yield refused(key, "not-executable")
    if not keys.KEY.fullmatch(key):
        yield refused(key, "process-key")
    elif not keys.names_sop(key):
        yield refused(key, "process-key-taken")


def names(subject: Subject) -> Iterator[Verdict]:
    """Nodes, flows and lanes without an id, and ids that the engine gives to nodes of its own."""
    for element in subject.children:
        name, kind = element.get("id", ""), xml.local(element)
        if not name and (kind in KINDS or kind == "sequenceFlow"):
            yield refused("", "missing-id", detail=kind)
        if kind in KINDS and _RESERVED.fullmatch(name):
            yield refused(name, "reserved-id")
    if any(not lane.get("id") for lane in subject.lanes):
        yield refused("", "missing-id", detail="lane")
