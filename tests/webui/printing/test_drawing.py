"""Drawings fill their cells: lines meet at the borders of rows, heads sit where arrows arrive."""

from __future__ import annotations

from itertools import pairwise

from engine.diagram import reading
from tests.webui.printing.laid import sheets_of
from tests.webui.printing.sops import Table
from webui.printing.chart import Chart, chart
from webui.printing.drawing import Drawing, drawings
from webui.printing.paper import F4, PaperSize, columns


def drawn(chart: Chart, paper: PaperSize) -> list[list[Drawing]]:
    """The drawings of each sheet, from top to bottom."""
    at = columns(paper, len(chart.lanes))
    return [[d for d in drawings(sheet, at) if d] for sheet in sheets_of(chart, paper)]


def test_lines_that_leave_a_row_go_on_in_the_next_one(any_chart: Chart, paper: PaperSize) -> None:
    for sheet in drawn(any_chart, paper):
        for upper, lower in pairwise(sheet):
            out = {(line.x1, line.back) for line in upper.lines if line.y2 == 1}
            into = {(line.x1, line.back) for line in lower.lines if line.y1 == 0 and line.y2 > 0}
            assert out == into


def test_no_line_leaves_a_sheet(any_chart: Chart, paper: PaperSize) -> None:
    for sheet in drawn(any_chart, paper):
        assert all(line.y1 > 0 for line in sheet[0].lines)
        assert all(line.y2 < 1 for line in sheet[-1].lines)


def test_lines_are_level_or_upright_and_inside(any_chart: Chart, paper: PaperSize) -> None:
    lines = [line for sheet in drawn(any_chart, paper) for d in sheet for line in d.lines]
    assert all(line.x1 == line.x2 or line.y1 == line.y2 for line in lines)
    assert all(0 < line.x1 <= line.x2 < 1 and 0 <= line.y1 <= line.y2 <= 1 for line in lines)


def test_every_symbol_that_an_arrow_enters_has_a_head(shipped: Chart) -> None:
    first, second = drawn(shipped, F4)
    heads = [[head.side for mark in d.marks for head in mark.heads] for d in first]
    # Row 1 begins; row 7 has two boxes, the second entered from its right; then a connector.
    assert heads == [[], *[["top"]] * 5, ["top", "right"], ["top"], ["top"]]
    assert [[head.side for mark in d.marks for head in mark.heads] for d in second][3:5] == [
        ["top", "bottom"],
        ["top", "bottom"],
    ]


def test_row_seven_has_its_boxes_in_their_lanes(shipped: Chart) -> None:
    row = drawn(shipped, F4)[0][6]
    assert [(mark.kind, mark.x, mark.y) for mark in row.marks] == [
        ("box", 0.5, 0.5),
        ("box", 0.3, 0.5),
    ]


def test_labels_stand_beside_their_tips_within_the_drawing(
    any_chart: Chart, paper: PaperSize
) -> None:
    at = columns(paper, len(any_chart.lanes))
    for sheet in drawn(any_chart, paper):
        for label in (label for d in sheet for label in d.labels):
            begins = label.x * at.drawing + label.dx
            assert label.lines and 0 <= begins <= at.drawing, label


def test_a_label_beside_a_line_that_turns_soon_stands_on_the_other_side() -> None:
    table = Table(("Kepala Dinas", "Sekretaris", "Pelaksana"))
    for row, (node, lane) in enumerate((("plan", 1), ("order", 0), ("send", 2)), 1):
        table.step(node, str(row), lane, "Memerintahkan dokumentasi hasil pengukuran")
    table.then("start", "plan", "order")
    table.decision("order", ("Setuju", "send"), ("Tidak setuju", "plan"))
    table.then("send", "end")
    found = drawn(chart(reading.read(table.bpmn())), F4)[0][1]
    (label,) = (one for one in found.labels if one.back)
    turning = [line for line in found.lines if line.back and line.y1 == line.y2]
    assert label.anchor == "end"
    assert all(line.x1 >= label.x for line in turning) and turning


def test_names_of_flows_are_printed_as_they_are(shipped: Chart) -> None:
    labels = [label for d in drawn(shipped, F4)[1] for label in d.labels]
    assert {" ".join(label.lines) for label in labels} == {"Setuju", "Tidak setuju"}
    assert len(labels) == 4
