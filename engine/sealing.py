"""Whether what runs and is kept is what the record says: versions, and contents of all kinds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import attachments, bundles
from engine.diagram import reading
from engine.diagram.process import Process
from engine.models import BundleFile, Content, Post, Record, Sop, Version, VersionPost
from engine.offices import EMBLEM
from engine.records import Fact


def altered(session: Session) -> Iterator[tuple[str, int]]:
    """The versions, by key and number, that are not as the record says that they were published.

    Neither is one that no record publishes, nor one that is not there any more.
    """
    said = dict(_published(session))
    rows = session.execute(select(Version, Sop.key).join(Sop, Sop.id == Version.process_id))
    there = {(key, version.number): version for version, key in rows}
    for name in sorted(said.keys() | there.keys()):
        if name not in said or name not in there or not _is(session, there[name], said[name]):
            yield name


def changed_contents(session: Session) -> Iterator[str]:
    """The sha256 of contents that are not what it says, and of those that a record names in vain.

    These are files and tables of indicators; of uploaded files and tables nothing else would show
    it. Reads the contents one after the other and keeps none of them.
    """
    there = set[str]()
    for sha, data in session.execute(_CONTENTS):
        there.add(sha.hex())
        if hashlib.sha256(data).digest() != sha:
            yield sha.hex()
    named = set[str]()
    for body in session.scalars(_NAMING):
        named |= set(_named(json.loads(body)))
    yield from sorted(named - there)


def _named(body: dict[str, Any]) -> Iterator[str]:
    """The contents that a record names: bytes of papers and copies, tables of indicators, files."""
    yield from (paper["sha256"] for paper in body.get("papers", ()) if "sha256" in paper)
    for answer in body.get("answers", {}).values():
        if isinstance(answer, dict):
            yield answer["sha256"]
    yield from (file.sha256 for _, file in attachments.of_record(body))
    if "copy" in body:
        yield body["copy"]["sha256"]
    yield from _emblems(body)


def _emblems(body: dict[str, Any]) -> Iterator[str]:
    """The emblem that a record gives the office; what it took away an earlier one gave."""
    after = body.get("after")
    if isinstance(after, dict) and after.get(EMBLEM):
        yield after[EMBLEM]["sha256"]


_CONTENTS = select(Content.sha256, Content.bytes).execution_options(yield_per=20)
_NAMING = (
    select(Record.body).where(Record.body.contains('"sha256":"')).execution_options(yield_per=1000)
)


@dataclass(frozen=True)
class _Said:
    """What the record says of a publication: when, by whom, and of what."""

    at: datetime
    actor: int | None
    body: dict[str, Any]


def _published(session: Session) -> Iterator[tuple[tuple[str, int], _Said]]:
    of_all = select(Sop.key, Record.at, Record.actor_id, Record.body)
    is_one = Record.kind == Fact.VERSION_PUBLISHED.value
    for key, at, actor, text in session.execute(
        of_all.join(Sop, Sop.id == Record.stream_id).where(is_one)
    ):
        body = json.loads(text)
        yield (key, body["version"]), _Said(at, actor, body)


def _is(session: Session, version: Version, said: _Said) -> bool:
    """Whether a version is what was published, with its files and posts whole."""
    facts = {
        "digest": version.bundle.hex(),
        "note": version.note,
        "made_by": version.made_by,
        "effective_from": version.effective_from.isoformat(),
    }
    # Records from before approval by a second person name neither the maker nor the day.
    if any(said.body.get(name, fact) != fact for name, fact in facts.items()):
        return False
    if (version.published_at, version.approved_by) != (said.at, said.actor):
        return False
    files = bundles.load(session, version.bundle)
    if bundles.digest(files) != version.bundle or not _are_whole(session, version.bundle):
        return False
    return _binds(session, version, reading.read(files[bundles.DIAGRAM]))


def _binds(session: Session, version: Version, process: Process) -> bool:
    """Whether a version binds the posts that its diagram names, and no others."""
    bound = select(VersionPost.lane, Post.key).join(Post, Post.id == VersionPost.post_id)
    there = dict(session.execute(bound.where(VersionPost.version_id == version.id)).all())
    return there == process.bindings


def _are_whole(session: Session, digest: bytes) -> bool:
    """Whether the files of a bundle are those whose sums name them."""
    rows = session.execute(
        select(Content.sha256, Content.bytes)
        .join(BundleFile, BundleFile.sha256 == Content.sha256)
        .where(BundleFile.digest == digest)
    )
    return all(hashlib.sha256(row.bytes).digest() == row.sha256 for row in rows)
