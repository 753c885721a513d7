"""SOPs laid out on sheets, for tests of parts of the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.diagram import graph
from engine.diagram.process import Flow, Node, Process
from engine.diagram.step import Step
from webui.printing.chart import Chart
from webui.printing.heights import heights, room
from webui.printing.paper import Paper, columns
from webui.printing.rows import fitted, words
from webui.printing.sheets import Sheet, sheets


def row_heights(chart: Chart, paper: Paper) -> list[float]:
    """The estimated height of each row."""
    at = columns(paper, len(chart.lanes))
    return heights(chart, fitted(words(chart), at, room(chart, paper)), at)


def longer(process: Process, more: int) -> Process:
    """An SOP with more rows after its tenth: others of its steps once more."""
    order = [n for n in graph.walking_order(process) if process.node[n].step]
    tenth = next(node for node in order if graph.rows(process)[node] == "10")
    added = [
        replace(process.node[order[(2 * n + 1) % 9]], id=f"more{n}", step=_row(process, order, n))
        for n in range(more)
    ]
    (onward,) = process.outgoing[tenth]
    chain = [tenth, *(node.id for node in added), onward.target]
    flows = [Flow(f"to-{b}", a, b) for a, b in zip(chain, chain[1:], strict=False)]
    nodes = [_later(node, more) for node in process.nodes]
    return replace(
        process,
        nodes=(*nodes, *added),
        flows=(*(flow for flow in process.flows if flow is not onward), *flows),
    )


def _row(process: Process, order: Sequence[str], n: int) -> Step:
    step = process.node[order[(2 * n + 1) % 9]].step
    assert step
    return replace(step, row=str(11 + n))


def _later(node: Node, more: int) -> Node:
    if node.step is None or not node.step.row.isdecimal() or int(node.step.row) <= 10:
        return node
    return replace(node, step=replace(node.step, row=str(int(node.step.row) + more)))


def sheets_of(chart: Chart, paper: Paper) -> list[Sheet]:
    """The sheets of an SOP."""
    return sheets(chart, row_heights(chart, paper), paper)
