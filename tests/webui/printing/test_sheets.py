"""Page breaks: each row on one sheet, and connectors that pair up over the breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from engine.diagram import reading
from engine.diagram.process import Process
from tests.engine.random_processes import a_random_process
from tests.webui.printing.laid import longer, row_heights, sheets_of
from webui.printing.chart import Chart, chart
from webui.printing.heights import CONNECTOR_BAND, room
from webui.printing.paper import A4, F4, Paper, columns
from webui.printing.rows import MORE, fitted, words


def test_every_row_stands_on_one_sheet_in_order(any_chart: Chart, paper: Paper) -> None:
    printed = [row for sheet in sheets_of(any_chart, paper) for row in sheet.rows]
    assert printed == list(any_chart.rows)


def test_no_sheet_is_higher_than_its_paper(shipped: Chart, paper: Paper) -> None:
    high = dict(zip(shipped.rows, row_heights(shipped, paper), strict=True))
    for sheet in sheets_of(shipped, paper):
        bands = len(sheet.above) + len(sheet.below)
        assert sum(high[r] for r in sheet.rows) + bands * CONNECTOR_BAND <= room(shipped, paper)


def test_connectors_pair_up_over_the_breaks(any_chart: Chart, paper: Paper) -> None:
    ends = defaultdict(list)
    for number, sheet in enumerate(sheets_of(any_chart, paper)):
        for passage in sheet.passages:
            ends[passage.letter].append((number, passage))
    for letter, pair in ends.items():
        (one, leaves), (other, arrives) = sorted(pair, key=lambda end: end[1].arrives)
        assert (leaves.arrives, arrives.arrives) == (False, True), letter
        assert (leaves.sheet, arrives.sheet, leaves.back) == (other, one, arrives.back)


def test_each_connector_has_one_arrow_and_a_letter(any_chart: Chart, paper: Paper) -> None:
    for sheet in sheets_of(any_chart, paper):
        off = [s for band in (*sheet.above, *sheet.below) for s in band]
        assert sorted(s.letter for s in off) == sorted(p.letter for p in sheet.passages)
        for symbol in off:
            assert len([a for a in sheet.arrows if symbol.id in (a.source, a.target)]) == 1


def test_the_shipped_sop_goes_on_from_row_eight_to_row_nine(shipped: Chart) -> None:
    first, second = sheets_of(shipped, F4)
    assert (first.rows[-1].number, second.rows[0].number) == ("8", "9")
    (below,), (above,) = first.passages, second.passages
    assert (below.letter, below.row, below.arrives) == ("A", "9", False)
    assert (above.letter, above.row, above.arrives) == ("A", "8", True)


@pytest.mark.parametrize(
    ("more", "on", "count"), [(1, F4, 2), (1, A4, 3), (5, F4, 3), (5, A4, 3), (15, F4, 4)]
)
def test_more_rows_take_few_sheets_that_are_filled(
    process: Callable[[str], Process], more: int, on: Paper, count: int
) -> None:
    drawn = chart(longer(process("shipped"), more))
    high = dict(zip(drawn.rows, row_heights(drawn, on), strict=True))
    full = [
        sum(high[row] for row in sheet.rows) / room(drawn, on) for sheet in sheets_of(drawn, on)
    ]
    assert len(full) == count
    assert min(full[:-1]) > 0.6


@pytest.mark.parametrize("text", ["panjang " * 5000, "x" * 50_000])
def test_a_text_higher_than_a_sheet_is_cut_and_says_where_the_rest_stands(
    shipped: Chart, text: str
) -> None:
    at = columns(F4, 5)
    said = {"1": replace(words(shipped)["1"], activity=text)}
    cut = fitted(said, at, room(shipped, F4))["1"]
    assert cut.activity.endswith(MORE) and len(cut.activity) < 3000


@pytest.mark.parametrize("seed", range(25))
def test_whatever_runs_can_be_laid_out(seed: int, paper: Paper) -> None:
    process = reading.read(a_random_process(Random(seed), loops_around_blocks=seed % 2 == 0))
    drawn = chart(process)
    ends = {end for arrow in drawn.arrows for end in (arrow.source, arrow.target)}
    placed = {s.id for row in drawn.rows for band in row.bands for s in band}
    assert ends <= placed and {task.id for task in process.user_tasks} <= placed
    printed = [row for sheet in sheets_of(drawn, paper) for row in sheet.rows]
    assert printed == list(drawn.rows)
