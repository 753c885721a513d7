"""The shipped SOP says what the office's text says, and its drawing reads well at first sight."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise, product
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

import pytest

from engine.diagram import reading, xml
from engine.diagram.checks import check
from engine.diagram.process import Box, Kind

ROOT = Path(__file__).parents[2]
MODEL = json.loads((ROOT / "tests/data/sop_model.json").read_text(encoding="utf-8"))
DATA = (ROOT / "bpmn/pengukuran-indikator-kinerja/process.bpmn").read_bytes()
SOP = reading.read(DATA)
DRAWING = SOP.drawing
ROWS = {row["no"]: row for row in MODEL["steps"]}
TASKS = [node for node in MODEL["nodes"] if node["type"] == "userTask"]
DURATIONS = {"menit": "PT{}M", "jam": "PT{}H", "hari": "P{}D"}

# How bpmn-js writes: Arial, 12 px in shapes and 11 px in labels; letters as wide as their mean.
LETTER, LINE, PADDING = 6.1, 14.4, 7
LABEL_LETTER = LETTER * 11 / 12
ICON = 23  # a user task's icon reaches so far down from the top of its box
LANE_HEADER = 30


class Area(NamedTuple):
    """A rectangle by its sides; a segment of a flow is one without width or height."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Area") -> bool:
        """Whether more than sides meet."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def meets(self, other: "Area") -> bool:
        """Whether the two have any point in common."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom

    def holds(self, other: "Area") -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


def area(box: Box) -> Area:
    return Area(box.x, box.y, box.x + box.width, box.y + box.height)


def middles_of_sides(node: str) -> set[tuple[float, float]]:
    box = DRAWING.boxes[node]
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return {(box.x, y), (box.x + box.width, y), (x, box.y), (x, box.y + box.height)}


def segments(flow: str) -> Iterator[Area]:
    for (x, y), (u, v) in pairwise(DRAWING.edges[flow]):
        yield Area(min(x, u), min(y, v), max(x, u), max(y, v))


def lines(name: str, width: float) -> list[str]:
    return wrap(name, int(width / LETTER), break_long_words=False)


SHAPES = {node.id: area(DRAWING.boxes[node.id]) for node in SOP.nodes}
LABELS = {name: area(box) for name, box in DRAWING.labels.items()}
SEGMENTS = [(flow.id, segment) for flow in SOP.flows for segment in segments(flow.id)]


def test_the_nodes_are_those_of_the_model() -> None:
    expected = [(n["id"], n["type"], n["lane"], n["name"]) for n in MODEL["nodes"]]
    assert [(n.id, n.kind, n.lane, n.name) for n in SOP.nodes] == expected


def test_the_flows_are_those_of_the_model() -> None:
    expected = [tuple(flow.values()) for flow in MODEL["flows"]]
    assert [(f.id, f.source, f.target, f.name, f.provenance) for f in SOP.flows] == expected


def test_there_are_sixteen_steps_and_two_decisions() -> None:
    kinds = Counter(node.kind for node in SOP.nodes)
    assert kinds == {Kind.START: 1, Kind.USER_TASK: 16, Kind.CHOICE: 2, Kind.END: 1}


def test_the_lanes_stand_in_the_order_of_the_printed_columns() -> None:
    assert [lane.id for lane in SOP.lanes] == ["KD", "SEK", "KSB", "TIM", "PLK"]
    tops = [DRAWING.boxes[lane.id].y for lane in SOP.lanes]
    assert tops == sorted(tops)


def test_a_lane_names_the_post_that_its_name_means() -> None:
    assert [lane.post for lane in SOP.lanes] == [reading.slug(lane.name) for lane in SOP.lanes]


def test_every_node_stands_in_exactly_one_lane() -> None:
    process = reading.the_process(xml.parse(DATA))
    listed = [node for lane in reading.leaf_lanes(process) for node in reading.lane_members(lane)]
    assert sorted(listed) == sorted(node.id for node in SOP.nodes)


def test_decisions_come_from_the_names_of_flows_alone() -> None:
    assert b"conditionExpression" not in DATA
    assert b" default=" not in DATA


def test_everything_runs_as_drawn_but_some_rows_print_other_papers() -> None:
    """Where the written SOP leaves papers out, or lists them before they are made."""
    told = {(verdict.element, verdict.code) for verdict in check(DATA) if verdict.code != "runs"}
    needs = {(task, "needs-printed-otherwise") for task in ("T4", "T5", "T11", "T14")}
    assert told == needs | {(task, "makes-printed-otherwise") for task in ("T1", "T4")}


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task["id"])
def test_a_step_keeps_the_words_and_the_time_of_its_row(task: dict) -> None:
    step, row = SOP.node[task["id"]].step, ROWS[task["step"]]
    time = row["duration"]
    assert (step.row, step.meaning) == (str(row["no"]), task["action"])
    assert (step.wording, step.original_wording) == (row["display_id"], row["kegiatan"])
    assert step.standard.duration == DURATIONS[time["unit"]].format(time["value"])


