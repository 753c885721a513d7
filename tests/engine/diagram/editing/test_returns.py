"""A way back to an earlier row is added and taken away."""

import pytest

from engine.diagram import editing, graph, reading
from engine.errors import AlreadyExists, DecisionLost, NotEarlier
from tests.engine.diagram.drawings import faults
from tests.engine.diagram.editing.shipped import DATA, SOP, STEPS, WORDS, remarks

PAIRS = [(node, to) for node in STEPS for to in editing.earlier(SOP, node)]


@pytest.mark.parametrize(("node", "to"), PAIRS[::4])
def test_a_way_back_is_added_and_taken_away(node: str, to: str) -> None:
    changed, flow = editing.add_return(DATA, node, to, WORDS)
    process = reading.read(changed)
    assert graph.is_return(process, process.flow[flow])
    assert remarks(changed) == set() and faults(changed) == []
    assert editing.remove_return(changed, flow) == DATA


def test_a_row_without_a_decision_gets_one_with_its_words() -> None:
    process = reading.read(editing.add_return(DATA, "T14", "T13", WORDS)[0])
    assert [flow.name for flow in graph.decisions(process, "T14")] == ["Benar", "Belum benar"]
    gateway = process.node[process.outgoing["T14"][0].target]
    assert (gateway.name, gateway.lane) == ("Benar?", SOP.node["T14"].lane)


def test_a_decision_gets_a_further_way_back() -> None:
    process = reading.read(editing.add_return(DATA, "T13", "T11", WORDS)[0])
    ways = [flow.name for flow in graph.decisions(process, "T13")]
    assert ways == ["Setuju", "Tidak setuju", "Belum benar"]


def test_only_rows_that_always_come_before_are_offered() -> None:
    assert editing.earlier(SOP, "T1") == []
    with pytest.raises(NotEarlier):
        editing.add_return(DATA, "T3", "T4", WORDS)


def test_two_ways_of_a_decision_have_two_names() -> None:
    changed, _ = editing.add_return(DATA, "T13", "T11", WORDS)
    with pytest.raises(AlreadyExists):
        editing.add_return(changed, "T13", "T10", WORDS)


def test_a_way_on_is_not_taken_away() -> None:
    with pytest.raises(DecisionLost):
        editing.remove_return(DATA, "F15")
