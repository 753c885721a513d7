"""Whether papers, approvals and attached files are those that the record says there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from engine import attachments
from engine.models import (
    Approval,
    ApprovalPaper,
    ApprovalVoid,
    Attachment,
    DocumentNumber,
    DocumentVersion,
    Record,
    plain,
)
from engine.records import Fact

Row = tuple[Any, ...]

_FACTS = (
    Fact.STEP_COMPLETED,
    Fact.STEP_RETURNED,
    Fact.TOKEN_PLACED,
    Fact.INSTANCE_REOPENED,
    Fact.INSTANCE_MOVED,
)


def astray(session: Session) -> Iterator[tuple[str, int]]:
    """What the record and the tables tell apart: the kind of row, and the id of the instance.

    A row that no record says, or that says something else, and what a record says without a row.
    """
    said = {kind: set[Row]() for kind in _THERE}
    for stream, seq, actor, body in session.execute(_RECORDS):
        for kind, row in _said(stream, seq, actor, json.loads(body)):
            said[kind].add(row)
    for kind, question in _THERE.items():
        there = {tuple(row) for row in session.execute(question)}
        yield from sorted({(kind, row[0]) for row in there ^ said[kind]})


def _said(
    stream: int, seq: int, actor: int | None, body: dict[str, Any]
) -> Iterator[tuple[str, Row]]:
    """The rows that a record speaks of."""
    for paper in body.get("papers", ()):
        yield from _paper(stream, seq, paper)
    if "approved" in body:
        yield from _approval(stream, seq, actor, body)
    for void in body.get("voided", ()):
        yield "void", (stream, seq, void)
    for key, answer in body.get("answers", {}).items():
        for file in attachments.named_in(answer):
            yield "file", (stream, seq, key, file.name, bytes.fromhex(file.sha256))


def _paper(stream: int, seq: int, said: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    code, sha = said["code"], said.get("sha256")
    sums = (bytes.fromhex(said["digest"]), bytes.fromhex(sha) if sha else None)
    about = (said.get("file", ""), said["token"], said.get("final", False))
    yield "paper", (stream, seq, code, said["n"], *sums, *about)
    if "number" in said:
        yield "number", (stream, code, *said["number"])


def _approval(
    stream: int, seq: int, actor: int | None, body: dict[str, Any]
) -> Iterator[tuple[str, Row]]:
    said = body["approved"]
    given = (body["node"], body["meaning"], body["name"], body["post"], body["capacity"])
    yield "approval", (stream, seq, actor, *given, said["nip"], bytes.fromhex(said["digest"]))
    for code, covered in said["papers"].items():
        for n in covered if isinstance(covered, list) else [covered]:
            yield "covered", (stream, seq, code, n)


_PAPER, _GIVEN, _FILE = plain(DocumentVersion).c, plain(Approval).c, plain(Attachment).c
_COVERS, _VOID, _NUMBER = plain(ApprovalPaper).c, plain(ApprovalVoid).c, plain(DocumentNumber).c
_RECORDS = (
    select(Record.stream_id, Record.seq, Record.actor_id, Record.body)
    .where(Record.kind.in_([fact.value for fact in _FACTS]))
    .execution_options(yield_per=1000)
)
_THERE: dict[str, Select[Any]] = {
    "paper": select(
        _PAPER.instance_id,
        _PAPER.seq,
        _PAPER.code,
        _PAPER.n,
        _PAPER.digest,
        _PAPER.sha256,
        _PAPER.file_name,
        _PAPER.token,
        _PAPER.is_final,
    ),
    # A number is taken once, and named again by each version that bears it.
    "number": select(_NUMBER.instance_id, _NUMBER.code, _NUMBER.register, _NUMBER.n),
    "approval": select(
        _GIVEN.instance_id,
        _GIVEN.seq,
        _GIVEN.person_id,
        _GIVEN.node_id,
        _GIVEN.meaning,
        _GIVEN.name,
        _GIVEN.post_name,
        _GIVEN.capacity,
        _GIVEN.nip,
        _GIVEN.digest,
    ).where(_GIVEN.digest.is_not(None)),  # those from before there were papers are bound to none
    "covered": select(_GIVEN.instance_id, _GIVEN.seq, _PAPER.code, _PAPER.n)
    .join(ApprovalPaper, _COVERS.approval_id == _GIVEN.id)
    .join(DocumentVersion, _PAPER.id == _COVERS.version_id),
    "void": select(_VOID.stream_id, _VOID.seq, _GIVEN.seq).join(
        Approval, _GIVEN.id == _VOID.approval_id
    ),
    "file": select(_FILE.instance_id, _FILE.seq, _FILE.field, _FILE.file_name, _FILE.sha256),
}
