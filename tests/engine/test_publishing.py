"""Publishing puts a bundle in force as the next version of its SOP, and undoes none unasked."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from engine import (
    bundles,
    errors,
    publishing,
    versions,
)
from engine.database import Database
from engine.models import Record
from tests.engine.revising import (
    NOTE,
    approve,
    ask,
    begin,
    save,
)
from tests.office import KEY, acting


def publish(office: Database, paper: bytes, over: int | None = None) -> int:
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        version = versions.numbered(
            session, versions.in_force(session, KEY, owner.today).process_id, 1
        )
        files = dict(bundles.load(session, version.bundle)) | {"papers/x.md": paper}
        return publishing.publish(session, owner, files, NOTE, now, owner.today, over).number


def test_publishing_does_not_undo_an_approved_version_unasked(office: Database) -> None:
    begin(office)
    save(office, "Disdukcapil", 1)
    ask(office, 2)
    approve(office)
    for over in (None, 1):
        with pytest.raises(errors.MayUndo) as refused:
            publish(office, b"x", over)
        assert refused.value.facts["number"] == 2 and "Contoh" in str(refused.value.facts["name"])
    assert publish(office, b"x", 2) == 3
    with pytest.raises(errors.MayUndo):
        publish(office, b"y")
    with office.reading() as session:
        bodies = session.scalars(select(Record.body).where(Record.kind == "version_published"))
        assert [json.loads(body).get("over") for body in bodies] == [None, None, 2]


def test_publishing_names_no_version_that_is_not_the_last(office: Database) -> None:
    assert publish(office, b"x") == 2
    with pytest.raises(errors.MayUndo):
        publish(office, b"y", 1)
    assert publish(office, b"y") == 3
