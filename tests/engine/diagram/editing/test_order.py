"""Rows are inserted, removed and change places, and the other way round."""

from collections.abc import Callable

import pytest

from engine.diagram import editing, graph, reading
from engine.errors import LastRow, RowNeeded, RowsNotNeighbours, WaySplits
from tests.engine.diagram.drawings import faults
from tests.engine.diagram.editing.shipped import DATA, SOP, STEPS, remarks

NEW = editing.Row(name="Meneliti kelengkapan", time="1 Jam", duration="PT1H")
PLACES = [(node, lane.id) for node in (SOP.start.id, *STEPS) for lane in SOP.lanes]
CHANGES = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T7b", "T8", "T9", "T10", "T13", "T14"]


def numbers(data: bytes) -> list[str]:
    """The row numbers in the order in which a case meets them."""
    process = reading.read(data)
    rows = graph.rows(process)
    return [rows[node] for node in graph.walking_order(process) if node in rows]


@pytest.mark.parametrize(("after", "lane"), PLACES)
def test_a_row_is_inserted_and_removed(after: str, lane: str) -> None:
    changed, name = editing.insert_row(DATA, after, NEW, lane)
    assert reading.read(changed).node[name].lane == lane
    assert remarks(changed) == set() and faults(changed) == []
    assert editing.remove_row(changed, name) == DATA


def test_the_rows_behind_a_new_one_count_on() -> None:
    changed, name = editing.insert_row(DATA, "T3", NEW, "KD")
    assert graph.rows(reading.read(changed))[name] == "4"
    assert numbers(changed)[:9] == ["1", "2", "3", "4", "5", "6", "7", "8", "8"]


def test_a_row_of_two_steps_is_not_parted() -> None:
    changed, name = editing.insert_row(DATA, "T7", NEW, "KSB")
    assert numbers(changed)[6:9] == ["7", "7", "8"]
    assert [f.source for f in reading.read(changed).incoming[name]] == ["T7b"]


@pytest.mark.parametrize("node", [n for n in STEPS if n not in ("T12", "T13")])
def test_a_row_is_removed_and_what_led_to_it_leads_on(node: str) -> None:
    changed = editing.remove_row(DATA, node)
    assert node not in reading.read(changed).node
    assert remarks(changed) == set() and faults(changed) == []


def test_the_rows_behind_one_that_goes_count_back_unless_it_had_a_twin() -> None:
    assert numbers(editing.remove_row(DATA, "T3"))[:4] == ["1", "2", "3", "4"]
    assert numbers(editing.remove_row(DATA, "T7b"))[6:8] == ["7", "8"]


def test_a_return_to_a_row_that_goes_leads_to_the_next_one() -> None:
    changed = reading.read(editing.remove_row(DATA, "T11"))
    assert changed.flow["F16"].target == "T12"


@pytest.mark.parametrize("node", ["T12", "T13"])
def test_a_row_that_decides_is_not_removed(node: str) -> None:
    with pytest.raises(RowNeeded):
        editing.remove_row(DATA, node)


def test_the_last_row_is_not_removed() -> None:
    data = DATA
    for node in [n for n in STEPS if n not in ("T12", "T13")]:
        data = editing.remove_row(data, node)
    for flow in ("F16", "F19"):
        data = editing.remove_return(data, flow)
    with pytest.raises(LastRow):
        editing.remove_row(editing.remove_row(data, "T12"), "T13")


@pytest.mark.parametrize("node", CHANGES)
def test_a_row_changes_places_with_the_next_one_and_back(node: str) -> None:
    changed = editing.move_down(DATA, node)
    assert numbers(changed) == sorted(numbers(changed), key=int)
    assert remarks(changed) == set() and faults(changed) == []
    assert editing.move_up(changed, node) == DATA


def test_a_row_of_two_steps_moves_as_one() -> None:
    changed = reading.read(editing.move_up(DATA, "T8"))
    order = [node for node in graph.walking_order(changed) if node in STEPS]
    assert order[5:9] == ["T6", "T8", "T7", "T7b"]


@pytest.mark.parametrize(
    ("change", "node"),
    [
        (editing.move_up, "T1"),
        (editing.move_down, "T15"),
        (editing.move_down, "T11"),
        (editing.move_up, "T13"),
    ],
)
def test_rows_that_a_return_ties_or_that_have_no_neighbour_stay(
    change: Callable[[bytes, str], bytes], node: str
) -> None:
    with pytest.raises(RowsNotNeighbours):
        change(DATA, node)


def test_behind_a_row_with_several_ways_on_nothing_is_inserted() -> None:
    other = DATA.replace(b'sourceRef="G12" targetRef="T11"', b'sourceRef="G12" targetRef="T14"')
    with pytest.raises(WaySplits):
        editing.insert_row(other, "T12", NEW, "TIM")
