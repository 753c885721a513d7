"""Files of evidence: attached to indicators, sent with their table, bound by its sum."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select, text

from engine import beginnings, errors, files, indicators, sealing, uploads, witnessing
from engine.completion import complete
from engine.database import Database
from engine.fields.files import File
from engine.locking import locked
from engine.measurement.table import Table
from engine.models import Approval, Attachment, Content, Record, Upload
from engine.sending import Sent
from tests.engine.test_witnessing import unseal
from tests.measuring import measuring
from tests.office import REASON, Statements, acting, do, waiting

FIELD = "indikator"
PDF = b"%PDF-1.7 rekap"


@pytest.fixture
def instance(office: Database) -> int:
    """An instance whose table has been set up and waits to be filled in."""
    return measuring(office, "T10")


def added(office: Database, instance: int, data: bytes = PDF, login: str = "tim1") -> File:
    """A file that somebody has added to the table of the step that waits."""
    item_id, now = waiting(office, instance)[0].item.id, datetime.now(UTC)
    with office.writing() as session:
        item = locked(session, acting(session, login), item_id)
        (field,) = indicators.tables(item.step.fields)
        new = uploads.judged(field, uploads.SentFile("rekap.pdf", data))
        return uploads.upload(session, item, field, new, now)


def naming(*files: File, row: str = "IK01") -> dict[str, Any]:
    """What is typed to attach files to an indicator."""
    return {"rows": [{"id": row, "files_4": [file.sha256 for file in files]}]}


def send(office: Database, instance: int, typed: Any, login: str = "tim1") -> None:
    """Complete the step of the team that waits with what is typed into its table."""
    do(office, waiting(office, instance)[0], table=typed, login=login)


def table_of(office: Database, instance: int) -> Table:
    with office.reading() as session:
        found = indicators.latest(session, instance, FIELD)
    assert found is not None
    return found


def files_of(office: Database, instance: int) -> tuple[File, ...]:
    return table_of(office, instance).rows[0].figures.at(4).files


def test_files_are_sent_with_the_table_and_kept_for_good(office: Database, instance: int) -> None:
    file = added(office, instance)
    send(office, instance, naming(file))
    assert files_of(office, instance) == (file,)
    with office.reading() as session:
        (kept,) = session.scalars(select(Attachment))
        assert (kept.file_name, kept.field, kept.node_id) == ("rekap.pdf", FIELD, "T10")
        assert session.get_one(Content, kept.sha256).bytes == PDF
        assert session.scalars(select(Upload)).all() == []


def test_only_the_record_by_which_a_file_came_says_so(office: Database, instance: int) -> None:
    file = added(office, instance)
    send(office, instance, naming(file))
    send(office, instance, naming(file, row="IK02"))
    with office.reading() as session:
        bodies = [json.loads(body) for body in session.scalars(select(Record.body))]
    assert [body["attached"] for body in bodies if "attached" in body] == [{FIELD: [vars(file)]}]


def test_a_file_that_another_of_the_team_added_is_sent_with_the_table(
    office: Database, instance: int
) -> None:
    file = added(office, instance, login="tim2")
    send(office, instance, naming(file), login="tim1")
    assert files_of(office, instance) == (file,)


def test_the_same_file_of_two_is_kept_once_and_taken_away_by_either(
    office: Database, instance: int
) -> None:
    for login in ("tim1", "tim2"):
        file = added(office, instance, login=login)
    item_id = waiting(office, instance)[0].item.id
    with office.writing() as session:
        assert len(session.scalars(select(Upload)).all()) == 1
        other = acting(session, "tim2")
        assert files.uploaded(session, other, item_id, file.sha256).data == PDF
        item = locked(session, other, item_id)
        uploads.keep_only(session, item, indicators.tables(item.step.fields)[0], [])
        assert session.scalars(select(Upload)).all() == []


def test_a_file_that_nobody_added_cannot_be_named(office: Database, instance: int) -> None:
    with pytest.raises(errors.BadTable) as refused:
        send(office, instance, naming(File("0" * 64, "rekap.pdf", "application/pdf", 1)))
    (problem,) = refused.value.problems
    assert (problem.column, problem.code) == ("files_4", "file_unfound")


def test_whoever_does_not_hold_the_post_reads_no_file_of_its_table(
    office: Database, instance: int
) -> None:
    file, item = added(office, instance), waiting(office, instance)[0].item.id
    with office.reading() as session, pytest.raises(errors.NotFound):
        files.uploaded(session, acting(session, "kadis"), item, file.sha256)


def test_what_anybody_added_and_did_not_send_vanishes_with_the_item(
    office: Database, instance: int
) -> None:
    for login in ("tim1", "tim2"):
        added(office, instance, login=login)
    send(office, instance, None)
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(Upload)) == 0
        assert session.scalar(select(func.count()).select_from(Attachment)) == 0


def test_a_return_keeps_the_files_and_the_next_round_may_change_them(
    office: Database, instance: int
) -> None:
    first = added(office, instance)
    send(office, instance, naming(first))
    send(office, instance, None)
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON, table=None)
    assert files_of(office, instance) == (first,)
    second = added(office, instance, PDF + b" 2")
    send(office, instance, naming(first, second))
    assert files_of(office, instance) == (first, second)


def test_what_is_approved_is_bound_to_the_files(office: Database, instance: int) -> None:
    file = added(office, instance)
    send(office, instance, naming(file))
    send(office, instance, None)
    do(office, waiting(office, instance)[0], "Setuju", table=None)
    with office.reading() as session:
        given = session.scalars(select(Approval).where(Approval.node_id == "T12")).one()
        of_it = (Record.stream_id == instance, Record.seq == given.seq)
        body = json.loads(session.scalars(select(Record.body).where(*of_it)).one())
        approved = indicators.of(session, body["answers"][FIELD]["sha256"])
    assert given.digest.hex() == body["approved"]["digest"]
    assert approved.files() == {file.sha256: file}


def test_files_of_evidence_take_five_statements_and_none_where_there_are_none(
    office: Database, instance: int
) -> None:
    send(office, instance, None)
    counted = []
    for names in ((), ("rekap",)):
        files = [added(office, instance, PDF + name.encode()) for name in names]
        item, now = waiting(office, instance)[0].item.id, datetime.now(UTC)
        with office.reading() as session:
            who = acting(session, "tim1")
        sent = Sent({"ringkasan": "Baik.", FIELD: naming(*files)})
        with Statements(office) as heard, office.writing() as session:
            complete(session, who, item, sent, now)
        counted.append(len(heard.texts))
        do(office, waiting(office, instance)[0], "Tidak setuju", REASON, table=None)
    assert counted[1] <= counted[0] + 5


def test_a_new_quarter_begins_without_the_files_of_the_one_before(
    office: Database, instance: int
) -> None:
    send(office, instance, naming(added(office, instance)))
    with office.reading() as session:
        offers = beginnings.offered(session, instance + 1, FIELD, 2027, 1)
        offers += beginnings.offered(session, instance + 1, FIELD, 2026, 4)
    assert offers and all(offer.table.files() == {} for offer in offers)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE attachment SET file_name = 'lain.pdf'",
        "DELETE FROM attachment",
        "UPDATE attachment SET sha256 = (SELECT min(sha256) FROM content)",
    ],
)
def test_a_file_of_evidence_that_was_changed_outside_is_found(
    office: Database, instance: int, change: str
) -> None:
    send(office, instance, naming(added(office, instance)))
    with office.reading() as session:
        assert list(witnessing.astray(session)) == []
    with office.writing() as session:
        unseal(session, "attachment")
        session.execute(text(change))
    with office.reading() as session:
        assert list(witnessing.astray(session)) == [("file", instance)]


@pytest.mark.parametrize("change", ["UPDATE content SET bytes = :odd", "DELETE FROM content"])
def test_the_bytes_of_a_file_that_were_changed_or_taken_away_are_found(
    office: Database, instance: int, change: str
) -> None:
    file = added(office, instance)
    send(office, instance, naming(file))
    with office.writing() as session:
        for table in ("attachment", "content"):
            unseal(session, table)
        session.execute(text("DELETE FROM attachment"))
        about = {"sha": bytes.fromhex(file.sha256)} | ({"odd": b"x"} if "odd" in change else {})
        session.execute(text(f"{change} WHERE sha256 = :sha"), about)
    with office.reading() as session:
        assert list(sealing.changed_contents(session)) == [file.sha256]
