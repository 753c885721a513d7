"""Rows counted anew, in the order in which they follow each other."""

from engine.diagram import editing, graph, reading
from tests.engine.diagram.editing.shipped import DATA, SOP


def test_rows_that_are_counted_well_stay_as_they_are() -> None:
    assert editing.in_order(SOP) == graph.rows(SOP)
    assert editing.renumber(DATA) == DATA


def test_a_row_with_the_next_free_number_is_counted_where_it_stands() -> None:
    row = editing.Row(name="Meneliti")
    by_table, name = editing.insert_row(DATA, "T3", row, "KSB")
    free = editing.change_row(by_table, name, editing.Row(name="Meneliti", number="16"))
    numbers = editing.in_order(reading.read(free))
    assert numbers == graph.rows(reading.read(by_table))
    assert editing.renumber(free) == by_table


def test_steps_of_one_row_stay_one() -> None:
    shared = [step.id for step in SOP.user_tasks if step.step and step.step.row == "7"]
    assert len(shared) == 2
    assert {editing.in_order(SOP)[step] for step in shared} == {"7"}
