"""What is noted beside the figures ends with its round: whoever fills them in anew answers it."""

from __future__ import annotations

from typing import Any

import pytest

from engine import corrections, indicators, versions
from engine.database import Database
from engine.measurement.table import Table
from tests.engine.measurement.samples import SAMPLE
from tests.office import REASON, do, start, waiting, walk

KEY, AGAIN = "indikator", "Tidak setuju"


@pytest.fixture
def instance(office: Database) -> int:
    """An instance whose table is filled in and waits for its first check, in row 12."""
    found = start(office, period="2026-TW4").instance_id
    walk(office, found, until="T5")
    do(office, waiting(office, found)[0], table={"rows": SAMPLE.to_json()["rows"]})
    while waiting(office, found)[0].item.node_id != "T12":
        do(office, waiting(office, found)[0], table=None)
    return found


def check(office: Database, instance: int, id: str, text: str, decision: str = "Setuju") -> None:
    note = {"rows": [{"id": id, "checker_note_4": text}]}
    reason = REASON if decision == AGAIN else ""
    do(office, waiting(office, instance)[0], decision, reason, table=note)


def fill_in(office: Database, instance: int, table: Any = None) -> None:
    do(office, waiting(office, instance)[0], table=table, login="tim1")


def figure(number: str) -> dict[str, Any]:
    return {"rows": [{"id": "IK01", "realisation_4": number}]}


def notes(table: Table | None) -> dict[str, str]:
    assert table is not None
    return {
        row.indicator.id: text for row in table.rows if (text := row.figures.at(4).checker_note)
    }


def newest(office: Database, instance: int) -> dict[str, str]:
    with office.reading() as session:
        return notes(indicators.latest(session, instance, KEY))


def told(office: Database, instance: int) -> list[tuple[str, list[tuple[str, Any, Any]]]]:
    """Which cells were corrected by whom, as whoever has what waits is told."""
    row = waiting(office, instance)[0]
    with office.reading() as session:
        definition = versions.definition(session, row.version_id)
        found = corrections.since(session, instance, definition, row.item.node_id)
    assert found
    return [
        (one.author.name, [(c.change.id, c.change.before, c.change.after) for c in one.cells])
        for one in found.corrections
    ]


def test_a_note_ends_when_the_figures_are_sent_again_and_stays_where_it_was_sent(
    office: Database, instance: int
) -> None:
    check(office, instance, "IK01", "Cocokkan.", AGAIN)
    assert newest(office, instance) == {"IK01": "Cocokkan."}
    fill_in(office, instance, figure("99"))
    assert newest(office, instance) == {}
    with office.reading() as session:
        before = indicators.named(session, instance, KEY)[1]
        assert notes(indicators.load(session, before)) == {"IK01": "Cocokkan."}


def test_the_notes_of_two_who_check_one_after_the_other_both_stay(
    office: Database, instance: int
) -> None:
    check(office, instance, "IK01", "Dari baris 12.")
    check(office, instance, "IK02", "Dari baris 13.")
    assert newest(office, instance) == {"IK01": "Dari baris 12.", "IK02": "Dari baris 13."}


def test_that_a_note_ended_is_nobodys_correction(office: Database, instance: int) -> None:
    check(office, instance, "IK01", "Cocokkan.", AGAIN)
    fill_in(office, instance, figure("99"))
    assert told(office, instance) == [("Ulin Contoh", [("IK01", None, "99")])]


def test_the_same_note_given_anew_is_told_as_of_whoever_gave_it(
    office: Database, instance: int
) -> None:
    check(office, instance, "IK01", "Cocokkan.")
    do(office, waiting(office, instance)[0], AGAIN, REASON, table=None)
    check(office, instance, "IK02", "Cocokkan juga.", AGAIN)
    fill_in(office, instance)
    check(office, instance, "IK01", "Cocokkan.")
    assert told(office, instance) == [("Meranti Contoh", [("IK01", None, "Cocokkan.")])]
