"""Whether instances, items, papers, approvals and files are those that the record says there are.

An item is the post's that its lane stands for in the version of then: whoever gave another post's
approval is found. Not compared is what no record of an instance says: the office's name and
calendar, notices, what people typed and did not send, who has taken an open item, and the position
that is stored for the engine. People and what they hold are in `personnel`, drafts in
`draft_trail`. Whoever can write the record with its chain can make it say anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from engine import testimony
from engine.item_rows import ITEM
from engine.models import (
    Approval,
    ApprovalPaper,
    ApprovalVoid,
    Attachment,
    DocumentNumber,
    DocumentVersion,
    Instance,
    PaperCopy,
    Post,
    StepState,
    Version,
    plain,
)


def astray(session: Session) -> Iterator[tuple[str, int]]:
    """What the record and the tables tell apart: the kind of row, and the id of the instance.

    A row that no record says, or that says something else or more than once, and what a record says
    without a row.
    """
    said, apart = Counter(testimony.said(session)), set[tuple[str, int]]()
    for kind, row in _there(session):
        if said[kind, row]:
            said[kind, row] -= 1
        else:
            apart.add((kind, row[0]))
    apart |= {(kind, row[0]) for (kind, row), left in said.items() if left}
    yield from sorted(apart)


def _there(session: Session) -> testimony.Kinds:
    for kind, asked in _THERE:
        yield from ((kind, tuple(row)) for row in session.execute(asked))
    for row in session.execute(_ITEMS):
        *before, due, opened, seq, closed, by, closed_seq, flow = row
        # Records name due times without their parts of a second.
        due = due.replace(microsecond=0)
        yield "task", (*before, due, opened, seq, closed, by, closed_seq, flow)


_PAPER, _GIVEN, _FILE = plain(DocumentVersion).c, plain(Approval).c, plain(Attachment).c
_COVERS, _VOID, _NUMBER = plain(ApprovalPaper).c, plain(ApprovalVoid).c, plain(DocumentNumber).c
_COPY = plain(PaperCopy).c
_RUN, _STEP = plain(Instance).c, plain(StepState).c
_APPROVAL = (
    _GIVEN.instance_id,
    _GIVEN.seq,
    _GIVEN.at,
    _GIVEN.person_id,
    _GIVEN.item_id,
    _GIVEN.node_id,
    _GIVEN.meaning,
    _GIVEN.post_name,
    _GIVEN.capacity,
)
_ITEMS = (
    select(
        ITEM.instance_id,
        ITEM.id,
        ITEM.node_id,
        ITEM.round,
        ITEM.post_id,
        Post.name,
        ITEM.due_at,
        ITEM.opened_at,
        ITEM.opened_seq,
        ITEM.closed_at,
        ITEM.closed_by,
        ITEM.closed_seq,
        ITEM.flow_id,
    )
    .join(Post, Post.id == ITEM.post_id)
    .execution_options(yield_per=1000)
)
_THERE: list[tuple[str, Select[Any]]] = [
    (
        "instance",
        select(
            _RUN.id,
            _RUN.process_id,
            _RUN.title,
            _RUN.period,
            _RUN.started_by,
            _RUN.started_at,
            Version.number,
            _RUN.status,
            _RUN.ended_at,
        ).join(Version, Version.id == _RUN.version_id),
    ),
    ("step", select(_STEP.instance_id, _STEP.node_id, _STEP.round, _STEP.seq)),
    (
        "paper",
        select(
            _PAPER.instance_id,
            _PAPER.seq,
            Version.number,
            _PAPER.code,
            _PAPER.n,
            _PAPER.digest,
            _PAPER.sha256,
            _PAPER.file_name,
            _PAPER.token,
            _PAPER.is_final,
            _PAPER.made_from,
            _PAPER.media_type,
            _PAPER.made_by,
            _PAPER.made_at,
        ).join(Version, Version.id == _PAPER.version_id),
    ),
    (
        "copy",
        select(
            _PAPER.instance_id,
            _COPY.seq,
            _PAPER.code,
            _PAPER.n,
            _COPY.kind,
            _COPY.sha256,
            _COPY.media_type,
            _COPY.file_name,
            _COPY.note,
            _COPY.made_by,
            _COPY.made_at,
        ).join(DocumentVersion, _PAPER.id == _COPY.document_version_id),
    ),
    ("number", select(_NUMBER.instance_id, _NUMBER.code, _NUMBER.register, _NUMBER.n)),
    ("approval", select(*_APPROVAL).where(_GIVEN.digest.is_(None))),
    (
        "approval",
        select(
            *_APPROVAL,
            _GIVEN.name,
            _GIVEN.nip,
            _GIVEN.digest,
        ).where(_GIVEN.digest.is_not(None)),
    ),
    (
        "covered",
        select(_GIVEN.instance_id, _GIVEN.seq, _PAPER.instance_id, _PAPER.code, _PAPER.n)
        .join(ApprovalPaper, _COVERS.approval_id == _GIVEN.id)
        .join(DocumentVersion, _PAPER.id == _COVERS.document_version_id),
    ),
    (
        "void",
        select(_VOID.stream_id, _VOID.seq, _GIVEN.instance_id, _GIVEN.seq).join(
            Approval, _GIVEN.id == _VOID.approval_id
        ),
    ),
    (
        "file",
        select(
            _FILE.instance_id,
            _FILE.seq,
            _FILE.node_id,
            _FILE.field,
            _FILE.file_name,
            _FILE.sha256,
            _FILE.media_type,
            _FILE.size,
        ),
    ),
]
