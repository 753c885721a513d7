"""How high rows are on paper, estimated generously: a sheet never holds more than its paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webui.printing import metrics
from webui.printing.chart import DIAMOND, Chart, Row
from webui.printing.paper import Columns, Paper, columns
from webui.printing.titles import flow_title

PADDING = 1.2
BAND, DIAMOND_BAND, CONNECTOR_BAND = 10.5, 12.5, 9.5
"""The least heights of a band of boxes, of one with a diamond, of one of connectors."""

BORDER = 0.25
"""What a browser adds to the height of each row."""

BELOW_TITLE = 3.0
SPARE = 2.5
"""What a sheet keeps free for texts that take a line more than was estimated."""

LONGEST_PASSAGE = "AB: kembali ke baris 99, halaman 99; "
"""What a connector says at most."""


@dataclass(frozen=True)
class Words:
    """What a row says in its columns, as printed."""

    activity: str
    inputs: str
    time: str
    outputs: str
    remarks: str


def heights(chart: Chart, words: Mapping[str, Words], at: Columns) -> list[float]:
    """The estimated height of each row, in millimetres."""
    return [max(_of_words(words[row.number], at), least(row)) + BORDER for row in chart.rows]


def least(row: Row) -> float:
    """The least height of a row, for its symbols; its bands are even."""
    high = any(s.kind == DIAMOND for band in row.bands for s in band)
    return len(row.bands) * (DIAMOND_BAND if high else BAND)


def _of_words(words: Words, at: Columns) -> float:
    pairs = (
        (words.activity, at.activity),
        (words.inputs, at.inputs),
        (words.time, at.time),
        (words.outputs, at.outputs),
        (words.remarks, at.remarks),
    )
    most = max(_lines(text, width) for text, width in pairs)
    return metrics.height(most) + 2 * PADDING


def _lines(text: str, width: float) -> int:
    return sum(metrics.lines(part, width - 2 * PADDING) for part in text.split("\n"))


def head(chart: Chart, at: Columns) -> float:
    """The height of the table's head: a line for the groups, and the longest lane's name."""
    pairs = zip(chart.lanes, at.lanes, strict=True)
    names = [_head_lines(lane.name, wide - 2 * PADDING) for lane, wide in pairs]
    size = metrics.HEAD_SIZE
    return metrics.height(1, size) + metrics.height(max(names), size) + 4 * PADDING


def _head_lines(name: str, width: float) -> int:
    split = metrics.hyphenated(name, width).replace(metrics.SOFT_HYPHEN, " ")
    return metrics.lines(split, width, metrics.HEAD_SIZE, bold=True)


def room(chart: Chart, paper: Paper) -> float:
    """The height that a sheet has for rows and connectors."""
    above = _title(chart, paper) + head(chart, columns(paper, len(chart.lanes)))
    return paper.depth - above - SPARE


def _title(chart: Chart, paper: Paper) -> float:
    """The height of what stands above the table, with room for the number of the sheet."""
    said, size = f"{flow_title(chart.process)} lembar 99 dari 99", metrics.TITLE_SIZE
    return metrics.height(metrics.lines(said, paper.breadth, size, bold=True), size) + BELOW_TITLE


def joint(count: int, chart: Chart, paper: Paper) -> float:
    """The height that so many connectors need, for themselves and for what they say."""
    if not count:
        return 0.0
    said = LONGEST_PASSAGE * count
    activity = columns(paper, len(chart.lanes)).activity - 2 * PADDING
    text = metrics.height(metrics.lines(said, activity)) + 2 * PADDING
    return max(-(-count // len(chart.lanes)) * CONNECTOR_BAND, text)
