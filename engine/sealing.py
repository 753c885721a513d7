"""Whether what runs and is kept is what the record says: versions, and contents of all kinds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import attachments, bundles
from engine.models import BundleFile, Content, Record, Sop, Version
from engine.records import Fact


def altered(session: Session) -> Iterator[tuple[str, int]]:
    """The versions, by key and number, that differ from what the record says was published."""
    rows = session.execute(
        select(Version, Sop.key).join(Sop, Sop.id == Version.process_id).order_by(Version.id)
    )
    for version, key in rows.all():
        said = _published(session, version)
        if said is None or not _is_as_said(session, version, said):
            yield key, version.number


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
    """The contents that a record names: bytes of papers, tables of indicators, and files."""
    yield from (paper["sha256"] for paper in body.get("papers", ()) if "sha256" in paper)
    for answer in body.get("answers", {}).values():
        if isinstance(answer, dict):
            yield answer["sha256"]
        yield from (file.sha256 for file in attachments.named_in(answer))


_CONTENTS = select(Content.sha256, Content.bytes).execution_options(yield_per=20)
_NAMING = (
    select(Record.body).where(Record.body.contains('"sha256":"')).execution_options(yield_per=1000)
)


def _published(session: Session, version: Version) -> dict[str, object] | None:
    """What the record says of the publication of a version."""
    of_it = (Record.stream_id == version.process_id, Record.kind == Fact.VERSION_PUBLISHED.value)
    bodies = (json.loads(body) for body in session.scalars(select(Record.body).where(*of_it)))
    return next((body for body in bodies if body["version"] == version.number), None)


def _is_as_said(session: Session, version: Version, said: dict[str, object]) -> bool:
    facts = {"digest": version.bundle.hex(), "note": version.note}
    # Records from before approval by a second person do not name the day.
    if "effective_from" in said:
        facts["effective_from"] = version.effective_from.isoformat()
    if any(said[name] != fact for name, fact in facts.items()):
        return False
    files = bundles.load(session, version.bundle)
    return bundles.digest(files) == version.bundle and _are_whole(session, version.bundle)


def _are_whole(session: Session, digest: bytes) -> bool:
    """Whether the files of a bundle are those whose sums name them."""
    rows = session.execute(
        select(Content.sha256, Content.bytes)
        .join(BundleFile, BundleFile.sha256 == Content.sha256)
        .where(BundleFile.digest == digest)
    )
    return all(hashlib.sha256(row.bytes).digest() == row.sha256 for row in rows)
