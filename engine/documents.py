"""Reading the papers of instances and their versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine import readers
from engine.actors import Actor
from engine.approvals import IS_VOID
from engine.errors import NotFound
from engine.models import (
    Approval,
    ApprovalPaper,
    ApprovalVoid,
    Content,
    DocumentNumber,
    DocumentVersion,
    Record,
    plain,
)


@dataclass(frozen=True)
class Latest:
    """The newest version of a paper, as much of it as filing needs.

    `seq` is the record that made it; it `is_void` when the approval given in that became void.
    """

    id: int
    n: int
    seq: int
    digest: bytes
    is_final: bool
    is_void: bool


@dataclass(frozen=True)
class Signed:
    """The n-th version of a paper, of that content, by whose approval it is final."""

    n: int
    digest: bytes
    approval: Approval


@dataclass(frozen=True)
class Given:
    """An approval that covers a version of a paper, and whether it became void."""

    approval: Approval
    is_void: bool


def newest(session: Session, instance_id: int) -> dict[str, list[Latest]]:
    """The newest version of each paper of an instance, by code, after those made along with it.

    Several files that are one paper are a version each. One statement.
    """
    found: dict[str, list[Latest]] = {}
    for code, *version in session.execute(_VERSIONS, {"instance": instance_id}):
        made, latest = found.setdefault(code, []), Latest(*version)
        if made and made[-1].seq != latest.seq:
            made.clear()
        made.append(latest)
    return found


def of_instance(session: Session, instance_id: int) -> dict[str, list[DocumentVersion]]:
    """All versions of the papers of an instance by code, the newest first."""
    found = select(DocumentVersion).where(DocumentVersion.instance_id == instance_id)
    versions: dict[str, list[DocumentVersion]] = {}
    for version in session.scalars(found.order_by(DocumentVersion.n.desc())):
        versions.setdefault(version.code, []).append(version)
    return versions


def before(seq: int, made: Mapping[str, Sequence[DocumentVersion]]) -> dict[str, int]:
    """The newest version of each paper before a record, by code; of one that has none, nothing."""
    earlier = {code: [one.n for one in all_ if one.seq < seq] for code, all_ in made.items()}
    return {code: max(numbers) for code, numbers in earlier.items() if numbers}


def void(session: Session, instance_id: int, seq: int) -> set[int]:
    """The versions of an instance whose approval was void before a record. One statement."""
    return set(session.scalars(_VOID_BEFORE, {"instance": instance_id, "seq": seq}))


def void_since(session: Session, found: DocumentVersion) -> datetime | None:
    """When the approval that made a version final became void; None while it stands."""
    asked = (
        select(Record.at)
        .join(ApprovalVoid, (ApprovalVoid.stream_id == Record.stream_id))
        .join(Approval, Approval.id == ApprovalVoid.approval_id)
        .where(ApprovalVoid.seq == Record.seq)
        .where(Approval.instance_id == found.instance_id, Approval.seq == found.seq)
    )
    return session.scalar(asked) if found.is_final else None


def version(session: Session, actor: Actor, number: int) -> DocumentVersion:
    """A version of a paper; raises NotFound, also when the actor may not read its instance."""
    found = session.get(DocumentVersion, number)
    if found is None:
        raise NotFound(what="paper", name=number)
    readers.need_readable(session, actor, found.instance_id)
    return found


def by_token(session: Session, token: str) -> DocumentVersion | None:
    """The version whose printed address has this secret."""
    return session.scalar(select(DocumentVersion).where(DocumentVersion.token == token))


def by_content(session: Session, sha256: bytes) -> DocumentVersion | None:
    """The newest version whose kept bytes have this sha256."""
    found = select(DocumentVersion).where(DocumentVersion.sha256 == sha256)
    return session.scalar(found.order_by(DocumentVersion.id.desc()).limit(1))


def by_digest(session: Session, digest: bytes) -> DocumentVersion | None:
    """The newest version whose content has this digest."""
    found = select(DocumentVersion).where(DocumentVersion.digest == digest)
    return session.scalar(found.order_by(DocumentVersion.id.desc()).limit(1))


def kept(session: Session, found: DocumentVersion) -> bytes | None:
    """The bytes of a version that stay; None for one that is printed anew."""
    return session.get_one(Content, found.sha256).bytes if found.sha256 else None


def numbers(session: Session, instance_id: int) -> dict[str, str]:
    """The numbers of an instance's papers, by code, of those that have one."""
    of_it = select(DocumentNumber).where(DocumentNumber.instance_id == instance_id)
    return {found.code: numbered(found.register, found.n) for found in session.scalars(of_it)}