def test_what_the_owner_has_to_confirm_is_marked() -> None:
    unconfirmed = {node.step.row for node in SOP.user_tasks if node.step.unconfirmed}
    assert unconfirmed == {"5", "6", "7", "9", "11", "12", "13", "14"}


def test_a_corrected_legal_basis_keeps_the_original() -> None:
    basis = SOP.identity.block("legalBasis")
    assert [n for n, clause in enumerate(basis, 1) if clause.original] == [1, 2, 7, 11]
    assert len(basis) == 11
    assert all(clause.note for clause in basis if clause.original)


def test_the_number_keeps_the_blanks_that_the_print_has() -> None:
    (printed,) = SOP.identity.block("number")
    assert SOP.identity.number == printed.text == printed.original.replace(" ", "")


def test_steps_name_listed_papers_only() -> None:
    listed = {paper.code for paper in SOP.papers}
    standards = [node.step.standard for node in SOP.user_tasks]
    assert {code for s in standards for code in [*s.inputs, *s.outputs]} <= listed


def test_directions_are_asked_for_where_the_disposition_is_written() -> None:
    asked = {n.step.row for n in SOP.user_tasks if "arahan" in {f.key for f in n.step.fields}}
    assert asked == {"2", "3", "4", "8", "9"}


def test_the_second_addressee_of_the_order_is_told() -> None:
    told = {node.id: node.step.notify for node in SOP.user_tasks if node.step.notify}
    assert told == {"T9": (SOP.lane["KSB"].post,)}


def test_everything_with_a_name_has_an_english_one() -> None:
    named = [SOP, *SOP.lanes, *SOP.nodes, *SOP.flows, *SOP.papers]
    assert not [thing for thing in named if bool(thing.name) != bool(thing.name_en)]


def test_everything_is_drawn() -> None:
    assert {"Pool", *SOP.lane, *SOP.node} == set(DRAWING.boxes)
    assert set(SOP.flow) == set(DRAWING.edges)


def test_every_node_is_drawn_inside_its_lane() -> None:
    lanes = {lane.id: area(DRAWING.boxes[lane.id]) for lane in SOP.lanes}
    assert not [node.id for node in SOP.nodes if not lanes[node.lane].holds(SHAPES[node.id])]


def test_no_shapes_overlap() -> None:
    pairs = combinations(SHAPES.items(), 2)
    assert not [(a, b) for (a, one), (b, other) in pairs if one.meets(other)]


def test_every_flow_runs_straight_across_or_down() -> None:
    slanted = [f for f, line in SEGMENTS if line.left < line.right and line.top < line.bottom]
    assert not slanted


def test_every_flow_joins_the_middles_of_sides() -> None:
    for flow in SOP.flows:
        first, *_, last = DRAWING.edges[flow.id]
        assert first in middles_of_sides(flow.source), flow.id
        assert last in middles_of_sides(flow.target), flow.id


def test_no_flow_crosses_a_shape() -> None:
    pairs = product(SEGMENTS, SHAPES.items())
    assert not [(flow, node) for (flow, line), (node, shape) in pairs if line.overlaps(shape)]


def test_no_flow_crosses_or_covers_another() -> None:
    pairs = combinations(SEGMENTS, 2)
    assert not [(a, b) for (a, one), (b, other) in pairs if a != b and one.meets(other)]


def test_what_has_a_name_outside_a_box_has_a_place_for_it() -> None:
    outside = [node for node in SOP.nodes if node.kind is not Kind.USER_TASK]
    assert set(LABELS) == {named.id for named in [*outside, *SOP.flows] if named.name}


def test_no_label_covers_a_shape_a_flow_or_another_label() -> None:
    others = [*SHAPES.items(), *SEGMENTS]
    pairs = [*product(LABELS.items(), others), *combinations(LABELS.items(), 2)]
    assert not [(a, b) for (a, label), (b, other) in pairs if label.meets(other)]


def test_every_label_fits_its_place() -> None:
    names = {**SOP.node, **SOP.flow}
    widths = {key: len(names[key].name) * LABEL_LETTER for key in LABELS}
    assert not [key for key in LABELS if widths[key] > DRAWING.labels[key].width]


def test_every_name_fits_its_box_below_the_icon() -> None:
    for node in SOP.user_tasks:
        box = DRAWING.boxes[node.id]
        written = lines(node.name, box.width - 2 * PADDING)
        assert max(map(len, written)) * LETTER <= box.width - 2 * PADDING, node.id
        assert len(written) * LINE <= box.height - 2 * ICON, node.id


def test_every_lane_name_fits_its_header() -> None:
    for lane in SOP.lanes:
        assert len(lines(lane.name, DRAWING.boxes[lane.id].height)) * LINE <= LANE_HEADER, lane.id
