"""One table for all who hold the post of a task: kept, merged, sent by one, gone with the task."""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from engine import errors, indicators, items, merging, organisation, shared_tables, witnessing
from engine.completion import complete
from engine.contributions import SharedTable
from engine.database import Database
from engine.locking import locked
from engine.merging import Hand, SentCell as Cell
from engine.models import Record, TableDraft
from engine.sending import Sent
from tests.engine.measurement.samples import SAMPLE
from tests.measuring import ROWS, measuring
from tests.office import Statements, acting, do, start, waiting, walk

FIELD = "indikator"
IDS = [row["id"] for row in ROWS]


@pytest.fixture
def instance(office: Database) -> int:
    """An instance whose table has been set up and waits to be filled in by the team."""
    return measuring(office, "T10")


def fill_in(
    office: Database, item_id: int, login: str, cells: dict[str, str], column: str = "evidence_4"
) -> None:
    """Let somebody type into a column of indicators, on a page that had shown nothing there."""
    now = datetime.now(UTC)
    with office.writing() as session:
        who = acting(session, login)
        item = locked(session, who, item_id)
        (field,) = indicators.tables(item.step.fields)
        before = shared_tables.of(session, item_id).get(field.key, SharedTable())
        sent = [Cell(id, column, text, "") for id, text in cells.items()]
        after = merging.merged(before, SAMPLE, sent, Hand(who.id, who.name, now, login))
        shared_tables.keep(session, item, field, after, now)


def item_of(office: Database, instance: int) -> int:
    return waiting(office, instance)[0].item.id


def evidence_of(office: Database, instance: int, ids: Iterable[str]) -> list[str]:
    with office.reading() as session:
        table = indicators.latest(session, instance, FIELD)
    assert table is not None
    return [r.figures.at(4).evidence for r in table.rows if r.indicator.id in set(ids)]


def newest_body(office: Database, instance: int) -> dict[str, Any]:
    with office.reading() as session:
        of_it = select(Record.body).where(Record.stream_id == instance)
        found = session.scalars(of_it.order_by(Record.seq.desc()).limit(1)).one()
    return dict(json.loads(found))


def test_one_sends_what_all_typed_and_the_record_names_the_others(
    office: Database, instance: int
) -> None:
    item = item_of(office, instance)
    fill_in(office, item, "tim2", {"IK01": "Dari dua.", "IK02": "Dari dua."})
    fill_in(office, item, "tim1", {"IK03": "Dari satu."})
    do(office, waiting(office, instance)[0], table=None, login="tim1")
    kept = evidence_of(office, instance, IDS[:3])
    assert kept == ["Dari dua.", "Dari dua.", "Dari satu."]
    with office.reading() as session:
        other = acting(session, "tim2")
        assert list(witnessing.astray(session)) == []
    cells = dict.fromkeys(IDS[:2], ["evidence_4"])
    told = {"person": other.id, "name": other.name, "indicators": cells}
    assert newest_body(office, instance)["contributors"] == {FIELD: [told]}


def test_who_filled_everything_in_alone_is_named_as_sender_only(
    office: Database, instance: int
) -> None:
    fill_in(office, item_of(office, instance), "tim1", {"IK01": "Rekap."})
    do(office, waiting(office, instance)[0], table=None, login="tim1")
    assert "contributors" not in newest_body(office, instance)


def test_what_comes_with_the_step_stands_above_what_was_typed(
    office: Database, instance: int
) -> None:
    fill_in(office, item_of(office, instance), "tim2", {"IK01": "Lama.", "IK02": "Tetap."})
    typed = {"rows": [{"id": "IK01", "evidence_4": "Baru."}]}
    do(office, waiting(office, instance)[0], table=typed, login="tim1")
    assert evidence_of(office, instance, ["IK01", "IK02"]) == ["Baru.", "Tetap."]
    assert newest_body(office, instance)["contributors"][FIELD][0]["indicators"].keys() == {"IK02"}


def test_what_was_typed_is_gone_with_the_task_and_a_late_save_is_refused(
    office: Database, instance: int
) -> None:
    item = item_of(office, instance)
    fill_in(office, item, "tim2", {"IK01": "Rekap."})
    do(office, waiting(office, instance)[0], table=None, login="tim1")
    with pytest.raises(errors.AlreadyDone):
        fill_in(office, item, "tim2", {"IK01": "Terlambat."})
    with office.reading() as session:
        assert session.scalar(select(func.count()).select_from(TableDraft)) == 0
    assert evidence_of(office, instance, ["IK01"]) == ["Rekap."]


def test_a_table_into_which_somebody_typed_takes_two_statements_more(
    office: Database, instance: int
) -> None:
    do(office, waiting(office, instance)[0], table=None)
    counted = []
    for typed in ({}, {"IK01": "Rekap."}):
        item, now = item_of(office, instance), datetime.now(UTC)
        if typed:
            fill_in(office, item, "tim2", typed)
        with office.reading() as session:
            who = acting(session, "tim1")
        with Statements(office) as heard, office.writing() as session:
            complete(session, who, item, Sent({"ringkasan": "Baik."}), now)
        counted.append(len(heard.texts))
        do(office, waiting(office, instance)[0], "Tidak setuju", "Periksa.", table=None)
    assert counted[1] <= counted[0] + 2


def test_two_who_save_at_the_same_moment_lose_no_cell(office: Database, instance: int) -> None:
    item = item_of(office, instance)
    jobs = [(("tim1", "tim2")[n % 2], {id: str(n)}) for n, id in enumerate(IDS[:8])]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda job: fill_in(office, item, *job), jobs))
    with office.reading() as session:
        shared = shared_tables.of(session, item)[FIELD]
    typed = {row["id"]: row["evidence_4"] for row in shared.rows}
    assert typed == {id: text for _, cells in jobs for id, text in cells.items()}
    assert shared.edition == 8


def test_whoever_of_the_team_did_not_take_the_task_fills_in_and_does_not_send(
    office: Database, instance: int
) -> None:
    item = item_of(office, instance)
    with office.writing() as session:
        items.take(session, acting(session, "tim1"), item, datetime.now(UTC))
    fill_in(office, item, "tim2", {"IK01": "Dari dua."})
    with pytest.raises(errors.TakenByAnother):
        do(office, waiting(office, instance)[0], table=None, login="tim2")
    do(office, waiting(office, instance)[0], table=None, login="tim1")
    assert evidence_of(office, instance, ["IK01"]) == ["Dari dua."]


def test_who_acts_for_the_holder_of_a_post_of_one_and_took_the_task_has_it_alone(
    office: Database,
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    item, now = item_of(office, instance), datetime.now(UTC)
    with office.writing() as session:
        admin, post = acting(session, "admin"), acting(session, "kasubag").held[0].key
        organisation.begin_holding(
            session, admin, "sekretaris", post, "plt", "SK", admin.today, now
        )
    fill_in(office, item, "kasubag", {"IK01": "Mula-mula."})
    with office.writing() as session:
        items.take(session, acting(session, "sekretaris"), item, now)
    fill_in(office, item, "sekretaris", {"IK02": "Kemudian."})
    with pytest.raises(errors.TakenByAnother):
        fill_in(office, item, "kasubag", {"IK03": "Bersamaan."})


@pytest.mark.parametrize("login", ["kadis", "admin"])
def test_nobody_else_types_into_it(office: Database, instance: int, login: str) -> None:
    with pytest.raises(errors.NotYours):
        fill_in(office, item_of(office, instance), login, {"IK01": "Rekap."})
