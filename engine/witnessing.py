"""Whether papers, approvals and attached files are those that the record says there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.models import Approval, Attachment, DocumentVersion, Record, plain
from engine.records import Fact

Row = tuple[Any, ...]


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
    """The rows that a record of a completed step speaks of."""
    for paper in body.get("papers", ()):
        sha = paper.get("sha256")
        sums = (bytes.fromhex(paper["digest"]), bytes.fromhex(sha) if sha else None)
        yield "paper", (stream, seq, paper["code"], paper["n"], *sums)
    if "approved" in body:
        given = (body["node"], body["meaning"], body["post"], body["capacity"])
        yield "approval", (stream, seq, actor, *given, bytes.fromhex(body["approved"]))
    for key, answer in body.get("answers", {}).items():
        for file in answer if isinstance(answer, list) else ():
            if isinstance(file, dict) and "sha256" in file:
                yield "file", (stream, seq, key, file["name"], bytes.fromhex(file["sha256"]))


_PAPER, _GIVEN, _FILE = plain(DocumentVersion).c, plain(Approval).c, plain(Attachment).c
_RECORDS = (
    select(Record.stream_id, Record.seq, Record.actor_id, Record.body)
    .where(Record.kind.in_([Fact.STEP_COMPLETED.value, Fact.STEP_RETURNED.value]))
    .execution_options(yield_per=1000)
)
_THERE = {
    "paper": select(
        _PAPER.instance_id, _PAPER.seq, _PAPER.code, _PAPER.n, _PAPER.digest, _PAPER.sha256
    ),
    "approval": select(
        _GIVEN.instance_id,
        _GIVEN.seq,
        _GIVEN.person_id,
        _GIVEN.node_id,
        _GIVEN.meaning,
        _GIVEN.post_name,
        _GIVEN.capacity,
        _GIVEN.digest,
    ).where(_GIVEN.digest.is_not(None)),  # those from before there were papers are bound to none
    "file": select(_FILE.instance_id, _FILE.seq, _FILE.field, _FILE.file_name, _FILE.sha256),
}
