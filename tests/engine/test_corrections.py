"""Whoever does a step again is told what others corrected since, from the records alone."""

from __future__ import annotations

from typing import Any

import pytest

from engine import corrections, dossier, versions
from engine.corrections import Since
from engine.database import Database
from tests.engine.test_moving import to_step
from tests.engine.test_shared_tables import fill_in
from tests.measuring import measuring
from tests.office import REASON, Statements, do, waiting

DRAFT = {"ringkasan": "Draf.", "hambatan": "Alat rusak."}
BETTER = DRAFT | {"hambatan": "Alat rusak sejak 3 Oktober."}


@pytest.fixture
def instance(office: Database) -> int:
    """An instance that stands at the first check of its draft, the sample being its table."""
    found = measuring(office, "T11")
    send(office, found, **DRAFT)
    return found


def send(office: Database, instance: int, login: str = "tim1", **values: Any) -> None:
    do(office, waiting(office, instance)[0], login=login, values=values)


def figure(number: str, id: str = "IK01") -> dict[str, Any]:
    return {"rows": [{"id": id, "realisation_4": number}]}


def decide(office: Database, instance: int, decision: str, **values: Any) -> None:
    reason = REASON if decision == "Tidak setuju" else ""
    do(office, waiting(office, instance)[0], decision, reason, values=values)


def since(office: Database, instance: int) -> Since | None:
    """What is told to whoever has what waits."""
    row = waiting(office, instance)[0]
    with office.reading() as session:
        definition = versions.definition(session, row.version_id)
        return corrections.since(session, instance, definition, row.item.node_id)


def said(found: Since | None) -> list[tuple[str, list[str], list[tuple[str, Any, Any]]]]:
    """Who corrected what: by name, the fields, and the cells before and after."""
    assert found
    return [
        (
            one.author.name,
            [change.field.key for change in one.answers],
            [(cell.change.id, cell.change.before, cell.change.after) for cell in one.cells],
        )
        for one in found.corrections
    ]


def test_who_does_a_step_for_the_first_time_is_told_nothing(
    office: Database, instance: int
) -> None:
    assert since(office, instance) is None


def test_who_returned_a_step_is_told_why_and_what_was_corrected(
    office: Database, instance: int
) -> None:
    decide(office, instance, "Tidak setuju")
    send(office, instance, "tim2", **BETTER, indikator=figure("99,5"))
    found = since(office, instance)
    assert found and found.seen.is_return and found.seen.reason == REASON
    assert said(found) == [("Jati Contoh", ["hambatan"], [("IK01", None, "99.5")])]


def test_a_cell_is_told_of_whoever_typed_it_and_the_others_of_the_sender(
    office: Database, instance: int
) -> None:
    decide(office, instance, "Tidak setuju")
    fill_in(office, waiting(office, instance)[0].item.id, "tim1", {"IK09": "Rekap."})
    send(office, instance, "tim2", **BETTER, indikator=figure("99,5"))
    jati, ulin = said(since(office, instance))
    assert jati == ("Jati Contoh", ["hambatan"], [("IK01", None, "99.5")])
    assert ulin == ("Ulin Contoh", [], [("IK09", None, "Rekap.")])


def test_a_record_that_only_counts_what_others_filled_in_credits_the_sender() -> None:
    told = [{"person": 3, "name": "Ulin Contoh", "indicators": 2}]
    assert dossier.author(told, "IK01", "evidence_4") is None


def test_a_step_that_was_sent_again_as_it_was_is_told_too(office: Database, instance: int) -> None:
    decide(office, instance, "Tidak setuju")
    send(office, instance, **DRAFT)
    found = since(office, instance)
    assert found and found.is_redone and found.corrections == []


def test_of_several_rounds_it_is_told_who_changed_what_last_and_what_was_seen_before(
    office: Database, instance: int
) -> None:
    decide(office, instance, "Setuju")
    decide(office, instance, "Tidak setuju")
    for login, number in (("tim1", "98"), ("tim2", "99")):
        decide(office, instance, "Tidak setuju")
        said_by = BETTER | {"ringkasan": f"Draf, {number}.", "indikator": figure(number)}
        send(office, instance, login, **said_by)
    decide(office, instance, "Setuju", catatan="Sudah cocok.")
    ulin, jati, meranti = said(since(office, instance))
    assert ulin[:2] == ("Ulin Contoh", ["hambatan"]) and ulin[2] == []
    assert jati == ("Jati Contoh", ["ringkasan"], [("IK01", None, "99")])
    assert meranti[:2] == ("Meranti Contoh", ["catatan"])


def test_what_was_changed_and_changed_back_is_not_told(office: Database, instance: int) -> None:
    decide(office, instance, "Setuju")
    decide(office, instance, "Tidak setuju")
    for values, number in ((BETTER, "98"), (DRAFT, "")):
        decide(office, instance, "Tidak setuju")
        send(office, instance, **values, indikator=figure(number))
    decide(office, instance, "Setuju")
    assert said(since(office, instance)) == []


def test_a_note_of_who_returned_a_table_is_told_to_who_had_passed_it(
    office: Database, instance: int
) -> None:
    decide(office, instance, "Setuju")
    note = {"rows": [{"id": "IK01", "checker_note_4": "Cocokkan."}]}
    decide(office, instance, "Tidak setuju", indikator=note)
    found = since(office, instance)
    assert found and not found.is_redone and not found.seen.is_return
    assert said(found) == [("Waru Contoh", [], [("IK01", None, "Cocokkan.")])]


def test_what_was_written_with_a_return_is_no_correction(office: Database, instance: int) -> None:
    decide(office, instance, "Tidak setuju", catatan="Lihat hambatan.")
    send(office, instance, **DRAFT)
    decide(office, instance, "Tidak setuju", catatan="Lihat hambatan lagi.")
    found = since(office, instance)
    assert found and not found.is_redone and found.corrections == []


def test_a_step_that_is_placed_again_is_told_what_was_done_again(
    office: Database, instance: int
) -> None:
    to_step(office, instance, "T11")
    send(office, instance, **BETTER)
    decide(office, instance, "Setuju")
    to_step(office, instance, "T11")
    send(office, instance, **DRAFT)
    found = since(office, instance)
    assert found and not found.seen.is_return
    assert said(found) == [("Ulin Contoh", ["hambatan"], [])]


def test_three_statements_tell_it_and_one_for_each_state_of_a_table(
    office: Database, instance: int
) -> None:
    decide(office, instance, "Tidak setuju")
    send(office, instance, **BETTER)
    row = waiting(office, instance)[0]
    with office.reading() as session:
        definition = versions.definition(session, row.version_id)
        with Statements(office) as plain:
            corrections.since(session, instance, definition, row.item.node_id)
    decide(office, instance, "Tidak setuju")
    send(office, instance, **BETTER, indikator=figure("99"))
    with office.reading() as session, Statements(office) as with_table:
        corrections.since(session, instance, definition, row.item.node_id)
    assert (len(plain.texts), len(with_table.texts)) == (3, 5)
