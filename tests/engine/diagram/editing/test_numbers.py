"""Rows counted anew, in the order in which they follow each other."""

from dataclasses import replace

from engine.diagram import editing, graph, reading
from engine.diagram.process import Process
from engine.diagram.step import Step
from tests.engine.diagram.editing.shipped import DATA, SOP
from tests.engine.diagram.test_graph import a_process


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


def test_steps_that_follow_each_other_directly_can_be_one_row() -> None:
    process = a_process("s1>t1 t1>t2 t2>t3 t3>g1 g1>t4 g1>t5 t4>g2 t5>g2 g2>e1")
    assert editing.can_join(process, "t2", []) and can_join(process, "t1", "t2", "t3")
    assert not can_join(process, "t1", "t3")


def test_ways_of_a_decision_cannot_be_one_row() -> None:
    process = a_process("s1>t1 t1>g1 g1>t2 g1>t3 t2>g2 t3>g2 g2>e1")
    assert not can_join(process, "t2", "t3") and not can_join(process, "t1", "t2")


def can_join(process: Process, node: str, *others: str) -> bool:
    return editing.can_join(process, node, [process.node[other] for other in others])


def test_ways_of_a_decision_are_counted_apart_though_they_have_one_number() -> None:
    process = a_process("s1>t1 t1>g1 g1>t2 g1>t3 t2>g2 t3>g2 g2>e1")
    nodes = [replace(node, step=node.step and Step(row="1")) for node in process.nodes]
    numbers = editing.in_order(replace(process, nodes=tuple(nodes)))
    assert numbers == {"t1": "1", "t2": "2", "t3": "3"}
