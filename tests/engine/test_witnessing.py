"""Papers, approvals and files that were changed outside are found by what the record says."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from engine import instances, moving, publishing, records, witnessing
from engine.database import Database
from engine.models import Record
from tests.copies import add_copy, newest
from tests.engine.revising import LANES
from tests.office import REASON, acting, do, start, waiting, walk

AGAIN = (
    "INSERT INTO approval (instance_id, item_id, node_id, seq, meaning, person_id, name, capacity, "
    "post_name, at, nip, digest) SELECT instance_id, item_id, node_id, seq, meaning, person_id, "
    "name, capacity, post_name, at, nip, {digest} FROM approval WHERE node_id = 'T8'"
)
OTHER = "SELECT max(id) FROM post"
OFFERED = (
    "INSERT INTO work_item (instance_id, node_id, round, row_no, name, post_id, token, opened_at, "
    "opened_seq, due_at) SELECT instance_id, node_id, round, row_no, name, post_id, token, "
    "opened_at, opened_seq, due_at"
)
TAMPERED = {
    "a paper's content": ("document_version", "UPDATE document_version SET digest = :odd"),
    "a paper gone": ("document_version", "DELETE FROM document_version WHERE code = 'D9'"),
    "a paper made final": (
        "document_version",
        "UPDATE document_version SET is_final = true WHERE code = 'D9'",
    ),
    "when a paper was made": ("document_version", "UPDATE document_version SET made_at = :past"),
    "who made a paper": (
        "document_version",
        "UPDATE document_version SET made_by = (SELECT max(id) FROM person)",
    ),
    "of what a paper was made": (
        "document_version",
        "UPDATE document_version SET made_from = 'template' WHERE made_from = 'upload'",
    ),
    "what kind of file a paper is": (
        "document_version",
        "UPDATE document_version SET media_type = 'text/html' WHERE made_from = 'upload'",
    ),
    "a paper's number": ("document_number", "UPDATE document_number SET n = n + 900"),
    "who approved, by name": ("approval", "UPDATE approval SET name = 'Orang lain'"),
    "what an approval covers": ("approval_paper", "DELETE FROM approval_paper"),
    "an approval that is void": ("approval_void", "DELETE FROM approval_void"),
    "who approved": ("approval", "UPDATE approval SET post_name = 'Bupati'"),
    "what was approved": ("approval", "UPDATE approval SET digest = :odd"),
    "when it was approved": ("approval", "UPDATE approval SET at = :past"),
    "an approval twice": ("approval", AGAIN.format(digest="digest")),
    "an approval that is bound to nothing": ("approval", AGAIN.format(digest="NULL")),
    "of which paper a copy is": (
        "paper_copy",
        "UPDATE paper_copy SET document_version_id = document_version_id - 1",
    ),
    "how a copy came about": ("paper_copy", "UPDATE paper_copy SET kind = 'certified'"),
    "what a copy is": (
        "paper_copy",
        "UPDATE paper_copy SET sha256 = (SELECT max(sha256) FROM bundle_file)",
    ),
    "what was noted of a copy": ("paper_copy", "UPDATE paper_copy SET note = 'Lain'"),
    "who added a copy": ("paper_copy", "UPDATE paper_copy SET made_by = made_by + 1"),
    "a copy gone": ("paper_copy", "DELETE FROM paper_copy"),
    "a file's name": ("attachment", "UPDATE attachment SET file_name = 'lain.pdf'"),
    "a file's kind": ("attachment", "UPDATE attachment SET media_type = 'text/html'"),
    "a file's size": ("attachment", "UPDATE attachment SET size = 1"),
    "the step of a file": ("attachment", "UPDATE attachment SET node_id = 'T1'"),
    "what an instance is called": ("instance", "UPDATE instance SET title = 'Lain'"),
    "of what period it is": ("instance", "UPDATE instance SET period = '2020-TW1'"),
    "when it began": ("instance", "UPDATE instance SET started_at = :past"),
    "when it ended": ("instance", "UPDATE instance SET ended_at = :past"),
    "whether it ended": ("instance", "UPDATE instance SET status = 'stopped'"),
    "which completion of a step is the latest": ("step", "UPDATE step SET seq = 2"),
    "the post of a task": ("work_item", f"UPDATE work_item SET post_id = ({OTHER})"),
    "who completed a task": ("work_item", "UPDATE work_item SET closed_by = closed_by + 1"),
    "a task that nobody offered": ("work_item", f"{OFFERED} FROM work_item WHERE node_id = 'T8'"),
}
KINDS = {
    "paper_copy": "copy",
    "document_version": "paper",
    "document_number": "number",
    "approval": "approval",
    "approval_paper": "covered",
    "approval_void": "void",
    "attachment": "file",
    "instance": "instance",
    "step": "step",
    "work_item": "task",
}
UNGUARDED = ("instance", "step", "work_item")


@pytest.fixture
def finished(office: Database) -> int:
    """An instance that has ended."""
    instance = start(office).instance_id
    walk(office, instance, until="T13")
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    walk(office, instance)
    add_copy(office, newest(office, instance, "D7"), "kadis")
    return instance


def test_what_was_filed_is_what_the_record_says(office: Database, finished: int) -> None:
    with office.reading() as session:
        assert list(witnessing.astray(session)) == []


def unseal(session: Session, table: str) -> None:
    """Take away what keeps a table from being changed, as somebody outside could."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
    elif table not in UNGUARDED:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        session.execute(text(f"DROP TRIGGER {table}_no_update"))
        session.execute(text(f"DROP TRIGGER {table}_no_delete"))


