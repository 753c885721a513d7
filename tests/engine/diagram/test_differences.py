"""The difference between two diagrams, as facts that a person would name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.diagram import editing, graph, reading
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.differences import between
from engine.diagram.process import Lane, Process
from tests.engine.diagram.test_graph import a_process
from webui.offices_on_disk import shipped_sops

SHIPPED = (shipped_sops()[0] / "process.bpmn").read_text()


def changes(*replacements: tuple[str, str]) -> list[Change]:
    """What differs after replacing texts of the shipped diagram, each standing there once."""
    text = SHIPPED
    for old, new in replacements:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return between(reading.read(SHIPPED.encode()), reading.read(text.encode()))


def test_a_diagram_does_not_differ_from_itself() -> None:
    assert changes() == []


STEP = 'name="Memeriksa draft hasil pengukuran (Kasubag)"'
CHANGED = {
    "the name of a step": (STEP, 'name="Memeriksa draft"', Topic.STEP, "name"),
    "the meaning of a step": (
        '<alur:step row="14" meaning="penetapan"',
        '<alur:step row="14" meaning="tanda_tangan"',
        Topic.STEP,
        "meaning",
    ),
    "the number of the SOP": ('number="800/054', 'number="900/054', Topic.IDENTITY, "number"),
    "the name of a lane": (
        '<bpmn:lane id="SEK" name="Sekretaris"',
        '<bpmn:lane id="SEK" name="Sekretaris Dinas"',
        Topic.LANE,
        "name",
    ),
    "the post of a lane": ('alur:post="sekretaris"', 'alur:post="sekda"', Topic.LANE, "post"),
    "the name of a paper": ('name="Tanda Terima"', 'name="Bukti"', Topic.PAPER, "name"),
}


@pytest.mark.parametrize("old, new, topic, fact", CHANGED.values(), ids=CHANGED)
def test_what_changed_is_named(old: str, new: str, topic: Topic, fact: str) -> None:
    found = changes((old, new))
    assert (Turn.CHANGED, fact) in [(c.turn, c.fact) for c in found if c.topic is topic]


def test_a_bound_is_told_as_people_write_numbers() -> None:
    field = 'key="nomor_agenda" type='
    found = changes((f'{field}"text"', f'{field}"number" maximum="12.125"'))
    (bound,) = [change for change in found if change.fact == "maximum"]
    assert (bound.before, bound.after) == ("", "12,125")


def test_a_time_says_what_it_was_and_is() -> None:
    time = 'printedTime="3 Hari" printedOutputs="Rencana Kerja, Form Pengukuran Indikator Kinerja"'
    found = changes((time, time.replace("3 Hari", "4 Hari")))
    assert found == [
        Change(
            Topic.STEP,
            Turn.CHANGED,
            "T10",
            "10",
            "Melaksanakan pengukuran indikator kinerja",
            "time",
            "3 Hari",
            "4 Hari",
        )
    ]


def test_a_step_in_another_lane_is_a_change_of_post() -> None:
    ref = "<bpmn:flowNodeRef>T15</bpmn:flowNodeRef>"
    team = "<bpmn:flowNodeRef>T10</bpmn:flowNodeRef>"
    (found,) = [c for c in changes((ref, ""), (team, team + ref)) if c.fact == "post"]
    assert (found.row, found.before[:9], found.after[:3]) == ("15", "Pelaksana", "Tim")


def test_a_step_in_a_lane_of_the_same_name_but_another_post_is_told_by_the_post() -> None:
    ref, head = "<bpmn:flowNodeRef>T15</bpmn:flowNodeRef>", '<bpmn:lane id="SEK"'
    twin = '<bpmn:lane id="SEK2" name="Sekretaris" alur:post="tim">'
    found = changes((ref, ""), (head, f"{twin}{ref}</bpmn:lane>{head}"))
    assert tuple(c.after for c in found if c.topic is Topic.STEP) == ("Sekretaris (tim)", "single")
    assert {c.after for c in found if c.topic is Topic.LANE} == {"", "tim"}


def test_a_return_that_was_added_says_from_where_to_whom() -> None:
    flow = '<bpmn:sequenceFlow id="F20"'
    start = SHIPPED.index(flow)
    end = SHIPPED.index("/>", start) + 2
    gate = (
        '<bpmn:exclusiveGateway id="G14"/>'
        '<bpmn:sequenceFlow id="F20" sourceRef="T14" targetRef="G14"/>'
        '<bpmn:sequenceFlow id="F22" name="Setuju" sourceRef="G14" targetRef="T15"/>'
        '<bpmn:sequenceFlow id="F23" name="Tidak setuju" sourceRef="G14" targetRef="T13"/>'
    )
    found = changes((SHIPPED[start:end], gate))
    assert (
        Change(Topic.RETURN, Turn.ADDED, "T14", "14", "Tidak setuju", after="13 (Sekretaris)")
        in found
    )


def test_a_field_that_came_or_went_is_named_with_its_step() -> None:
    field = '<alur:field key="nomor" type="text" label="Nomor agenda"/>'
    at = '<alur:step row="15"'
    end = SHIPPED.index("<alur:field", SHIPPED.index(at))
    text = SHIPPED[:end] + field + SHIPPED[end:]
    found = between(reading.read(SHIPPED.encode()), reading.read(text.encode()))
    assert found == [Change(Topic.FIELD, Turn.ADDED, "T15", "15", "Nomor agenda")]
    back = between(reading.read(text.encode()), reading.read(SHIPPED.encode()))
    assert [c.turn for c in back] == [Turn.REMOVED]


def test_what_is_only_drawn_elsewhere_is_said_as_such() -> None:
    bounds = SHIPPED[SHIPPED.index("<dc:Bounds") : SHIPPED.index("/>", SHIPPED.index("<dc:Bounds"))]
    moved = between(
        reading.read(SHIPPED.encode()),
        reading.read(SHIPPED.replace(bounds, bounds.replace('height="', 'height="1'), 1).encode()),
    )
    assert moved == [Change(Topic.DRAWING, Turn.CHANGED)]


def test_rows_that_are_renumbered_together_are_one_change_and_mark_no_shape() -> None:
    inserted = editing.insert_row(SHIPPED.encode(), "T4", editing.Row(name="Mencatat"), "KSB")[0]
    found = between(reading.read(SHIPPED.encode()), reading.read(inserted))
    (told,) = [change for change in found if change.topic is Topic.NUMBERS]
    assert (told.before, told.after, told.element) == ("5–15", "6–16", "")
    assert not [change for change in found if change.fact == "row"]


def test_a_row_that_alone_is_renumbered_is_named_and_marks_no_shape() -> None:
    (found,) = changes(('<alur:step row="15"', '<alur:step row="17"'))
    told = (found.topic, found.row, found.before, found.after, found.element)
    assert told == (Topic.STEP, "17", "15", "17", "")


def test_clauses_that_change_places_are_told_by_their_order() -> None:
    one, other = (
        f'<alur:clause block="qualification">{text}</alur:clause>'
        for text in (
            "Memahami aturan dan ketentuan yang berlaku",
            "Memiliki tingkat ketelitian yang baik",
        )
    )
    (found,) = changes((one, "@"), (other, one), ("@", other))
    assert (found.topic, found.name, found.fact) == (Topic.CLAUSE, "qualification", "clauses")
    assert found.before != found.after


def test_papers_are_told_in_the_order_of_their_list() -> None:
    old = reading.read(SHIPPED.encode())
    new = replace(old, papers=tuple(replace(paper, name="Lain") for paper in old.papers))
    told = [c.name for c in between(old, new) if c.topic is Topic.PAPER]
    assert told == [paper.code for paper in old.papers]
    (moved,) = between(old, replace(old, papers=old.papers[::-1]))
    assert (moved.topic, moved.fact) == (Topic.PROCESS, "papers")


# --- a row that comes -----------------------------------------------------------------------------


def told(old: bytes, new: bytes) -> list[Change]:
    return between(reading.read(old), reading.read(new))


def test_a_row_put_between_two_others_is_told_by_itself_alone() -> None:
    inserted = editing.insert_row(SHIPPED.encode(), "T4", editing.Row(name="Mencatat"), "KSB")[0]
    step, numbers = told(SHIPPED.encode(), inserted)
    assert (step.turn, step.row, step.name) == (Turn.ADDED, "5", "Mencatat")
    assert [place.split()[0] for place in step.between] == ["4", "6"]
    assert numbers.topic is Topic.NUMBERS


def test_rows_put_one_behind_the_other_are_each_told_by_where_they_stand() -> None:
    data = SHIPPED.encode()
    for name in ("Kedua", "Pertama"):
        data = editing.insert_row(data, "Mulai", editing.Row(name=name), "KSB")[0]
    first, second, _ = told(SHIPPED.encode(), data)
    assert (first.name, second.name) == ("Pertama", "Kedua")
    assert [place.split()[0] for place in second.between] == ["1", "3"]


def test_a_row_put_on_a_way_back_is_told_with_its_ways() -> None:
    process = reading.read(SHIPPED.encode())
    back = next(flow for flow in process.flows if graph.is_return(process, flow))
    into = f'<bpmn:sequenceFlow id="{back.id}"'
    new = SHIPPED.replace(
        into,
        f'<bpmn:userTask id="T99" name="Mencatat"/><bpmn:sequenceFlow id="F99" sourceRef="T99" '
        f'targetRef="{back.target}"/>{into}',
    ).replace(
        f'sourceRef="{back.source}" targetRef="{back.target}"',
        f'sourceRef="{back.source}" targetRef="T99"',
    )
    new = new.replace(
        "<bpmn:flowNodeRef>", "<bpmn:flowNodeRef>T99</bpmn:flowNodeRef><bpmn:flowNodeRef>", 1
    )
    found = told(SHIPPED.encode(), new.encode())
    assert [c.between for c in found if c.topic is Topic.STEP and c.turn is Turn.ADDED] == [()]
    assert {c.turn for c in found if c.topic is Topic.RETURN} == {Turn.ADDED, Turn.REMOVED}


def test_a_row_on_one_of_two_ways_to_the_next_is_told_with_the_way() -> None:
    process = a_process("s1>t1 t1>g1 g1>t2 g1>g2 g2>t2 t2>e1")
    old = in_a_lane(process)
    new = in_a_lane(a_process("s1>t1 t1>g1 g1>t2 g1>g2 g2>t9 t9>t2 t2>e1"))
    flows = [replace(f, name="" if f.source == "t9" else f.name) for f in new.flows]
    found = between(old, replace(new, flows=tuple(flows)))
    assert (Turn.ADDED, "t1") in {(c.turn, c.element) for c in found if c.topic is Topic.WAY}


def in_a_lane(process: Process) -> Process:
    nodes = tuple(replace(node, lane="l") for node in process.nodes)
    return replace(process, nodes=nodes, lanes=(Lane("l", "L", "l"),))


def test_a_post_is_called_by_its_key_only_where_another_is_called_so() -> None:
    old = reading.read(SHIPPED.encode())
    step, (one, other) = old.user_tasks[0], old.lanes[:2]
    was = replace(old, nodes=tuple(replace(n, lane=one.id) if n is step else n for n in old.nodes))
    now = replace(
        old, nodes=tuple(replace(n, lane=other.id) if n is step else n for n in old.nodes)
    )
    assert (one.name, other.name) in [(c.before, c.after) for c in between(was, now)]
    alike = tuple(replace(lane, name=one.name) if lane is other else lane for lane in old.lanes)
    named = [
        (c.before, c.after) for c in between(was, replace(now, lanes=alike)) if c.fact == "post"
    ]
    assert (f"{one.name} ({one.post})", f"{one.name} ({other.post})") in named


def test_a_new_number_of_the_sop_is_told_once() -> None:
    old = reading.read(SHIPPED.encode())
    assert old.identity.number in [clause.text for clause in old.identity.block("number")]
    data = editing.set_identity(
        SHIPPED.encode(), replace(old.identity, number="900/1"), old.name, ""
    )
    told = [(c.topic, c.after) for c in between(old, reading.read(data)) if c.fact != "name_en"]
    assert told == [(Topic.IDENTITY, "900/1")]


def test_posts_are_called_as_readers_of_a_language_know_them() -> None:
    old = reading.read(SHIPPED.encode())
    lane = next(lane for lane in old.lanes if lane.name_en)
    step = next(node for node in old.user_tasks if node.lane == lane.id)
    away = next(one for one in old.lanes if one.id != lane.id)
    nodes = tuple(replace(n, lane=away.id) if n is step else n for n in old.nodes)
    found = between(replace(old, nodes=nodes), old, "en")
    assert (away.name_en, lane.name_en) in [(c.before, c.after) for c in found]
