"""Questions about the shape of a process, asked of the good diagrams and of small ones."""

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from engine.diagram import graph, reading
from engine.diagram.identity import Identity
from engine.diagram.process import Drawing, Flow, Kind, Node, Process
from engine.diagram.step import QualityStandard, Step

GOOD = Path(__file__).parents[2] / "diagrams/good"
KINDS = {"s": Kind.START, "e": Kind.END, "g": Kind.CHOICE, "p": Kind.PARALLEL, "t": Kind.USER_TASK}


def a_process(ways: str) -> Process:
    """A process from "s1>t1 t1>e1": the first letter of a node says its kind."""
    pairs = [way.split(">") for way in ways.split()]
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    steps = {name: Step() if name[0] == "t" else None for name in names}
    nodes = [Node(name, KINDS[name[0]], name, "", step=steps[name]) for name in names]
    flows = [Flow(f"{source}>{target}", source, target, name=target) for source, target in pairs]
    return Process(
        *("x", "", "", Identity(), (), tuple(nodes), tuple(flows), ()), drawing=Drawing()
    )


@pytest.fixture(scope="module")
def lanes() -> Process:
    return reading.read((GOOD / "lanes.bpmn").read_bytes())


@pytest.fixture(scope="module")
def parallel() -> Process:
    return reading.read((GOOD / "parallel.bpmn").read_bytes())


RETURNS = "s1>t1 t1>g1 g1>t2 g1>e1 t2>g2 g2>t1 g2>t3 t3>e1"


def returns(process: Process) -> set[str]:
    return {flow.id for flow in process.flows if graph.is_return(process, flow)}


def test_a_flow_back_to_what_always_came_before_is_a_return(lanes: Process) -> None:
    assert returns(lanes) == {"putusan_susun"}
    assert returns(a_process(RETURNS)) == {"g2>t1"}
    # t2 can be reached without t1: going there from t1 is not going back.
    assert returns(a_process("s1>g1 g1>t1 g1>t2 t1>t2 t2>g2 g2>t1 g2>e1")) == set()


def test_what_was_reckoned_of_a_process_goes_with_it() -> None:
    process = a_process(RETURNS)
    assert graph.dominators(process) is graph.dominators(process)
    gone = weakref.ref(process)
    del process
    gc.collect()
    assert gone() is None


def test_dominators_lie_on_every_path(parallel: Process) -> None:
    assert graph.dominators(parallel)["join"] == {"start", "a", "split", "join"}
    assert graph.always_before(parallel)["join"] == {"start", "a", "split", "b", "c", "join"}
    found = graph.dominators(a_process(RETURNS))
    assert found["e1"] == {"s1", "t1", "g1", "e1"}
    assert found["t3"] == {"s1", "t1", "g1", "t2", "g2", "t3"}


def test_a_person_decides_where_no_flow_has_a_condition(lanes: Process) -> None:
    assert [flow.name for flow in graph.decisions(lanes, "periksa")] == ["Setuju", "Kembalikan"]
    assert graph.decisions(lanes, "susun") == ()
    by_field = reading.read((GOOD / "conditions.bpmn").read_bytes())
    assert not graph.decides(by_field, "g") and graph.decisions(by_field, "b") == ()
    # A gateway with one way out merges; nobody decides there.
    assert not graph.decides(by_field, "m")


def test_downstream_leaves_returns_out() -> None:
    process = a_process(RETURNS)
    assert graph.downstream(process, "t2") == {"t2", "g2", "t3", "e1"}
    assert graph.downstream(process, "t1") == {"t1", "g1", "t2", "g2", "t3", "e1"}


def test_the_walking_order_puts_each_node_after_what_leads_to_it(parallel: Process) -> None:
    order = graph.walking_order(a_process("t9>e1 s1>g1 g1>t5 g1>t9 t5>t9"))
    assert order == ("s1", "g1", "t5", "t9", "e1")
    walked = graph.walking_order(parallel)
    assert walked == ("start", "a", "split", "b", "c", "join", "d", "g", "end")


def test_the_walking_order_survives_loops_that_are_no_returns() -> None:
    process = a_process("s1>g1 g1>t1 g1>t2 t1>t2 t2>g2 g2>t1 g2>e1")
    assert sorted(graph.walking_order(process)) == sorted(node.id for node in process.nodes)


def test_next_steps_pass_gateways() -> None:
    process = a_process("s1>t1 t1>g1 g1>g2 g1>e1 g2>t2 g2>p1 p1>t3 p1>t4 t2>e1 t3>e1 t4>e1")
    assert graph.next_steps(process, process.flow["t1>g1"]) == ("t2", "t3", "t4", "e1")
    assert graph.next_steps(process, process.flow["g1>e1"]) == ("e1",)


def test_a_way_passes_each_gateway_once_and_may_hang_loose_in_a_draft() -> None:
    process = a_process("s1>g1 g1>g2 g1>t1 g2>g1 g2>e1")
    nodes = tuple(node for node in process.nodes if node.id != "e1")
    found = graph.courses(replace(process, nodes=nodes), process.outgoing["s1"])
    assert [[flow.id for flow in course] for course in found] == [
        ["s1>g1", "g1>g2", "g2>e1"],
        ["s1>g1", "g1>t1"],
    ]


@pytest.mark.parametrize(
    ("ways", "is_forked"),
    [
        ("s1>t1 t1>g1 g1>e1 g1>t1", True),
        ("s1>t1 t1>g1 g1>g2 g2>e1 g2>t1", True),
        ("s1>t1 t1>g1 g1>e1", False),
        ("s1>t1 t1>p1 p1>t2 p1>t3 t2>p2 t3>p2 p2>e1", False),
        ("s1>t1 t1>t2 t2>g1 g1>e1 g1>t1", False),
    ],
)
def test_a_step_forks_where_a_choice_is_passed_before_the_next(ways: str, is_forked: bool) -> None:
    assert graph.forks(a_process(ways), "t1") is is_forked


def test_rows_are_the_printed_ones_or_the_place_in_the_order(lanes: Process) -> None:
    assert graph.rows(lanes) == {"susun": "1", "periksa": "2"}
    assert graph.rows(a_process("t2>e1 s1>t1 t1>t2")) == {"t1": "1", "t2": "2"}


@pytest.mark.parametrize("timed", ["t1", "t2"])
def test_tasks_of_one_row_share_the_standard_that_one_of_them_names(timed: str) -> None:
    process = a_process("s1>t1 t1>t2 t2>t3 t3>e1")
    steps = {name: Step(row="7") for name in ("t1", "t2")}
    steps[timed] = Step(row="7", standard=QualityStandard(duration="PT15M"))
    nodes = [replace(node, step=steps.get(node.id, node.step)) for node in process.nodes]
    process = replace(process, nodes=tuple(nodes))
    assert graph.durations(process) == {"t1": "PT15M", "t2": "PT15M", "t3": ""}


def test_what_the_engine_does_not_run_follows_no_step_directly() -> None:
    process = a_process("s1>t1 t1>t2 t2>e1")
    without = replace(process, nodes=tuple(n for n in process.nodes if n.id != "t2"))
    assert graph.directly_after(process, "t1") == "t2"
    assert graph.directly_after(without, "t1") == graph.directly_after(without, "e1") == ""
