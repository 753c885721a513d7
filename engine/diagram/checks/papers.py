"""Papers: their list, their texts, and whether every paper that a step hands on can be made.

A text is tried as an instance would fill it, with an example and with nothing answered, in a
process of its own; what was tried once is remembered (`engine/papers/filling.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from engine.diagram import graph
from engine.diagram.checks.subject import Subject
from engine.diagram.identity import TEXTS, Paper
from engine.diagram.process import Process
from engine.diagram.verdicts import Ruling, Verdict, changed, refused
from engine.fields.kinds import Field, FieldType
from engine.papers import Context, Fault, complaints, example, tried

# So many texts of one check (`press.child.CHECKS`).
AT_ONCE = 2
# All texts together may be filled for so many seconds of a core, of which an honest one takes a
# hundredth; when they are spent, the others are not tried.
MOST_SECONDS = 4.0


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """The list of papers, the fields that bring some, and each text."""
    process = subject.process
    yield from _listed(process)
    codes = {paper.code for paper in process.papers}
    for node in process.user_tasks:
        for field in node.step.fields if node.step else ():
            if field.paper and (field.type is not FieldType.FILE or field.paper not in codes):
                yield refused(node.id, "field-paper", detail=f"{field.key}: {field.paper}"[:200])
    if subject.files is not None:
        yield from _texts(subject, process)


def example_of(process: Process) -> Context:
    """What the texts of an SOP are tried with: a value for every name that they may use."""
    asked = [field for fields in _forms(process).values() for field in fields]
    tables = [field.key for field in asked if field.type is FieldType.INDICATORS]
    return example(asked, tables, {paper.code: paper.name for paper in process.papers})


def _listed(process: Process) -> Iterator[Verdict]:
    times = Counter(paper.code for paper in process.papers)
    for paper in process.papers:
        bad = not paper.code or len(paper.code.split()) > 1 or paper.code != paper.code.strip()
        if bad or not paper.name.strip():
            yield refused(process.key, "paper-code", detail=paper.code[:80] or '""')
        if times[paper.code] > 1:
            yield refused(process.key, "paper-twice", detail=paper.code[:80])


# --- texts ------------------------------------------------------------------------------------


def _texts(subject: Subject, process: Process) -> Iterator[Verdict]:
    """What becomes of each paper, and the texts that belong to none."""
    files, trial = subject.files or {}, _Trial(example_of(process))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(lambda p: _paper(p, files.get(p.file), trial), process.papers)
    named = {paper.file for paper in process.papers}
    for path in sorted(files):
        if path.startswith(TEXTS) and path not in named:
            yield changed(path, "paper-unnamed", detail=path)


@dataclass
class _Trial:
    """What texts are tried with, and for how many seconds they were so far."""

    context: Context
    spent: float = 0.0

    def faults(self, text: str) -> list[Fault]:
        if self.spent >= MOST_SECONDS:
            return [Fault("paper-untried", "", 0)]
        found = tried(text, self.context)
        self.spent += found.seconds
        return found.faults


def _paper(paper: Paper, text: bytes | None, trial: _Trial) -> Verdict:
    if text is None and paper.file:
        return changed(paper.place, "paper-absent", detail=paper.file[:200])
    if text is None:
        return Verdict(paper.place, "paper-uploaded", Ruling.AS_DRAWN, {"paper": paper.name})
    try:
        found = trial.faults(text.decode())
    except UnicodeDecodeError:
        return refused(paper.place, "paper-letters", paper=paper.name)
    for fault in found:
        return refused(paper.place, fault.code, paper=paper.name, **complaints.facts(fault))
    return Verdict(paper.place, "paper-fills", Ruling.AS_DRAWN, {"paper": paper.name})


# --- made -------------------------------------------------------------------------------------


def made(subject: Subject) -> Iterator[Verdict]:
    """The papers that a step hands on although nothing up to it has made them."""
    process, passed = subject.process, graph.always_before(subject.process)
    wanting = {p.code for p in process.papers if not _has_text(p, subject)}
    bringing = {code: _bringing(process, code) for code in wanting}
    for node in process.user_tasks:
        if node.id not in passed:
            continue  # What comes before it is not known until a path leads to it.
        for code in node.step.standard.outputs if node.step else ():
            if code in wanting and not bringing[code] & {node.id, *passed[node.id]}:
                yield refused(node.id, "paper-unmade", detail=code[:80])


def _has_text(paper: Paper, subject: Subject) -> bool:
    return bool(paper.file) and (subject.files is None or paper.file in subject.files)


def _bringing(process: Process, code: str) -> set[str]:
    """The steps that have a file field for a paper."""
    forms = _forms(process).items()
    return {node for node, fields in forms if any(field.paper == code for field in fields)}


def _forms(process: Process) -> dict[str, tuple[Field, ...]]:
    return {node.id: node.step.fields for node in process.user_tasks if node.step}
