"""Diagrams without a drawing get one, clear and whole; nothing else of them is changed."""

import re
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from engine.diagram import editing, reading, xml
from engine.errors import NothingToDraw
from tests.engine.diagram.drawings import faults, words_on_lines
from tests.engine.diagram.editing.shipped import DATA
from tests.engine.diagram.test_layout import begun, tables
from tests.engine.random_processes import a_random_process

DIAGRAMS = Path(__file__).parents[3] / "diagrams"
DRAWING = re.compile(rb"<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", re.DOTALL)


def bare(data: bytes) -> bytes:
    """A diagram without its drawing."""
    return DRAWING.sub(b"", data)


def content(data: bytes) -> list[str]:
    """All of a file but its drawing, whatever its blanks and the order of its attributes."""
    elements = (e for e in xml.parse(bare(data)).iter() if isinstance(e.tag, str))
    return [f"{e.tag} {sorted(e.items())} {(e.text or '').strip()}" for e in elements]


def test_the_shipped_sop_is_drawn_clearly() -> None:
    drawn = editing.draw(bare(DATA))
    assert editing.undrawn(reading.read(bare(DATA))) != []
    assert editing.undrawn(reading.read(drawn)) == []
    assert faults(drawn) == [] and words_on_lines(drawn) == []


@pytest.mark.parametrize("seed", range(8))
def test_any_table_is_drawn_clearly(seed: int) -> None:
    random = Random(seed)
    rows = random.randint(3, 25)
    backs = {n: random.randrange(n) for n in random.sample(range(1, rows), rows // 3)}
    table = begun([random.randrange(5) for _ in range(rows)], backs)
    drawn = editing.draw(bare(tables.diagram(table)))
    assert faults(drawn) == [] and words_on_lines(drawn) == []


@pytest.mark.parametrize("seed", range(8))
def test_branches_and_what_stands_in_no_lane_are_drawn(seed: int) -> None:
    drawn = editing.draw(a_random_process(Random(seed), loops_around_blocks=False))
    assert editing.undrawn(reading.read(drawn)) == []


def test_nothing_but_the_drawing_is_changed() -> None:
    assert content(editing.draw(bare(DATA))) == content(DATA)


def test_what_is_drawn_already_stays_as_it_is() -> None:
    assert editing.draw(DATA) == DATA
    less = re.sub(rb'<bpmndi:BPMNEdge id="F16_di".*?</bpmndi:BPMNEdge>', b"", DATA, flags=re.S)
    assert editing.undrawn(reading.read(less)) == ["F16"]
    before, after = reading.read(DATA).drawing, reading.read(editing.draw(less)).drawing
    assert after.edges.keys() == before.edges.keys() and after.boxes == before.boxes


def test_what_the_engine_does_not_run_is_drawn_too_so_that_it_can_be_taken_away() -> None:
    drawn = editing.draw((DIAGRAMS / "bad/service-task.bpmn").read_bytes())
    refused = {element.get("id") for element in etree.fromstring(drawn).iter("{*}serviceTask")}
    assert refused and refused <= reading.read(drawn).drawing.boxes.keys()


def test_a_diagram_of_nothing_cannot_be_drawn() -> None:
    empty = f'<definitions xmlns="{xml.BPMN}"><process id="kosong" /></definitions>'
    with pytest.raises(NothingToDraw):
        editing.draw(empty.encode())
