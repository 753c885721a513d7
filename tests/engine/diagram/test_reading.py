"""What is read of a diagram, and how drafts that are not complete are read."""

from decimal import Decimal
from pathlib import Path

import pytest

from engine.diagram import graph, reading, xml
from engine.diagram.checks import check
from engine.diagram.process import Box, Kind, Process
from engine.diagram.step import Meaning, Provenance
from engine.fields.kinds import FieldType

GOOD = Path(__file__).parents[2] / "diagrams/good"


def good(name: str) -> str:
    return (GOOD / f"{name}.bpmn").read_text()


@pytest.fixture(scope="module")
def lanes() -> Process:
    return reading.read(good("lanes").encode())


def test_the_process_its_pool_and_its_identity(lanes: Process) -> None:
    assert (lanes.key, lanes.name, lanes.pool) == ("contoh", "Contoh", "Kantor")
    assert (lanes.identity.number, lanes.identity.agency) == ("800/1", "Dinas")
    assert [clause.text for clause in lanes.identity.block("legalBasis")] == ["UU 23/2014"]
    assert [(p.code, p.file) for p in lanes.papers] == [("laporan", "papers/laporan.md")]


def test_each_node_knows_its_lane_and_post(lanes: Process) -> None:
    assert [(lane.post, lane.kind, lane.name_en) for lane in lanes.lanes] == [
        ("pelaksana", "single", "Officer"),
        ("kepala", "single", "Head"),
    ]
    assert lanes.post_of("susun") == "pelaksana" and lanes.post_of("end") == "kepala"


def test_a_step_with_its_wording_standard_and_meaning(lanes: Process) -> None:
    step = lanes.node["susun"].step
    assert step is not None and step.wording == "Menyusun laporan kinerja"
    assert (step.standard.duration, step.standard.outputs) == ("P1D", ("laporan",))
    assert [(r.kind, r.reading) for r in step.remarks] == [("E1", "laporan")]
    assert (step.meaning, step.confidence) == (Meaning.DONE, "0.9")
    assert lanes.node["periksa"].step.meaning is Meaning.INITIAL  # type: ignore[union-attr]
    assert lanes.node["start"].step is None


def test_a_row_number_with_blanks_is_that_row_to_the_check_the_clock_and_the_paper() -> None:
    blank = good("lanes").replace('<alur:step row="2"', '<alur:step row=" 1 "')
    assert "row-standards-differ" in {verdict.code for verdict in check(blank.encode())}
    process = reading.read(blank.replace('duration="PT30M"', "").encode())
    assert graph.rows(process) == {"susun": "1", "periksa": "1"}
    assert graph.durations(process) == {"susun": "P1D", "periksa": "P1D"}


def test_a_flow_with_its_words_and_provenance(lanes: Process) -> None:
    flow = lanes.flow["putusan_susun"]
    assert (flow.source, flow.target, flow.name) == ("putusan", "susun", "Kembalikan")
    assert (flow.name_en, flow.provenance, flow.confidence) == ("Return", Provenance.IMPLIED, "0.5")
    assert [f.id for f in lanes.outgoing["putusan"]] == ["putusan_end", "putusan_susun"]
    assert [f.id for f in lanes.incoming["susun"]] == ["start_susun", "putusan_susun"]


def test_the_drawing(lanes: Process) -> None:
    assert lanes.drawing.boxes["susun"] == Box(150, 35, 100, 80)
    assert lanes.drawing.edges["start_susun"] == ((96, 75), (150, 75))


def test_the_fields_of_a_form() -> None:
    process = reading.read(good("conditions").encode())
    step = process.node["a"].step
    fields = {field.key: field for field in step.fields} if step else {}
    assert [field.type for field in fields.values()][:2] == [FieldType.HEADING, FieldType.NUMBER]
    assert (fields["nilai"].minimum, fields["nilai"].required) == (Decimal(0), True)
    assert [option.value for option in fields["bidang"].options] == ["a", "b"]
    assert [column.key for column in fields["daftar"].columns] == ["nama", "jumlah"]
    assert process.flow["g_m"].condition == "nilai >= 60 and lulus"


def test_plain_tasks_are_user_tasks() -> None:
    process = reading.read(good("drawn").encode())
    assert process.node["a"].kind is Kind.USER_TASK
    assert [node.id for node in process.user_tasks] == ["a", "b"]


def test_a_draft_is_read_with_what_it_has() -> None:
    draft = good("conditions").replace('type="number"', 'type="nomor"').replace('"100"', '"banyak"')
    step = reading.read(draft.encode()).node["a"].step
    assert step is not None and step.fields[1].type is FieldType.TEXT
    assert step.fields[1].maximum is None


@pytest.mark.parametrize("number", ["nan", "inf", "1e999", "x", ""])
def test_a_place_off_every_screen_is_the_corner(number: str) -> None:
    moved = good("lanes").replace('x="150" y="35"', f'x="{number}" y="35"')
    assert reading.read(moved.encode()).drawing.boxes["susun"].x == 0


def test_a_lane_without_a_post_is_named_by_its_name() -> None:
    unnamed = (
        good("lanes").replace('alur:post="kepala"', "").replace('"Kepala"', '" Kepala  Dinas"')
    )
    assert reading.read(unnamed.encode()).lanes[1].post == "kepala-dinas"


def test_a_lane_that_was_divided_and_put_together_again_is_a_lane(lanes: Process) -> None:
    emptied = '<childLaneSet id="Bekas"/></lane>'
    divided = reading.read(good("lanes").replace("</lane>", emptied, 1).encode())
    assert (divided.lanes, divided.nodes) == (lanes.lanes, lanes.nodes)


def test_of_two_processes_the_one_that_starts_is_read() -> None:
    twice = good("lanes").replace("<process ", '<process id="b"/><process ', 1)
    assert reading.read(twice.encode()).key == "contoh"


def test_a_file_without_a_process_cannot_be_read() -> None:
    none = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
    with pytest.raises(xml.Unreadable) as caught:
        reading.read(none.encode())
    assert caught.value.verdict.facts == {"count": "0"}
