"""The shipped SOP, which the tests of editing change."""

from functools import lru_cache
from pathlib import Path

from engine.diagram import reading
from engine.diagram.checks import check
from engine.diagram.editing import Words

DATA = next(Path(__file__).parents[4].glob("bpmn/*/process.bpmn")).read_bytes()
SOP = reading.read(DATA)
STEPS = [node.id for node in SOP.user_tasks]
WORDS = Words("Benar?", "Benar", "Belum benar", "Correct?", "Correct", "Not yet correct")


def remarks(data: bytes) -> set[str]:
    """What the check says beyond that everything runs as drawn, and beyond what it says of DATA."""
    return {code for element, code in _said(data) - _said(DATA)} - {"runs"}


@lru_cache(maxsize=8)
def _said(data: bytes) -> frozenset[tuple[str, str]]:
    return frozenset((verdict.element, verdict.code) for verdict in check(data))


def shape_of(data: bytes) -> tuple[object, ...]:
    """A process without its drawing."""
    process = reading.read(data)
    lanes = {lane: {n.id for n in process.nodes if n.lane == lane.id} for lane in process.lanes}
    return lanes, set(process.nodes), set(process.flows)
