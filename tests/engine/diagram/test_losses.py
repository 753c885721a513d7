"""What one file of a diagram says and another does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagram import losses
from engine.diagram.losses import Said

DRAWN = (Path(__file__).parents[2] / "diagrams/good/lanes.bpmn").read_text()
TASK = '<userTask id="susun" name="Menyusun laporan"'


def lost(old: str, new: str, diagram: str = DRAWN) -> list[Said]:
    """What is lost where a text of a diagram is replaced by another."""
    assert old in diagram
    return losses.lost(diagram.encode(), diagram.replace(old, new).encode())


SAME = {
    "a number": ('x="60" y="57"', 'x="60.0" y="57"'),
    "blanks": ("<alur:wording>Menyusun ", "<alur:wording>  Menyusun\n  "),
    "more": (TASK, f'{TASK} isForCompensation="false"'),
    "a type": ('<dc:Bounds x="60"', '<dc:Bounds xmlns:xsi="a" x="60"'),
}


@pytest.mark.parametrize("old, new", SAME.values(), ids=SAME)
def test_another_way_to_write_the_same_loses_nothing(old: str, new: str) -> None:
    assert lost(old, new) == []


def test_what_bpmn_takes_for_said_is_not_lost_when_it_is_not_written() -> None:
    usual = DRAWN.replace(TASK, f'{TASK} isForCompensation="false" startQuantity="2"')
    found = lost(' isForCompensation="false" startQuantity="2"', "", usual)
    assert found == [Said("susun", "userTask", "startQuantity", "2.0")]


def test_an_element_is_lost_with_all_that_it_says() -> None:
    timer = '<timerEventDefinition id="jam"/>'
    diagram = DRAWN.replace('name="Mulai"/>', f'name="Mulai">{timer}</startEvent>')
    assert lost(timer, "", diagram) == [
        Said("start", "timerEventDefinition"),
        Said("jam", "timerEventDefinition", "id", "jam"),
    ]


def test_words_between_marks_and_comments_are_lost() -> None:
    diagram = DRAWN.replace(TASK, f"<!-- lama -->{TASK}").replace(
        '<alur:step row="1"',
        '<documentation>Lihat <b xmlns="h">Pasal 3</b> dahulu.</documentation><alur:step row="1"',
    )
    after = DRAWN.replace(
        '<alur:step row="1"', '<documentation>Lihat</documentation><alur:step row="1"'
    )
    assert losses.lost(diagram.encode(), after.encode()) == [
        Said("contoh", "comment", value="lama"),
        Said("susun", "b", value="Pasal 3"),
        Said("susun", "text", value="dahulu."),
    ]


def test_a_reference_with_the_prefix_of_its_file_is_the_same_reference() -> None:
    prefixed = DRAWN.replace("<definitions ", '<definitions xmlns:x="urn:alur:tests" ')
    found = lost('bpmnElement="susun"', 'bpmnElement="x:susun"', prefixed)
    assert [(one.tag, one.name) for one in found] == [("BPMNShape", "bpmnElement")]