def number(session: Session, instance_id: int, code: str) -> str:
    """The number of a paper, else ""."""
    return numbers(session, instance_id).get(code, "")


def numbered(register: str, n: int) -> str:
    """The n-th number of a register, as printed."""
    return register.replace("{n}", str(n))


def approvals(session: Session, found: DocumentVersion) -> Sequence[Given]:
    """The approvals that cover a version's content, in the order in which they were given.

    A final version has the content of the draft that was initialled before it.
    """
    rows = session.execute(
        select(Approval, IS_VOID)
        .join(ApprovalPaper, ApprovalPaper.approval_id == Approval.id)
        .join(DocumentVersion, DocumentVersion.id == ApprovalPaper.document_version_id)
        .where(
            DocumentVersion.instance_id == found.instance_id,
            DocumentVersion.code == found.code,
            DocumentVersion.digest == found.digest,
            DocumentVersion.n <= found.n,
        )
        .order_by(Approval.id)
    )
    return [Given(approval, is_void) for approval, is_void in rows]


def signed(session: Session, instance_id: int, code: str, n: int | None = None) -> list[Signed]:
    """The versions of a paper that are signed or enacted, up to the n-th; the first first.

    An approval that became void signs nothing, and of a step that was done again the last counts.
    """
    found = session.execute(
        select(DocumentVersion.n, DocumentVersion.digest, Approval)
        .join(ApprovalPaper, ApprovalPaper.document_version_id == DocumentVersion.id)
        .join(Approval, Approval.id == ApprovalPaper.approval_id)
        .where(
            DocumentVersion.instance_id == instance_id,
            DocumentVersion.code == code,
            DocumentVersion.is_final,
            DocumentVersion.seq == Approval.seq,
            ~IS_VOID,
            *([] if n is None else [DocumentVersion.n <= n]),
        )
        .order_by(Approval.id)
    )
    # Taken out first, a step that was done again stands where it did so last.
    by_step: dict[str, Signed] = {}
    for row in found:
        by_step.pop(row.Approval.node_id, None)
        by_step[row.Approval.node_id] = Signed(*row)
    return list(by_step.values())


_DOCUMENT, _GIVEN, _VOID = plain(DocumentVersion).c, plain(Approval).c, plain(ApprovalVoid).c
# Whether the approval that made a version became void.
BECAME_VOID = (
    select(_GIVEN.id)
    .where(_GIVEN.instance_id == _DOCUMENT.instance_id, _GIVEN.seq == _DOCUMENT.seq, IS_VOID)
    .exists()
    .label("is_void")
)
_VERSIONS = (
    select(
        _DOCUMENT.code,
        _DOCUMENT.id,
        _DOCUMENT.n,
        _DOCUMENT.seq,
        _DOCUMENT.digest,
        _DOCUMENT.is_final,
        BECAME_VOID,
    )
    .where(_DOCUMENT.instance_id == bindparam("instance"))
    .order_by(_DOCUMENT.n)
)
_VOID_BEFORE = (
    select(_DOCUMENT.id)
    .select_from(
        plain(DocumentVersion)
        .join(
            plain(Approval),
            (_GIVEN.instance_id == _DOCUMENT.instance_id) & (_GIVEN.seq == _DOCUMENT.seq),
        )
        .join(plain(ApprovalVoid), _VOID.approval_id == _GIVEN.id)
    )
    .where(_DOCUMENT.instance_id == bindparam("instance"), _VOID.seq < bindparam("seq"))
)
