"""The one checker: what the engine will do with each element of a diagram, and why.

SpiffWorkflow takes many elements and then does something else than the drawing says, so what may
run is listed and everything else is refused. The stages are separate questions; each names all
that it finds, and only questions about paths wait until the flows are whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from engine.diagram import reading, xml
from engine.diagram.checks import (
    choices,
    elements,
    extensions,
    file,
    flow,
    forms,
    indicators,
    lanes,
    letters,
    papers,
    parallel,
    presentation,
    size,
    steps,
    trial,
)
from engine.diagram.checks.subject import Subject
from engine.diagram.verdicts import Ruling, Verdict, acceptable, as_drawn, changed, refused

_ALWAYS = (
    *(file.process, file.names, elements.verdicts, extensions.verdicts),
    *(flow.ends, choices.verdicts, lanes.verdicts, steps.verdicts, forms.verdicts),
    *(indicators.modes, letters.verdicts, papers.verdicts),
    *(presentation.identity, presentation.drawing, presentation.places),
)
_WHEN_CONNECTED = (flow.paths, parallel.verdicts, choices.decided, indicators.ways, papers.made)


def check(data: bytes, files: Mapping[str, bytes] | None = None) -> list[Verdict]:
    """At least one verdict on the file, on each of its elements in its order, and on each paper.

    Of what cannot be read, or holds too much, nothing else is said. `files` are the bundle's by
    path, whose texts are tried; None stands for a diagram without a bundle.
    """
    try:
        root = xml.parse(data)
        process = reading.read_tree(root)
    except xml.Unreadable as unreadable:
        return [unreadable.verdict]
    if oversized := list(size.verdicts(process)):
        return oversized
    subject = Subject(data, root, reading.the_process(root), process, files)
    found = [*file.ids(root), *file.schema(root), *_found(subject)]
    if acceptable(found):
        found += trial.verdicts(subject)
    return list(_in_order(subject, found))


@lru_cache(maxsize=8)
def remembered(data: bytes, files: frozenset[tuple[str, bytes]]) -> tuple[Verdict, ...]:
    """As `check`; the verdicts on the last few bundles are kept in memory.

    Whoever is going to write asks first without a lock, and finds the answer under it.
    """
    return tuple(check(data, dict(files)))


def _found(subject: Subject) -> list[Verdict]:
    stages = _ALWAYS + _WHEN_CONNECTED if subject.is_connected else _ALWAYS
    return [verdict for stage in stages for verdict in stage(subject)]


def _in_order(subject: Subject, found: list[Verdict]) -> Iterator[Verdict]:
    """The verdicts by element and then by paper, refusals first; what is not told runs as drawn."""
    said: dict[str, list[Verdict]] = {"": []}
    for element in subject.root.iterdescendants(f"{{{xml.BPMN}}}*"):
        said.setdefault(element.get("id", ""), [])
    for verdict in {(v.element, v.code, *v.facts.items()): v for v in found}.values():
        said.setdefault(verdict.element, []).append(verdict)
    unsaid = {name for name, verdicts in said.items() if not verdicts}
    for name in unsaid:
        said[name].append(as_drawn(name))
    for element in subject.root.iterdescendants(f"{{{xml.BPMN}}}*"):
        if element.get("id", "") in unsaid:
            said[element.get("id", "")] = [_beside(subject, element, said)]
    for verdicts in said.values():
        yield from sorted(verdicts, key=lambda verdict: verdict.ruling is not Ruling.REFUSED)


def _beside(
    subject: Subject, element: xml.Element, said: Mapping[str, Sequence[Verdict]]
) -> Verdict:
    """What becomes of an element of which no stage says anything."""
    name, owner = element.get("id", ""), subject.owner(element)
    if name in ("", owner) or subject.is_frame(element):
        return as_drawn(name)
    if not acceptable(said[owner]):
        return refused(name, "inside-refused", detail=owner)
    return changed(name, "detail-kept")
