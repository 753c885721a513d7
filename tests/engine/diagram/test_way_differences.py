"""What differs between the ways on from steps and the start, by conditions and what runs beside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.diagram import editing, reading
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.differences import between
from engine.diagram.process import Lane, Process
from tests.engine.diagram.editing.shipped import DATA
from tests.engine.diagram.test_graph import a_process

GOOD = Path(__file__).parents[2] / "diagrams/good"
START_B = 'id="start_b" sourceRef="start" targetRef="b"'


def told(name: str, *replacements: tuple[str, str]) -> list[Change]:
    """What differs once texts of a good diagram were replaced, each wherever it stands."""
    before = after = (GOOD / f"{name}.bpmn").read_text()
    for old, new in replacements:
        assert old in after
        after = after.replace(old, new)
    return between(reading.read(before.encode()), reading.read(after.encode()))


def test_a_condition_that_was_turned_round_is_told() -> None:
    gone, come = told("conditions", ("nilai &gt;= 60 and lulus", "nilai &lt; 5"))
    assert (gone.turn, gone.row, gone.when) == (Turn.REMOVED, "2", ("nilai >= 60 and lulus",))
    assert (come.turn, come.row, come.when) == (Turn.ADDED, "2", ("nilai < 5",))


def test_another_default_is_told_by_what_it_leads_to() -> None:
    ways = ('sourceRef="g" targetRef="m"', 'sourceRef="g" targetRef="c"')
    found = told("conditions", (ways[0], "@"), (ways[1], ways[0]), ("@", ways[1]))
    came = {(c.when, c.after) for c in found if c.turn is Turn.ADDED}
    assert came == {(("nilai >= 60 and lulus",), "3 (Pelaksana)"), (("",), "")}


def test_steps_that_no_longer_run_beside_each_other_are_told() -> None:
    names = [(f'id="split_{to}"', f'id="split_{to}" name="ke {to}"') for to in ("b", "c")]
    gone, *come, join = told("parallel", ("parallelGateway", "exclusiveGateway"), *names)
    assert (gone.turn, gone.row, gone.beside) == (Turn.REMOVED, "1", True)
    assert [(c.turn, c.name, c.beside) for c in come] == [
        (Turn.ADDED, "ke b", False),
        (Turn.ADDED, "ke c", False),
    ]
    assert join == Change(Topic.SYMBOLS, Turn.CHANGED)


def test_who_may_start_is_told_when_the_start_moves_to_another_lane() -> None:
    ref = "<flowNodeRef>start</flowNodeRef>"
    lane = f'<lane id="ketua" name="Ketua" alur:post="ketua">{ref}</lane></laneSet>'
    found = told("conditions", ("</laneSet>", lane))
    (start,) = [change for change in found if change.topic is Topic.START]
    assert (start.turn, start.fact, start.after) == (Turn.CHANGED, "post", "Ketua")


def test_another_first_step_is_a_way_from_the_start() -> None:
    found = told("conditions", ('id="start_a" sourceRef="start" targetRef="a"', START_B))
    assert [(c.turn, c.before, c.after) for c in found if c.topic is Topic.START] == [
        (Turn.REMOVED, "1 (Pelaksana)", ""),
        (Turn.ADDED, "", "2 (Pelaksana)"),
    ]


def test_a_gateway_that_only_has_another_name_is_told_too() -> None:
    found = told("conditions", ('name="Lulus?"', 'name="Gugur?"'))
    assert found == [Change(Topic.SYMBOLS, Turn.CHANGED)]


def test_of_ways_beyond_counting_the_conditions_are_told_at_once() -> None:
    gone, come = between(in_a_row("x > 1"), in_a_row("x > 2"))
    assert (gone.when[7], come.when[7], len(come.when)) == ("x > 1", "x > 2", 40)


def in_a_row(condition: str) -> Process:
    """A step, and 40 choices by condition behind it that lead to the next each way."""
    names = "".join(f" g{n}>m{n} g{n}>p{n} p{n}>m{n} m{n}>g{n + 1}" for n in range(40))
    ways = f"s1>t1 t1>g0{names} g40>e1".replace("p", "gp").replace("m", "gm")
    process = a_process(ways)
    flows = [
        replace(flow, condition=condition if flow.target.startswith("gp") else "", name="")
        for flow in process.flows
    ]
    nodes = [replace(node, lane="l") for node in process.nodes]
    return replace(process, nodes=tuple(nodes), flows=tuple(flows), lanes=(Lane("l", "L", "l"),))


def test_after_renumbering_old_and_new_ways_call_a_step_by_one_number() -> None:
    row = replace(editing.row_of(reading.read(DATA).node["T10"]), name="Meneliti", number="")
    longer, _ = editing.insert_row(DATA, "T10", row, "TIM")
    words = editing.Words("Disetujui?", "Setuju", "Tidak setuju")
    longer, _ = editing.add_return(longer, "T14", "T13", words)
    longer = editing.renumber(longer)
    there = turned(DATA, longer)
    assert ("removed", "15", "16") in there and ("added", "15", "16") in there
    back = turned(longer, DATA)
    assert ("removed", "10", "“Meneliti”") in back and ("added", "10", "11") in back


def turned(old: bytes, new: bytes) -> set[tuple[str, str, str]]:
    """What becomes of which ways, from which step to which."""
    found = between(reading.read(old), reading.read(new))
    ways = [change for change in found if change.topic in (Topic.WAY, Topic.RETURN)]
    return {(c.turn.value, c.row, (c.before or c.after).partition(" (")[0]) for c in ways}
