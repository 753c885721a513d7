"""Publishing puts a bundle in force as the next version of its SOP, and undoes none unasked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import select

from engine import (
    bundles,
    catalogue,
    errors,
    organisation,
    publishing,
    records,
    versions,
)
from engine.database import Database
from engine.models import Record, Sop, VersionPost
from engine.permissions import Role
from engine.publishing import Publication as Done
from tests.crowd import at_once
from tests.engine.revising import (
    LANES,
    NOTE,
    OTHER,
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


def put(office: Database, files: bundles.Files, login: str = "pemilik", note: str = NOTE) -> Done:
    with office.writing() as session:
        who = acting(session, login)
        return publishing.publish(session, who, files, note, datetime.now(UTC), who.today)


def in_force(office: Database) -> dict[str, bytes]:
    with office.reading() as session:
        version = versions.in_force(session, KEY, acting(session, "pemilik").today)
        return dict(bundles.load(session, version.bundle))


def records_of(office: Database) -> list[str]:
    with office.reading() as session:
        return list(session.scalars(select(Record.hash)))


def test_publishing_what_is_in_force_changes_nothing(office: Database) -> None:
    files, before = in_force(office), records_of(office)
    done = put(office, files)
    assert (done.number, done.is_new, records_of(office)) == (1, False, before)


def test_what_the_check_refuses_is_not_published_and_leaves_nothing(office: Database) -> None:
    files, before = in_force(office), records_of(office)
    files[bundles.DIAGRAM] = files[bundles.DIAGRAM].replace(
        b'targetRef="T15"', b'targetRef="T99"', 1
    )
    with pytest.raises(errors.BadBundle):
        put(office, files)
    with pytest.raises(errors.BadBundle):
        put(office, {"papers/x.md": b"x"})
    assert records_of(office) == before


def test_publishing_needs_a_note(office: Database) -> None:
    with pytest.raises(errors.ReasonMissing):
        put(office, in_force(office) | {"papers/x.md": b"x"}, note=" \n")


@pytest.mark.parametrize("login", ["kasubag", "kadis", "auditor", "admin"])
def test_nobody_but_an_owner_publishes(office: Database, login: str) -> None:
    with pytest.raises(errors.NotAllowed):
        put(office, LANES, login)


def test_an_owner_of_one_sop_publishes_it_but_no_other_and_no_new_one(office: Database) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        organisation.grant_role(session, admin, "sekretaris", Role.OWNER, now, KEY)
    assert put(office, in_force(office) | {"papers/x.md": b"x"}, "sekretaris").number == 2
    with pytest.raises(errors.NotAllowed):
        put(office, LANES, "sekretaris")
    put(office, LANES)
    with pytest.raises(errors.NotAllowed):
        put(office, LANES | {"papers/x.md": b"x"}, "sekretaris")


def test_posts_that_are_missing_are_added_without_a_holder_and_others_kept(
    office: Database,
) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        organisation.add_post(session, admin, "kepala", "Kepala Kantor", "single", "", now)
    assert put(office, LANES).new_posts == ["pelaksana"]
    with office.reading() as session:
        now = datetime.now(UTC)
        unheld = {post.key: post.name for post in organisation.unheld(session, now)}
    assert unheld == {"kepala": "Kepala Kantor", "pelaksana": "Pelaksana"}


def test_a_post_that_is_only_notified_is_bound_beside_the_lanes(office: Database) -> None:
    old, notify = b'inputs="laporan"/>', b'<alur:notify post="arsip"/>'
    notified = LANES[bundles.DIAGRAM].replace(old, old + notify, 1)
    done = put(office, LANES | {bundles.DIAGRAM: notified})
    assert done.new_posts == ["pelaksana", "kepala", "arsip"]
    with office.reading() as session:
        version = versions.in_force(session, OTHER, acting(session, "pemilik").today)
        bound = set(
            session.scalars(select(VersionPost.lane).where(VersionPost.version_id == version.id))
        )
    assert bound == {"pelaksana", "kepala", "@arsip"}


def test_a_new_sop_follows_no_version(office: Database) -> None:
    with office.writing() as session, pytest.raises(errors.NotFound):
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        publishing.publish(session, owner, LANES, NOTE, now, owner.today, 1)


def test_many_who_publish_a_new_sop_at_once_make_one_with_versions_in_a_row(
    office: Database,
) -> None:
    several = [LANES | {"papers/x.md": bytes([n])} for n in range(6)]
    assert at_once([partial(put, office, files) for files in several]) == {"done": 6}
    with office.reading() as session:
        sop = session.scalars(select(Sop.id).where(Sop.key == OTHER)).one()
        numbers = [v.version.number for v in catalogue.all_versions(session, sop)]
        assert numbers == [6, 5, 4, 3, 2, 1]
        assert all(first is None for *_, first in records.verify(session))
