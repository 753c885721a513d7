"""A file with two drawings: the first is read and changed, the second kept without what is gone."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from engine.diagram import editing, reading, xml
from engine.diagram.checks import check
from engine.diagram.verdicts import acceptable
from tests.engine.diagram.editing.test_random_edits import CHANGES, edited

DATA = (Path(__file__).parents[3] / "diagrams/good/two-drawings.bpmn").read_bytes()
SECOND = ["a", "b", "a_b"]


def drawn(data: bytes) -> list[list[str | None]]:
    """What each drawing of a file shows."""
    planes = xml.planes(xml.parse(data))
    return [[shape.get("bpmnElement") for shape in xml.drawn(plane)] for plane in planes]


def test_the_first_drawing_is_read_and_the_second_is_told_of() -> None:
    drawing = reading.read(DATA).drawing
    assert drawing.boxes["a"].x == 120 and "b" not in drawing.boxes
    (told,) = [verdict for verdict in check(DATA) if verdict.code == "second-drawing"]
    assert told.message.startswith("The file holds 2 drawings.")


@pytest.mark.parametrize("step", ["a", "b", "c"])
def test_a_step_that_is_removed_goes_out_of_every_drawing(step: str) -> None:
    first, second = drawn(editing.remove_row(DATA, step))
    assert step not in first + second
    kept = {"a": ["b"], "b": ["a", "a_b"], "c": SECOND}
    assert second == kept[step]


def test_what_is_drawn_anew_is_drawn_in_the_first_and_the_second_stays() -> None:
    first, second = drawn(editing.draw(DATA))
    assert {"a", "b", "c"} <= {*first} and second == SECOND


@pytest.mark.parametrize("seed", range(12))
def test_any_edits_of_it_leave_nothing_drawn_that_is_gone(seed: int) -> None:
    random, data = Random(seed), DATA
    for _ in range(6):
        data = edited(data, random.choice(CHANGES), random)
    root = xml.parse(data)
    there = {element.get("id") for element in root.iter(f"{{{xml.BPMN}}}*")}
    assert acceptable(check(data)) and {name for names in drawn(data) for name in names} <= there
