"""Filing papers: which versions of its papers completing a step makes, and what an approval binds.

A paper with a text is the text filled with what the instance holds, so a version is made when what
the text reads has changed; a paper without one is uploaded. A version that is signed or enacted is
final: its number stays, and its bytes do while the approval that made it final stands.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine import contents, documents, records
from engine.diagram.identity import Paper
from engine.diagram.step import Meaning, Step
from engine.documents import Latest
from engine.dossier import Completed
from engine.errors import OutputMissing, PaperChanged
from engine.fields.kinds import FieldType
from engine.locking import Locked, Seen
from engine.media import PDF
from engine.models import DocumentNumber, DocumentVersion, plain
from engine.paper_texts import PaperText

FINAL = (Meaning.SIGNATURE, Meaning.ENACTMENT)

One = TypeVar("One", int, str)


@dataclass(frozen=True)
class Number:
    """The n-th number of a register, which is a pattern with its year; `text` is as printed."""

    register: str
    n: int
    text: str
    is_new: bool


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


@dataclass(frozen=True)
class Pressed:
    """A final paper, printed before the step is completed: for which content, with which number."""

    digest: bytes
    number: str
    token: str
    pdf: bytes


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
    digest = text.digest(desk.item.row.instance_id, desk.completed)
    is_final = desk.item.step.meaning in FINAL
    number = _number(session, desk.item, paper, text) if is_final else None
    kept = newest[-1] if newest and _stays(newest[-1], digest, is_final) else None
    n = kept.n if kept else _next(newest)
    return Planned(paper.code, digest, n, kept, None, is_final, number)


def _next(newest: Sequence[Latest]) -> int:
    return newest[-1].n + 1 if newest else 1


def _stays(latest: Latest, digest: bytes, is_final: bool) -> bool:
    """Whether a version of the same content stays: a final one bears who signed it."""
    is_right = not latest.is_void if latest.is_final else not is_final
    return latest.digest == digest and is_right


def _uploads(step: Step, now: Completed, code: str) -> Iterator[Mapping[str, Any]]:
    for field in step.fields:
        if field.type is FieldType.FILE and field.paper == code:
            yield from now.answers.get(field.key, ())


def _number(session: Session, item: Seen, paper: Paper, text: PaperText) -> Number | None:
    """The number that a paper has, or gets by its pattern; two numbers are never the same."""
    if not text.numbering:
        return None
    register = text.numbering.replace("{year}", str(item.actor.today.year))
    asked = {"instance": item.row.instance_id, "code": paper.code, "register": register}
    own, own_n, last = session.execute(_NUMBERS, asked).one()
    if own is not None:
        return Number(own, own_n, documents.numbered(own, own_n), False)
    n = (last or 0) + 1
    return Number(register, n, documents.numbered(register, n), True)


# --- writing ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Version:
    """A version of a paper that a step covers: the n-th of its code."""

    id: int
    code: str
    n: int


@dataclass(frozen=True)
class Filed:
    """The versions of a step's papers, and what the record says of those just made."""

    versions: Sequence[Version]
    facts: Sequence[Mapping[str, Any]]

    @property
    def covers(self) -> dict[str, int | list[int]]:
        """Of each paper the number of its version; a list where several files are one paper."""
        return _by_code((version.code, version.n) for version in self.versions)


def file(
    session: Session,
    item: Locked,
    plans: Iterable[Planned],
    pressed: Mapping[str, Pressed],
    now: datetime,
) -> Filed:
    """Make the versions that a step makes.

    `pressed` are the final papers as printed beforehand. Raises PaperChanged when what was printed
    is not any more what the instance holds.
    """
    rows, facts, kept = list[dict[str, Any]](), list[dict[str, Any]](), list[Version]()
    for plan in plans:
        if plan.kept is not None:
            kept.append(Version(plan.kept.id, plan.code, plan.n))
        else:
            rows.append(_row(session, item, plan, pressed.get(plan.code), now))
            facts.append(_fact(rows[-1], plan.number))
    contents.keep(session, [pressed[r["code"]].pdf for r in rows if r["code"] in pressed])
    if rows:
        kept += [Version(row.id, row.code, row.n) for row in session.execute(_ADD, rows)]
    return Filed(kept, facts)


