"""SOPs laid out on sheets, for tests of parts of the layout."""

from __future__ import annotations

from webui.printing.chart import Chart
from webui.printing.heights import heights, room
from webui.printing.paper import Paper, columns
from webui.printing.rows import fitted, words
from webui.printing.sheets import Sheet, sheets


def row_heights(chart: Chart, paper: Paper) -> list[float]:
    """The estimated height of each row."""
    at = columns(paper, len(chart.lanes))
    return heights(chart, fitted(words(chart), at, room(chart, paper)), at)


def sheets_of(chart: Chart, paper: Paper) -> list[Sheet]:
    """The sheets of an SOP."""
    return sheets(chart, row_heights(chart, paper), paper)
