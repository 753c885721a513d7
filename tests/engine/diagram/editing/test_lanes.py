"""A row goes to another post and back; lanes come and go."""

from dataclasses import replace

import pytest

from engine.diagram import editing, reading
from engine.errors import LaneUsed
from tests.engine.diagram.drawings import faults
from tests.engine.diagram.editing.shipped import DATA, SOP, STEPS, remarks, shape_of

MOVES = [(n, lane.id) for n in STEPS for lane in SOP.lanes if lane.id != SOP.node[n].lane]


@pytest.mark.parametrize(("node", "lane"), MOVES)
def test_a_row_is_moved_to_another_post_and_back(node: str, lane: str) -> None:
    moved = editing.move_to_lane(DATA, node, lane)
    assert reading.read(moved).node[node].lane == lane
    assert remarks(moved) == set() and faults(moved) == []
    assert editing.move_to_lane(moved, node, SOP.node[node].lane) == DATA


def test_the_table_moves_a_task_as_the_diagram_does() -> None:
    listed = b"        <bpmn:flowNodeRef>T15</bpmn:flowNodeRef>\n"
    start = DATA.index(b"<bpmn:flowNodeRef>T11</bpmn:flowNodeRef>\n") + len(listed) - 8
    by_hand = DATA[:start] + listed + DATA[start:].replace(listed, b"", 1)
    assert shape_of(editing.move_to_lane(DATA, "T15", "TIM")) == shape_of(by_hand)


def test_a_decision_goes_with_its_row() -> None:
    moved = reading.read(editing.move_to_lane(DATA, "T13", "KD"))
    assert moved.node["T13"].lane == moved.node["G13"].lane == "KD"


def test_what_stands_left_of_a_row_that_moves_stays_where_it_is() -> None:
    before, after = SOP.drawing, reading.read(editing.move_to_lane(DATA, "T15", "TIM")).drawing
    others = [node for node in STEPS if node != "T15"]
    assert [after.boxes[n] for n in others] == [before.boxes[n] for n in others]


def test_a_lane_for_another_post_is_added_below_and_removed_again() -> None:
    lane = replace(SOP.lanes[0], name="Bendahara", post="bendahara", name_en="Treasurer")
    changed, name = editing.add_lane(DATA, lane)
    assert reading.read(changed).lanes == (*SOP.lanes, replace(lane, id=name))
    moved = editing.move_to_lane(changed, "T15", name)
    assert remarks(moved) == set() and faults(moved) == []
    assert editing.remove_lane(changed, name) == DATA


def test_a_lane_with_rows_is_not_removed() -> None:
    with pytest.raises(LaneUsed):
        editing.remove_lane(DATA, "TIM")
