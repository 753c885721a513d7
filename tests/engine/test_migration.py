"""Databases come to the newest tables, equal to the models, and keep history as it was written."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Select, Table as PlainTable, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine import disputes, guarding, migration, migrations
from engine.contributions import SharedTable
from engine.database import Database
from engine.errors import NewerDatabase
from engine.models import (
    Approval,
    ApprovalPaper,
    ApprovalVoid,
    Attachment,
    Bundle,
    BundleFile,
    Content,
    DocumentNumber,
    DocumentVersion,
    FormDraft,
    Instance,
    PaperCopy,
    Person,
    Post,
    Record,
    Sop,
    Stream,
    Table,
    TableDraft,
    Version,
    VersionPost,
    WorkItem,
    plain,
)

Row = dict[str, Any]
NOW = datetime(2026, 10, 1, tzinfo=UTC)
KEY = b"\0" * 32
GUARDED = [
    "record",
    "version",
    "version_post",
    "approval",
    "approval_void",
    "attachment",
    "document_version",
    "paper_copy",
    "document_number",
    "approval_paper",
    "content",
    "bundle",
    "bundle_file",
]


@pytest.fixture
def empty(database: Database) -> Database:
    """A database without any table."""
    with database.writing() as session:
        if session.connection().dialect.name == "postgresql":
            session.execute(text("DROP SCHEMA public CASCADE"))
            session.execute(text("CREATE SCHEMA public"))
        else:
            Table.metadata.drop_all(session.connection())
            session.execute(text("DROP TABLE alembic_version"))
    return database


@pytest.fixture
def written(database: Database) -> Database:
    """A database with one row in each table that never changes."""
    fill(database)
    return database


@pytest.fixture
def written_in_sqlite(copied: Callable[..., str]) -> Iterator[Database]:
    """The same on SQLite alone, for what only SQLite can say."""
    database = Database(copied("sqlite", "empty"))
    fill(database)
    yield database
    database.close()


def fill(database: Database) -> None:
    write(database)
    file = {"field": "a", "sha256": KEY, "media_type": "", "file_name": "a", "size": 0}
    write_paper(database)
    with database.writing() as session:
        session.execute(insert(Attachment).values(instance_id=3, seq=1, node_id="a", **file))
        session.execute(insert(ApprovalPaper).values(approval_id=1, document_version_id=1))
        copy = {"kind": "scan", "sha256": KEY, "media_type": "", "file_name": "a", "note": ""}
        session.execute(
            insert(PaperCopy).values(document_version_id=1, seq=1, made_by=1, made_at=NOW, **copy)
        )


@pytest.fixture
def old(empty: Database) -> Database:
    """The same as the first tables of all held it."""
    upgrade_to("0001", empty)
    write(empty)
    return empty


def upgrade_to(step: str, database: Database) -> None:
    with database.writing() as session:
        config = Config()
        config.set_main_option("script_location", "engine:migrations")
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = session.connection()
        command.upgrade(config, step)


def write_paper(database: Database) -> None:
    """One row in each table of papers that never changes."""
    paper = {"code": "D1", "n": 1, "seq": 1, "version_id": 1, "made_from": "upload"}
    paper |= {"digest": KEY, "media_type": "", "file_name": "", "is_final": True, "token": "x"}
    with database.writing() as session:
        session.execute(
            insert(DocumentVersion).values(id=1, instance_id=3, made_by=1, made_at=NOW, **paper)
        )
        session.execute(insert(DocumentNumber).values(instance_id=3, code="D1", register="a", n=1))


def write(database: Database) -> None:
    version = {"process_id": 2, "name": "", "note": "", "made_by": 1, "approved_by": 1}
    instance = {"process_id": 2, "version_id": 1, "title": "", "status": "ended", "started_by": 1}
    item = {"instance_id": 3, "node_id": "a", "round": 1, "row_no": "", "name": "", "post_id": 1}
    given = {"node_id": "a", "meaning": "paraf", "name": "", "capacity": "", "post_name": ""}
    rows = [
        *(insert(Stream).values(id=n, kind="person", hash=KEY) for n in (1, 2, 3)),
        insert(Person).values(id=1, login="ani", name="Ani"),
        insert(Post).values(id=1, key="a", name="A"),
        insert(Sop).values(id=2, key="a"),
        insert(Content).values(sha256=KEY, size=0, bytes=b""),
        insert(Bundle).values(digest=KEY),
        insert(BundleFile).values(digest=KEY, path="a", sha256=KEY),
        insert(Version).values(
            id=1, number=1, bundle=KEY, published_at=NOW, effective_from=NOW.date(), **version
        ),
        insert(VersionPost).values(version_id=1, lane="a", post_id=1),
        insert(Record).values(stream_id=1, seq=1, at=NOW, kind="a", body="{}", hash=KEY),
        insert(Instance).values(id=3, started_at=NOW, state_format=1, **instance),
        insert(WorkItem).values(id=1, token=KEY[:16], opened_at=NOW, opened_seq=1, **item),
        insert(Approval).values(
            id=1, instance_id=3, item_id=1, seq=1, person_id=1, at=NOW, **given
        ),
        insert(ApprovalVoid).values(approval_id=1, stream_id=3, seq=1),
    ]
    with database.writing() as session:
        for row in rows:
            session.execute(row)


Cells = set[tuple[str, object]]


def content(database: Database) -> dict[str, list[Cells]]:
    """All rows of all tables that there are, with the columns that there are."""
    with database.reading() as session:
        found = inspect(session.connection())
        there = {t: {c["name"] for c in found.get_columns(t)} for t in found.get_table_names()}
        return {
            name: [set(row.items()) for row in session.execute(asked(table, there)).mappings()]
            for name, table in Table.metadata.tables.items()
            if name in there
        }


def asked(table: PlainTable, there: dict[str, set[str]]) -> Select[Any]:
    return select(*(column for column in table.columns if column.name in there[table.name]))


def differences(database: Database) -> list[object]:
    """Where the tables are not those of the models."""
    with database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        return list(compare_metadata(context, Table.metadata))


def test_the_tables_are_those_of_the_models(database: Database) -> None:
    assert differences(database) == []


def test_an_old_database_is_upgraded_with_all_its_rows(old: Database) -> None:
    before = content(old)
    migration.upgrade(old)
    assert differences(old) == []
    after = content(old)
    for table, rows in before.items():
        assert len(rows) == len(after[table])
        assert all(any(row <= kept for kept in after[table]) for row in rows)
    assert all(before[table] for table in GUARDED if table in before)


def test_history_is_not_changed_after_an_upgrade_either(old: Database) -> None:
    filled = [table for table, rows in content(old).items() if rows and table in GUARDED]
    migration.upgrade(old)
    for table in filled:
        refused(old, f"UPDATE {table} SET {column(table)} = {column(table)}")
        refused(old, f"DELETE FROM {table}")


def test_what_stands_under_a_word_that_was_changed_is_kept_and_guarded(empty: Database) -> None:
    upgrade_to("0006", empty)
    write(empty)
    write_paper(empty)
    with empty.writing() as session:
        session.execute(text("INSERT INTO approval_paper (approval_id, version_id) VALUES (1, 1)"))
        session.execute(text("UPDATE person SET locked_until = '2026-10-01 00:00:00.000000'"))
    migration.upgrade(empty)
    with empty.reading() as session:
        assert session.execute(select(ApprovalPaper.document_version_id)).all() == [(1,)]
        assert session.execute(select(Person.paused_until)).all() == [(NOW,)]
        assert list(guarding.missing(session)) == []
    refused(empty, "DELETE FROM approval_paper")


def test_tables_that_several_typed_become_one_of_which_no_cell_is_lost(empty: Database) -> None:
    upgrade_to("0007", empty)
    write(empty)
    typed_by_two(empty)
    migration.upgrade(empty)
    with empty.reading() as session:
        (draft,) = session.execute(select(*plain(TableDraft).c)).all()
        left = session.execute(select(FormDraft.person_id, FormDraft.answers)).all()
    rows = {row["id"]: row for row in draft.typed["rows"]}
    assert rows["A"] == {"id": "A", "x_4": "1", "y_4": "5", "files_4": ["a", "b"]}
    assert rows["B"] == {"id": "B", "x_4": "4"} and draft.typed["year"] == "2026"
    (told,) = disputes.of(SharedTable(draft.typed, draft.cells))
    assert (told.indicator, told.column, told.cell, told.over) == ("A", "y_4", "5", "3")
    assert (told.by, told.over_by, told.over_at) == (2, 1, NOW)
    assert draft.people["1"]["name"] == "Ani" and draft.saved_at == NOW + timedelta(hours=1)
    assert left == [(1, {"catatan": "Siap.", "berkas": ["c"]})]


def test_of_tables_that_two_set_up_the_latest_is_kept_whole(empty: Database) -> None:
    upgrade_to("0007", empty)
    write(empty)
    first = [{"id": "A", "name": "Satu", "unit": "orang"}, {"id": "B", "name": "Dua"}]
    later = [{"id": "C", "name": "Tiga"}, {"id": "A", "name": "Satu", "unit": "persen"}]
    typed_by_two(empty, first, later)
    migration.upgrade(empty)
    with empty.reading() as session:
        (draft,) = session.execute(select(*plain(TableDraft).c)).all()
    assert draft.typed == {"rows": later}
    assert draft.cells.keys() == {"A", "C"} and draft.people.keys() == {"1", "2"}
    assert all(own.keys() == {""} and own[""]["by"] == 2 for own in draft.cells.values())
    assert list(disputes.of(SharedTable(draft.typed, draft.cells))) == []


FIRST = [{"id": "A", "x_4": "1", "y_4": "3", "files_4": ["a"]}]
LATER = [{"id": "B", "x_4": "4"}, {"id": "A", "x_4": "", "y_4": "5", "files_4": ["b"]}]


def typed_by_two(database: Database, first: list[Row] = FIRST, later: list[Row] = LATER) -> None:
    """What two people typed into the same form: a table, of one of them other fields, too."""
    others = {"catatan": "Siap.", "berkas": ["c"]}
    of_one = {"tabel": {"year": "2026", "rows": first}} | others
    draft = insert(FormDraft).values(item_id=1)
    with database.writing() as session:
        session.execute(insert(Stream).values(id=4, kind="person", hash=KEY))
        session.execute(insert(Person).values(id=2, login="budi", name="Budi"))
        session.execute(draft.values(person_id=1, saved_at=NOW, answers=of_one))
        later_at, answers = NOW + timedelta(hours=1), {"tabel": {"rows": later}}
        session.execute(draft.values(person_id=2, saved_at=later_at, answers=answers))


def test_a_token_is_offered_once_at_a_time(written: Database) -> None:
    again = (
        "INSERT INTO work_item SELECT 2, instance_id, node_id, round, row_no, name, post_id,"
        " person_id, token, opened_at, opened_seq, due_at, closed_at, closed_by, closed_seq,"
        " flow_id FROM work_item"
    )
    with pytest.raises(IntegrityError), written.writing() as session:
        session.execute(text(again))
    with written.writing() as session:
        session.execute(text("UPDATE work_item SET closed_at = opened_at"))
        session.execute(text(again))


def test_there_is_one_office(written: Database) -> None:
    office = insert(Stream).values(kind="office", hash=KEY)
    with written.writing() as session:
        session.execute(office.values(id=8))
    with pytest.raises(IntegrityError), written.writing() as session:
        session.execute(office.values(id=9))


def test_an_empty_database_is_not_current_until_it_is_upgraded(empty: Database) -> None:
    assert not migration.is_current(empty)
    migration.upgrade(empty)
    assert migration.is_current(empty)


def test_the_newest_step_is_the_last_one_of_alembic() -> None:
    steps = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert migration.newest() == steps.get_current_head()


def test_what_a_newer_program_has_changed_is_refused_and_left_alone(written: Database) -> None:
    with written.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    before = content(written)
    for opened in (migration.upgrade, migration.is_current):
        with pytest.raises(NewerDatabase, match="step 0099.*use the newer Alur"):
            opened(written)
    assert content(written) == before


def test_upgrading_again_changes_nothing(written: Database) -> None:
    migration.upgrade(written)
    with written.reading() as session:
        assert session.get(Person, 1).login == "ani"


def test_two_processes_may_upgrade_at_once(empty: Database, database_url: str) -> None:
    program = (
        "import sys; from engine import database, migration;"
        "migration.upgrade(database.Database(sys.argv[1]))"
    )
    command = [sys.executable, "-c", program, database_url]
    assert [p.wait() for p in [subprocess.Popen(command) for _ in range(3)]] == [0, 0, 0]
    assert migration.is_current(empty)


@pytest.mark.parametrize("table", GUARDED)
def test_history_is_not_changed(written: Database, table: str) -> None:
    refused(written, f"UPDATE {table} SET {column(table)} = {column(table)}")


@pytest.mark.parametrize("table", GUARDED)
def test_history_is_not_deleted(written: Database, table: str) -> None:
    refused(written, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", GUARDED)
def test_history_is_not_replaced(written: Database, table: str) -> None:
    if written.engine.dialect.name == "postgresql":
        refused(written, f"TRUNCATE {table} CASCADE")
    else:
        refused(written, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_history_is_not_replaced_by_row_number(written_in_sqlite: Database) -> None:
    refused(written_in_sqlite, "INSERT OR REPLACE INTO bundle (rowid, digest) VALUES (1, x'01')")


def test_a_version_is_not_replaced_by_its_number(written_in_sqlite: Database) -> None:
    columns = "process_id, number, name, bundle, note, made_by, approved_by, published_at"
    refused(
        written_in_sqlite,
        f"INSERT OR REPLACE INTO version ({columns}, effective_from)"
        f" SELECT {columns}, '{date(2026, 1, 1)}' FROM version",
    )


def refused(database: Database, command: str) -> None:
    with pytest.raises(DBAPIError, match="alur: .* is append-only"), database.writing() as session:
        session.execute(text(command))


def column(table: str) -> str:
    """Any column of a table."""
    return next(iter(Table.metadata.tables[table].columns)).name
