"""Rows that come without a page: read, and put beside what others have typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from engine import indicators, rows_sent, shared_tables
from engine.contributions import SharedTable
from engine.database import Database
from engine.errors import BadTable
from engine.locking import locked
from engine.rows_sent import Merged
from tests.engine.test_shared_tables import FIELD, ROWS, fill_in, instance, item_of
from tests.office import acting, start, walk

__all__ = ["instance"]

FIGURE = "realisation_4"


def put(office: Database, item_id: int, login: str, *rows: dict[str, Any]) -> Merged:
    """Read rows and keep them, as the command line does."""
    with office.writing() as session:
        item = locked(session, acting(session, login), item_id)
        (field,) = indicators.tables(item.step.fields)
        read = rows_sent.read(session, item, field, {"rows": list(rows)})
        assert read is not None
        return rows_sent.keep(session, item, field, read, datetime.now(UTC))


def kept(office: Database, item_id: int) -> SharedTable:
    with office.reading() as session:
        return shared_tables.of(session, item_id).get(FIELD, shared_tables.NOTHING)


def test_rows_stand_beside_what_others_have_typed(office: Database, instance: int) -> None:
    item = item_of(office, instance)
    fill_in(office, item, "tim2", {"IK02": "19"}, FIGURE)
    merged = put(office, item, "tim1", {"id": " IK01 ", FIGURE: "17"})
    assert merged.disputes == []
    assert kept(office, item).rows == [{"id": "IK02", FIGURE: "19"}, {"id": "IK01", FIGURE: "17"}]


def test_only_what_these_rows_replace_is_told(office: Database, instance: int) -> None:
    item = item_of(office, instance)
    fill_in(office, item, "tim2", {"IK01": "18", "IK02": "19"}, FIGURE)
    put(office, item, "tim1", {"id": "IK02", FIGURE: "20"})
    merged = put(office, item, "tim1", {"id": "IK01", FIGURE: "17"})
    assert [(one.indicator, one.cell, one.over) for one in merged.disputes] == [
        ("IK01", "17", "18")
    ]


def test_a_blank_cell_takes_nothing_of_others_away(office: Database, instance: int) -> None:
    item = item_of(office, instance)
    fill_in(office, item, "tim2", {"IK01": "18"}, FIGURE)
    put(office, item, "tim1", {"id": "IK01", FIGURE: ""})
    assert kept(office, item).cell("IK01", FIGURE) == "18"


def test_rows_with_a_bad_cell_are_not_read(office: Database, instance: int) -> None:
    with pytest.raises(BadTable):
        put(office, item_of(office, instance), "tim1", {"id": "IK01", FIGURE: "banyak"})


def test_rows_of_a_table_that_is_set_up_are_all_that_there_are(office: Database) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    item = item_of(office, instance)
    put(office, item, "kasubag", *ROWS)
    put(office, item, "kasubag", *ROWS[:2])
    shared = kept(office, item)
    assert [row["id"] for row in shared.rows] == ["IK01", "IK02"] and shared.edition == 2
