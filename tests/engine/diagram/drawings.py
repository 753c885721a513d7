"""What is asked of every drawing: nothing overlaps, nothing runs through a step."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise, product

from engine.diagram import reading
from engine.diagram.layout.labels import meet
from engine.diagram.layout.plan import bottom, overlap, right, stretches
from engine.diagram.process import Process


def faults(data: bytes) -> list[str]:
    """What is wrong with a drawing; the words of gateways may touch lines where there are many."""
    process = reading.read(data)
    return [*_shapes(process), *_lines(process), *_labels(process), *_lanes(process)]


def _shapes(process: Process) -> Iterator[str]:
    boxes = process.drawing.boxes
    for one, other in combinations(process.nodes, 2):
        if meet(boxes[one.id], boxes[other.id]):
            yield f"{one.id} lies on {other.id}"


def _lines(process: Process) -> Iterator[str]:
    drawing = process.drawing
    for flow, node in product(process.flows, process.nodes):
        for part in stretches(drawing.edges[flow.id]):
            if overlap(part, drawing.boxes[node.id]):
                yield f"{flow.id} runs through {node.id}"
    for flow in process.flows:
        for (x, y), (u, v) in pairwise(drawing.edges[flow.id]):
            if x != u and y != v:
                yield f"{flow.id} is slanted"


def _labels(process: Process) -> Iterator[str]:
    labels = process.drawing.labels
    for one, other in combinations(labels, 2):
        if meet(labels[one], labels[other]):
            yield f"the names of {one} and {other} overlap"
    for name, node in product(labels, process.nodes):
        if meet(labels[name], process.drawing.boxes[node.id]):
            yield f"the name of {name} lies on {node.id}"


def _lanes(process: Process) -> Iterator[str]:
    for node in process.nodes:
        box, lane = process.drawing.boxes[node.id], process.drawing.boxes[node.lane]
        inside = lane.y <= box.y and bottom(box) <= bottom(lane)
        if not inside or box.x < lane.x or right(box) > right(lane):
            yield f"{node.id} stands outside its lane"
    lanes = [process.drawing.boxes[lane.id] for lane in process.lanes]
    top, floor = min(lane.y for lane in lanes), max(map(bottom, lanes))
    for flow in process.flows:
        if not all(top < y < floor for _, y in process.drawing.edges[flow.id]):
            yield f"{flow.id} runs outside all lanes"


def words_on_lines(data: bytes) -> list[str]:
    """The names that a line of the drawing touches."""
    drawing = reading.read(data).drawing
    lines = [part for points in drawing.edges.values() for part in stretches(points)]
    return [name for name, words in drawing.labels.items() if any(meet(words, p) for p in lines)]