@pytest.mark.parametrize("table, change", TAMPERED.values(), ids=TAMPERED)
def test_what_was_changed_is_found(
    office: Database, finished: int, table: str, change: str
) -> None:
    with office.writing() as session:
        unseal(session, table)
        odd = {"odd": b"0" * 32, "past": "2020-01-01 00:00:00.000000"}
        session.execute(text(change), {k: v for k, v in odd.items() if f":{k}" in change})
    with office.reading() as session:
        assert list(witnessing.astray(session)) == [(KINDS[table], finished)]


@pytest.mark.parametrize("is_put_back", [False, True])
def test_an_approval_given_for_another_post_is_found(office: Database, is_put_back: bool) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T8")
    (row,) = waiting(office, instance)
    _offer(office, row.item.id, "SELECT id FROM post WHERE key = 'sekretaris'")
    do(office, waiting(office, instance)[0], login="sekretaris")
    if is_put_back:
        _offer(office, row.item.id, str(row.item.post_id))
    with office.reading() as session:
        assert list(witnessing.astray(session)) == [("task", instance)]


def _offer(office: Database, item: int, post: str) -> None:
    """Offer an item to another post past the record."""
    with office.writing() as session:
        session.execute(text(f"UPDATE work_item SET post_id = ({post}) WHERE id = {item}"))


@pytest.mark.parametrize("change", ["due_at = :past", f"post_id = ({OTHER})", "round = 7"])
def test_of_an_open_task_it_is_found_what_was_changed(office: Database, change: str) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T8")
    with office.writing() as session:
        past = {"past": "2020-01-01 00:00:00.000000"} if ":past" in change else {}
        only = "WHERE closed_at IS NULL"
        session.execute(text(f"UPDATE work_item SET {change} {only}"), past)
    with office.reading() as session:
        assert list(witnessing.astray(session)) == [("task", instance)]


def test_an_instance_that_is_of_another_sop_now_is_found(office: Database, finished: int) -> None:
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        publishing.publish(session, owner, LANES, REASON, now, owner.today)
        session.execute(text("UPDATE instance SET process_id = (SELECT max(id) FROM process)"))
    with office.reading() as session:
        assert list(witnessing.astray(session)) == [("instance", finished)]


def test_what_is_not_whole_is_still_compared(office: Database, finished: int) -> None:
    with office.writing() as session:
        unseal(session, "content")
        session.execute(text("UPDATE content SET bytes = :odd"), {"odd": b"<"})
    with office.reading() as session:
        assert list(witnessing.astray(session)) == []


def test_what_people_did_in_a_year_is_what_the_record_says(told_office: Database) -> None:
    with told_office.reading() as session:
        assert list(witnessing.astray(session)) == []


@pytest.mark.parametrize("act", ["stop", "place", "reopen"])
def test_where_an_instance_was_led_is_what_the_record_says(office: Database, act: str) -> None:
    instance, now = start(office).instance_id, datetime.now(UTC)
    walk(office, instance, until=None if act == "reopen" else "T8")
    with office.writing() as session:
        owner = acting(session, "pemilik")
        if act == "stop":
            instances.stop(session, owner, instance, REASON, now)
        else:
            moving.to_step(session, moving.Order(owner, REASON, now), instance, "T3")
    with office.reading() as session:
        assert list(witnessing.astray(session)) == []


def test_an_approval_from_before_there_were_papers_is_bound_to_nothing(
    office: Database, finished: int
) -> None:
    with office.writing() as session:
        for table in ("record", "approval", "approval_paper"):
            unseal(session, table)
        session.execute(text("DELETE FROM approval_paper"))
        session.execute(text("UPDATE approval SET digest = NULL, nip = NULL"))
        for record in session.scalars(select(Record).where(Record.body.contains("approved"))):
            body = json.loads(record.body)
            del body["approved"]
            record.body = records.canonical(body)
    with office.reading() as session:
        assert list(witnessing.astray(session)) == []
