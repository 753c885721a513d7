"""Filing papers: making the versions that a step makes, and what an approval is bound to."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlalchemy.orm import Session

from engine import contents, numbering, records
from engine.errors import PaperChanged
from engine.locking import Locked
from engine.media import PDF
from engine.models import DocumentVersion, plain
from engine.numbering import Number
from engine.planning import Planned

One = TypeVar("One", int, str)


@dataclass(frozen=True)
class Pressed:
    """A final paper, printed before the step is completed: for which content, with which number."""

    digest: bytes
    number: str
    token: str
    pdf: bytes


@dataclass(frozen=True)
class FiledVersion:
    """A version of a paper that a step covers: the n-th of its code."""

    id: int
    code: str
    n: int


@dataclass(frozen=True)
class Filed:
    """The versions of a step's papers, and what the record says of those just made."""

    versions: Sequence[FiledVersion]
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
    rows, facts, kept = list[dict[str, Any]](), list[dict[str, Any]](), list[FiledVersion]()
    for plan in plans:
        if plan.kept is not None:
            kept.append(FiledVersion(plan.kept.id, plan.code, plan.n))
        else:
            rows.append(_row(session, item, plan, pressed.get(plan.code), now))
            facts.append(_fact(rows[-1], plan.number))
    contents.keep(session, [pressed[r["code"]].pdf for r in rows if r["code"] in pressed])
    if rows:
        kept += [FiledVersion(row.id, row.code, row.n) for row in session.execute(_ADD, rows)]
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
        numbering.take(session, item, plan.code, plan.number)
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
