"""The table of indicators of an instance: set up, filled in, returned, kept by content."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from engine import beginnings, errors, indicators, instances, organisation
from engine.database import Database
from engine.measurement.table import Table
from engine.models import Content, Record
from tests.engine.measurement.samples import SAMPLE
from tests.office import REASON, acting, do, start, waiting, walk

FIELD = "indikator"
ROWS = SAMPLE.to_json()["rows"]


def begun(office: Database, period: str | None = "2026-TW4", until: str = "T5") -> int:
    instance = start(office, period=period).instance_id
    walk(office, instance, until=until)
    return instance


def send(office: Database, instance: int, typed: Any) -> None:
    """Complete what waits, with what is typed into its table; None leaves that alone."""
    do(office, waiting(office, instance)[0], table=typed)


def go_on(office: Database, instance: int, until: str) -> None:
    """Complete what waits up to a node, leaving tables alone."""
    while waiting(office, instance)[0].item.node_id != until:
        send(office, instance, None)


def table_of(office: Database, instance: int) -> Table | None:
    with office.reading() as session:
        return indicators.latest(session, instance, FIELD)


def filled(figure: str, row: str = "IK01") -> dict[str, object]:
    return {"rows": [{"id": row, "realisation_4": figure}]}


def offers(office: Database, instance: int, quarter: int, year: int = 2026) -> dict[str, Any]:
    with office.reading() as session:
        found = beginnings.offered(session, instance, FIELD, year, quarter)
        return {offer.origin.value: offer for offer in found}


def test_a_table_is_set_up_filled_in_and_corrected_on_its_way(office: Database) -> None:
    instance = begun(office)
    send(office, instance, {"rows": ROWS})
    go_on(office, instance, "T10")
    send(office, instance, filled("99,4"))
    send(office, instance, filled("99,5"))
    figures = table_of(office, instance).rows[0].figures
    assert [str(entry.realisation) for entry in figures.entries] == [
        "99.08",
        "99.17",
        "99.31",
        "99.5",
    ]
    assert len(table_of(office, instance).rows) == 10


def test_a_step_that_leaves_the_table_alone_hands_it_on(office: Database) -> None:
    instance = begun(office)
    send(office, instance, {"rows": ROWS})
    before = table_of(office, instance)
    send(office, instance, None)
    with office.reading() as session:
        first, second = indicators.named(session, instance, FIELD)
    assert table_of(office, instance) == before
    assert first.sha256 == second.sha256 and first.node != second.node


def test_the_record_names_the_table_and_the_contents_keep_it_once(office: Database) -> None:
    one, other = begun(office, "2026-TW4"), begun(office, "2026-S2")
    for instance in (one, other):
        send(office, instance, {"rows": ROWS})
    with office.reading() as session:
        bodies = session.scalars(select(Record.body).where(Record.body.contains('"rows":10')))
        named = [json.loads(body)["answers"][FIELD] for body in bodies]
        digest = bytes.fromhex(named[0]["sha256"])
        kept = session.scalar(select(func.count()).where(Content.sha256 == digest))
    assert named[0] == named[1] == {"year": 2026, "quarter": 4, "rows": 10, "sha256": digest.hex()}
    assert kept == 1


def test_after_a_return_the_figures_are_there_and_can_be_corrected(office: Database) -> None:
    instance = begun(office)
    send(office, instance, {"rows": ROWS})
    go_on(office, instance, "T10")
    send(office, instance, filled("99"))
    send(office, instance, None)
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    send(office, instance, filled("99,5"))
    figure = table_of(office, instance).rows[0].figures.at(4).realisation
    assert str(figure) == "99.5"


def test_who_fills_in_changes_no_target(office: Database) -> None:
    instance = begun(office)
    send(office, instance, {"rows": ROWS})
    before = table_of(office, instance).rows[0].indicator
    go_on(office, instance, "T10")
    send(office, instance, {"rows": [{"id": "IK01", "target_4": "1", "name": "Lain"}]})
    assert table_of(office, instance).rows[0].indicator == before


def test_a_bad_cell_keeps_the_step_open_and_everything_as_it_was(office: Database) -> None:
    instance = begun(office)
    send(office, instance, {"rows": ROWS})
    go_on(office, instance, "T10")
    before = table_of(office, instance)
    with pytest.raises(errors.BadTable) as refused:
        send(office, instance, filled("4 PKS"))
    (problem,) = refused.value.problems
    assert (problem.indicator, problem.column) == ("IK01", "realisation_4")
    assert waiting(office, instance)[0].item.node_id == "T10"
    assert table_of(office, instance) == before


def test_nobody_fills_in_a_table_that_was_not_set_up(office: Database) -> None:
    instance = begun(office)
    send(office, instance, None)
    go_on(office, instance, "T10")
    with pytest.raises(errors.InvalidValues) as refused:
        send(office, instance, filled("99"))
    assert [one.code for one in refused.value.errors[FIELD]] == ["table_missing"]


def test_the_quarter_is_the_periods_else_it_is_asked_for(office: Database) -> None:
    instance = begun(office, period="Maret")
    with pytest.raises(errors.InvalidValues) as refused:
        send(office, instance, {"rows": ROWS})
    assert [one.code for one in refused.value.errors[FIELD]] == ["quarter_missing"]
    send(office, instance, {"year": "2027", "quarter": "2", "rows": ROWS})
    table = table_of(office, instance)
    assert (table.year, table.quarter) == (2027, 2)


def test_a_sender_who_saw_another_table_is_told(office: Database) -> None:
    instance = begun(office)
    with pytest.raises(errors.TableChanged):
        send(office, instance, {"rows": ROWS, "sha256": "0" * 64})
    digest = indicators.digest(_sample_of(4))
    send(office, instance, {"rows": ROWS, "sha256": digest})


def _sample_of(quarter: int) -> Table:
    return Table.from_json(SAMPLE.to_json() | {"quarter": quarter})


def test_a_new_table_takes_the_cap_of_the_office_and_one_that_exists_keeps_its_own(
    office: Database,
) -> None:
    earlier, later = begun(office), begun(office, "2027-TW1")
    send(office, earlier, {"rows": ROWS})
    with office.writing() as session:
        own = replace(SAMPLE.settings, cap=Decimal(110))
        organisation.set_measurement(session, acting(session, "admin"), own, datetime.now(UTC))
    send(office, later, {"rows": ROWS})
    go_on(office, earlier, "T10")
    send(office, earlier, filled("99,4"))
    assert [table_of(office, one).settings.cap for one in (earlier, later)] == [120, 110]
    assert offers(office, later, 1, year=2027)["earlier"].table.settings.cap == 110


# --- beginning --------------------------------------------------------------------------------


def test_a_demonstration_begins_its_fourth_quarter_from_the_sample(office: Database) -> None:
    instance = begun(office)
    (sample,) = offers(office, instance, 4).values()
    assert sample.origin == beginnings.Origin.SAMPLE
    assert (sample.table.year, sample.table.quarter, len(sample.table.rows)) == (2026, 4, 10)
    assert str(sample.table.rows[0].figures.at(3).realisation) == "99.31"


def test_a_quarter_begins_with_the_years_figures_so_far_and_not_with_its_own(
    office: Database,
) -> None:
    earlier = begun(office, "2026-TW3")
    send(office, earlier, {"rows": ROWS})
    go_on(office, earlier, "T10")
    send(office, earlier, {"rows": [{"id": "IK01", "realisation_3": "99,4"}]})
    found = offers(office, begun(office, "2026-TW4"), 3)
    assert "year" not in found
    table = offers(office, begun(office, "2026-S2"), 4)["year"].table
    assert str(table.rows[0].figures.at(3).realisation) == "99.4"


def test_a_year_begins_with_the_definitions_of_the_last_one_alone(office: Database) -> None:
    send(office, begun(office, "2026-TW4"), {"rows": ROWS})
    offer = offers(office, begun(office, "2027-TW1"), 1, year=2027)["earlier"]
    assert offer.title == "Uji" and offer.table.year == 2027
    assert offer.table.rows[0].indicator == SAMPLE.rows[0].indicator
    assert offer.table.rows[0].figures.upto(4) == []


def test_what_was_stopped_is_nothing_to_begin_with(office: Database) -> None:
    earlier = begun(office, "2026-TW3")
    send(office, earlier, {"rows": ROWS})
    with office.writing() as session:
        instances.stop(session, acting(session, "pemilik"), earlier, REASON, datetime.now(UTC))
    assert set(offers(office, begun(office, "2026-TW4"), 4)) == {"sample"}


def test_no_answer_of_another_field_is_taken_for_a_table(office: Database) -> None:
    instance = begun(office)
    posing = '"indikator":{"quarter":4,"rows":1,"sha256":"00","year":2026}'
    while waiting(office, instance)[0].item.node_id != "T11":
        send(office, instance, None)
    said = {"ringkasan": posing, "catatan": posing}
    do(office, waiting(office, instance)[0], values=said)
    assert table_of(office, instance) is None