def _fact(row: Mapping[str, Any], number: Number | None) -> dict[str, Any]:
    """What the record says of a version; what there is not, it does not name."""
    fact = {
        "code": row["code"],
        "n": row["n"],
        "digest": row["digest"].hex(),
        "sha256": row["sha256"].hex() if row["sha256"] else "",
        "file": row["file_name"],
        "token": row["token"],
        "final": row["is_final"],
        "number": [number.register, number.n] if number else [],
    }
    return {name: said for name, said in fact.items() if said}


def _row(
    session: Session, item: Locked, plan: Planned, pressed: Pressed | None, now: datetime
) -> dict[str, Any]:
    number = plan.number.text if plan.number else ""
    if pressed is not None and (pressed.digest, pressed.number) != (plan.digest, number):
        raise PaperChanged(paper=plan.code)
    if plan.number is not None and plan.number.is_new:
        _take(session, item, plan.code, plan.number)
    return {
        "instance_id": item.row.instance_id,
        "code": plan.code,
        "n": plan.n,
        "seq": item.head.seq + 1,
        "version_id": item.row.version_id,
        "made_from": "upload" if plan.file else "template",
        "digest": plan.digest,
        "sha256": _kept(plan, pressed),
        "media_type": plan.file["type"] if plan.file else PDF.type,
        "file_name": plan.file["name"] if plan.file else "",
        "is_final": plan.is_final,
        "token": pressed.token if pressed else new_token(),
        "made_by": item.actor.id,
        "made_at": now,
    }


def _take(session: Session, item: Locked, code: str, number: Number) -> None:
    row = {"instance_id": item.row.instance_id, "code": code}
    row |= {"register": number.register, "n": number.n}
    try:
        session.execute(insert(plain(DocumentNumber)), row)
    except IntegrityError as error:
        # Another instance took this number of the register in this moment.
        raise PaperChanged(paper=code) from error


def _kept(plan: Planned, pressed: Pressed | None) -> bytes | None:
    """The sha256 of the bytes that stay, if there are any: an upload's are its content."""
    if plan.file:
        return plan.digest
    return hashlib.sha256(pressed.pdf).digest() if pressed else None


def new_token() -> str:
    """The secret part of the address where a version is verified."""
    return secrets.token_urlsafe(12)


def bound(answers: Mapping[str, object], flow: str | None, plans: Iterable[Planned]) -> bytes:
    """The digest of what an approval approves: the answers, the decision, and each paper's content.

    It is sha256 of the canonical JSON of these three, papers by code: a list of contents, sorted,
    where several files are one paper.
    """
    papers = _by_code((plan.code, plan.digest.hex()) for plan in plans)
    told = records.canonical({"answers": answers, "decision": flow, "papers": papers})
    return hashlib.sha256(told.encode()).digest()


def _by_code(pairs: Iterable[tuple[str, One]]) -> dict[str, One | list[One]]:
    """What there is of each code: the one, or several sorted."""
    found: dict[str, list[One]] = {}
    for code, one in pairs:
        found.setdefault(code, []).append(one)
    return {code: some[0] if len(some) == 1 else sorted(some) for code, some in found.items()}


_DOCUMENT = plain(DocumentVersion)
_ADD = insert(_DOCUMENT).returning(_DOCUMENT.c.id, _DOCUMENT.c.code, _DOCUMENT.c.n)
_NUMBER = plain(DocumentNumber).c
_OWN = (_NUMBER.instance_id == bindparam("instance"), _NUMBER.code == bindparam("code"))
_LAST = select(func.max(_NUMBER.n)).where(_NUMBER.register == bindparam("register"))
_NUMBERS = select(
    select(_NUMBER.register).where(*_OWN).scalar_subquery(),
    select(_NUMBER.n).where(*_OWN).scalar_subquery(),
    _LAST.scalar_subquery(),
)
