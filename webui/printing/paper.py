"""The papers that an office prints on, and the table's columns on them. Lengths are millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from webui.printing.chart import CONNECTOR, DIAMOND

MARGIN = 12.0
HEADER = 15.0
FOOTER = 13.0
"""From the edge to the text; the running head and the page's number stand within."""

NUMBER, TIME = 9.0, 17.0
LANE, WIDEST_LANE, MOST_OF_PAGE = 18.0, 26.0, 0.38
SHARES = (0.36, 0.21, 0.20, 0.23)
"""How activity, requirements, output and remarks share what the other columns leave."""

SYMBOL_SHARE, WIDEST_SYMBOL = 0.56, 12.0
HEIGHTS = {DIAMOND: 7.4, CONNECTOR: 6.0}
BOX_HEIGHT = 6.2
DIAMOND_WIDTH = 1.12
"""A diamond is so many times as wide as a box, for its tips take little room."""


@dataclass(frozen=True)
class PaperSize:
    """A paper, landscape. `name` is what addresses call it."""

    name: str
    width: float
    height: float

    @property
    def breadth(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def depth(self) -> float:
        """The height between header and footer."""
        return self.height - HEADER - FOOTER


@dataclass(frozen=True)
class Columns:
    """The widths of the table of rows; `lanes` holds one width for each lane."""

    number: float
    activity: float
    lanes: tuple[float, ...]
    inputs: float
    time: float
    outputs: float
    remarks: float

    @property
    def drawing(self) -> float:
        """The width of all lanes together."""
        return sum(self.lanes)


A4 = PaperSize("a4", 297, 210)
F4 = PaperSize("f4", 330, 215)
PAPERS = {paper.name: paper for paper in (F4, A4)}


def columns(paper: PaperSize, lanes: int) -> Columns:
    """The columns for so many lanes: lanes are even, and never take the words' room."""
    most = paper.breadth * MOST_OF_PAGE / lanes
    lane = min(LANE if lanes > 3 else WIDEST_LANE, most)
    rest = paper.breadth - NUMBER - TIME - lanes * lane
    activity, inputs, outputs, remarks = (rest * share for share in SHARES)
    return Columns(NUMBER, activity, (lane,) * lanes, inputs, TIME, outputs, remarks)


def symbol_size(kind: str, at: Columns) -> tuple[float, float]:
    """How wide and high a symbol is."""
    wide = round(min(at.lanes[0] * SYMBOL_SHARE, WIDEST_SYMBOL), 2)
    high = HEIGHTS.get(kind, BOX_HEIGHT)
    if kind == CONNECTOR:
        return min(high, wide), high
    return (wide * DIAMOND_WIDTH if kind == DIAMOND else wide), min(high, wide)
