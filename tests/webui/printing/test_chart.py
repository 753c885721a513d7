"""Rows, symbols and arrows of the printed SOP, from the diagram."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.diagram import reading
from engine.diagram.checks import check
from engine.diagram.process import Process
from engine.diagram.verdicts import acceptable
from tests.webui.printing import sops
from webui.printing.chart import Chart, Row, TooManyPosts, chart


def kinds(row: Row) -> list[list[tuple[str, int]]]:
    return [[(symbol.kind, symbol.lane) for symbol in band] for band in row.bands]


def test_the_nasty_ones_may_be_published() -> None:
    assert acceptable(check(sops.long())) and acceptable(check(sops.odd()))


def test_the_shipped_sop_has_its_fifteen_rows_in_order(shipped: Chart) -> None:
    assert [row.number for row in shipped.rows] == [str(n) for n in range(1, 16)]


def test_the_first_and_the_last_row_are_start_and_end_in_one_with_their_tasks(
    shipped: Chart,
) -> None:
    assert kinds(shipped.rows[0]) == [[("capsule", 2)]]
    assert kinds(shipped.rows[14]) == [[("capsule", 4)]]


def test_row_seven_is_one_row_with_two_boxes_beside_each_other(shipped: Chart) -> None:
    assert kinds(shipped.rows[6]) == [[("box", 2), ("box", 1)]]
    assert len([a for a in shipped.arrows if a.source == "T7"]) == 1


def test_a_task_before_a_decision_is_one_diamond_whose_arrows_bear_the_flows_names(
    shipped: Chart,
) -> None:
    assert kinds(shipped.rows[11]) == [[("diamond", 2)]]
    ways = [(a.target, a.label, a.back) for a in shipped.arrows if a.source == "T12"]
    assert ways == [("T13", "Setuju", False), ("T11", "Tidak setuju", True)]


def test_a_first_step_that_decides_has_a_start_of_its_own_and_an_end_beside_it(
    process: Callable[[str], Process],
) -> None:
    first = chart(process("odd")).rows[0]
    assert kinds(first) == [[("capsule", 0)], [("diamond", 0)], [("capsule", 0)]]


def test_steps_of_a_row_that_would_cover_each_other_take_bands(
    process: Callable[[str], Process],
) -> None:
    assert kinds(chart(process("odd")).rows[1]) == [[("box", 0), ("box", 1)], [("box", 0)]]


def test_rows_are_sorted_as_people_count(process: Callable[[str], Process]) -> None:
    rows = [row.number for row in chart(process("odd")).rows]
    assert rows == ["1", "2", "3", "4a", "4b", "5"]


def test_branches_leave_a_box_side_by_side(process: Callable[[str], Process]) -> None:
    ways = [a for a in chart(process("odd")).arrows if a.label == "Setuju"]
    assert [a.target for a in ways] == ["f", "g"]


def test_more_posts_than_paper_is_wide_are_refused_in_words() -> None:
    sop = sops.Table([f"Jabatan {n}" for n in range(15)])
    for n in range(15):
        sop.step(f"t{n}", str(n), n, "Bekerja")
    sop.then("start", *(f"t{n}" for n in range(15)), "end")
    with pytest.raises(TooManyPosts, match="15 posts; at most 14"):
        chart(reading.read(sop.bpmn()))
