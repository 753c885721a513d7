"""Which versions of its papers completing a step makes; nothing here is stored.

A paper with a text is the text filled with what the instance holds, so a version is made when what
the text reads has changed; a paper without one is uploaded. A version that is signed or enacted is
final: its number stays, and its bytes do while the approval that made it final stands. Whoever
signs it next makes a version that bears his signature too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine import documents, numbering
from engine.diagram.identity import Paper
from engine.diagram.step import Meaning, Step
from engine.documents import Latest
from engine.dossier import Completed
from engine.errors import OutputMissing
from engine.fields.kinds import FieldType
from engine.locking import Seen
from engine.numbering import Number
from engine.paper_texts import PaperText

FINAL = (Meaning.SIGNATURE, Meaning.ENACTMENT)


@dataclass(frozen=True)
class Planned:
    """What completing a step does with a paper: `kept` stays, or else the version `n` is made."""

    code: str
    digest: bytes
    n: int
    kept: Latest | None = None
    file: Mapping[str, Any] | None = None
    is_final: bool = False
    number: Number | None = None


def planned(session: Session, item: Seen, completed: Sequence[Completed]) -> list[Planned]:
    """What completing an item does with the papers of its step; `completed` ends with that one.

    One statement where there are papers, two for a numbered one. Raises OutputMissing for a paper
    that neither a text nor an upload makes, and of which there is no version yet.
    """
    codes = item.step.standard.outputs
    named = [paper for paper in item.definition.process.papers if paper.code in codes]
    if not named:
        return []
    desk = _Desk(item, completed, documents.newest(session, item.row.instance_id))
    return [plan for paper in named for plan in _plan(session, desk, paper)]


@dataclass(frozen=True)
class _Desk:
    """What lies before whoever completes an item."""

    item: Seen
    completed: Sequence[Completed]
    newest: Mapping[str, Sequence[Latest]]


def _plan(session: Session, desk: _Desk, paper: Paper) -> Iterator[Planned]:
    newest, text = desk.newest.get(paper.code, ()), desk.item.definition.text(paper)
    if files := list(_uploads(desk.item.step, desk.completed[-1], paper.code)):
        yield from _sent(paper.code, files, newest)
    elif text is not None:
        yield _filled(session, desk, paper, text)
    elif newest:
        yield from _unchanged(paper.code, newest)
    else:
        raise OutputMissing(paper=paper.name)


def _sent(
    code: str, files: Sequence[Mapping[str, Any]], newest: Sequence[Latest]
) -> Iterator[Planned]:
    """A version for each file, unless just these are the paper already."""
    digests = [bytes.fromhex(file["sha256"]) for file in files]
    if sorted(digests) == sorted(one.digest for one in newest):
        yield from _unchanged(code, newest)
    else:
        for n, (file, digest) in enumerate(zip(files, digests, strict=True), _next(newest)):
            yield Planned(code, digest, n, file=file)


def _unchanged(code: str, newest: Iterable[Latest]) -> Iterator[Planned]:
    return (Planned(code, one.digest, one.n, one) for one in newest)


def _filled(session: Session, desk: _Desk, paper: Paper, text: PaperText) -> Planned:
    newest = desk.newest.get(paper.code, ())
    made = {code: latest[-1].n for code, latest in desk.newest.items()}
    digest = text.digest(desk.item.row.instance_id, desk.completed, made)
    is_final = desk.item.step.meaning in FINAL
    number = numbering.number(session, desk.item, paper, text) if is_final else None
    kept = newest[-1] if newest and _stays(newest[-1], digest, is_final) else None
    n = kept.n if kept else _next(newest)
    return Planned(paper.code, digest, n, kept, None, is_final, number)


def _next(newest: Sequence[Latest]) -> int:
    return newest[-1].n + 1 if newest else 1


def _stays(latest: Latest, digest: bytes, is_final: bool) -> bool:
    """Whether a version of the same content stays: whoever signs it makes one that says so."""
    is_right = not (latest.is_final and latest.is_void)
    return latest.digest == digest and is_right and not is_final


def _uploads(step: Step, now: Completed, code: str) -> Iterator[Mapping[str, Any]]:
    for field in step.fields:
        if field.type is FieldType.FILE and field.paper == code:
            yield from now.answers.get(field.key, ())
