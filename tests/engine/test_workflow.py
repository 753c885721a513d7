"""The token engine: small states, the same moves pruned or not, and no step taken twice."""

from pathlib import Path
from random import Random

import pytest

from engine import workflow
from engine.diagram import graph, reading, runnable
from engine.diagram.checks import check
from engine.diagram.process import Kind, Process
from engine.diagram.verdicts import Ruling
from engine.errors import (
    AlurError,
    EngineRefused,
    StateUnreadable,
    TokenGone,
    UndecidableCondition,
)
from engine.workflow import STATE_FORMAT, Position, Spec, Stored
from tests.engine.random_processes import a_random_process
from webui.offices_on_disk import shipped_sops

GOOD = Path(__file__).parents[1] / "diagrams/good"


def load(name: str) -> tuple[Process, Spec]:
    return build((GOOD / f"{name}.bpmn").read_bytes())


def build(data: bytes) -> tuple[Process, Spec]:
    process = reading.read(data)
    return process, Spec(runnable.executable(data, process), process.key)


def at(position: Position) -> list[str]:
    return sorted(token.node for token in position.tokens)


def stored(state: bytes | None, format: int = STATE_FORMAT) -> Stored:
    assert state is not None
    return Stored("Uji", format, state)


def go(spec: Spec, position: Position, node: str, **values: object) -> Position:
    """The position after a node's user task, by a Spec that knows only the stored state."""
    token = next(token for token in position.tokens if token.node == node)
    return spec.complete(stored(position.state), token.id, {"decision": None, **values})


def test_a_process_with_a_return_from_start_to_end() -> None:
    _, spec = load("lanes")
    position = spec.start({})
    assert at(position) == ["susun"]
    position = go(spec, position, "susun")
    position = go(spec, position, "periksa", decision="putusan_susun")
    assert at(position) == ["susun"]
    position = go(spec, go(spec, position, "susun"), "periksa", decision="putusan_end")
    assert position.ended and position.state is None and not position.tokens


@pytest.mark.parametrize("order", ["bc", "cb"])
def test_a_join_waits_for_all_branches_on_every_pass(order: str) -> None:
    _, spec = load("parallel")
    position = go(spec, spec.start({}), "a")
    for decision, after in (("g_a", ["a"]), ("g_end", [])):
        assert at(position) == ["b", "c"]
        position = go(spec, position, order[0])
        assert at(position) == [order[1]]
        position = go(spec, go(spec, position, order[1]), "d", decision=decision)
        assert at(position) == after
        position = go(spec, position, "a") if after else position
        order = order[::-1]
    assert position.ended


@pytest.mark.parametrize(("nilai", "lulus", "after"), [(60, True, []), (59, True, ["c"])])
def test_a_condition_reads_the_values_handed_in(nilai: int, lulus: bool, after: list[str]) -> None:
    _, spec = load("conditions")
    position = go(spec, go(spec, spec.start({}), "a"), "b", nilai=nilai, lulus=lulus)
    assert at(position) == after


def test_a_condition_without_an_answer_changes_nothing() -> None:
    _, spec = load("conditions")
    position = go(spec, spec.start({}), "a")
    with pytest.raises(UndecidableCondition):
        go(spec, position, "b", nilai=70)
    assert go(spec, position, "b", nilai=70, lulus=True).ended


@pytest.mark.parametrize("decision", [None, "", "Setuju", "start_susun"])
def test_a_missing_decision_fails_and_does_not_drift_on(decision: str | None) -> None:
    _, spec = load("lanes")
    position = go(spec, spec.start({}), "susun")
    with pytest.raises(AlurError):
        go(spec, position, "periksa", decision=decision)
    assert at(go(spec, position, "periksa", decision="putusan_susun")) == ["susun"]


def test_a_token_that_is_placed_anywhere_waits_there_and_walks_on() -> None:
    process, spec = build((shipped_sops()[0] / "process.bpmn").read_bytes())
    for node in process.user_tasks:
        assert at(spec.place(node.id)) == [node.id]
    first, second, *_, last = [n for n in graph.walking_order(process) if process.node[n].step]
    assert at(go(spec, spec.place(first), first)) == [second]
    assert go(spec, spec.place(last), last).ended


def test_a_token_placed_before_a_decision_can_be_returned() -> None:
    _, spec = load("lanes")
    assert at(go(spec, spec.place("periksa"), "periksa", decision="putusan_susun")) == ["susun"]


def test_a_token_is_completed_once() -> None:
    _, spec = load("lanes")
    first = spec.start({})
    second = stored(go(spec, first, "susun").state)
    with pytest.raises(TokenGone):
        spec.complete(second, first.tokens[0].id, {})
    with pytest.raises(TokenGone):
        spec.complete(second, bytes(16), {})


def test_a_state_that_cannot_be_read_is_told() -> None:
    _, spec = load("lanes")
    for state in (b"", b"{}", b"[1]", b'{"tasks": 1}', b"\xff"):
        with pytest.raises(StateUnreadable):
            spec.complete(stored(state), bytes(16), {})


def test_a_state_of_another_format_is_not_read() -> None:
    _, spec = load("lanes")
    position = spec.start({})
    with pytest.raises(StateUnreadable) as refusal:
        spec.complete(stored(position.state, STATE_FORMAT + 1), position.tokens[0].id, {})
    assert refusal.value.facts["title"] == "Uji"


def test_what_the_engine_cannot_build_is_refused() -> None:
    data = (GOOD / "lanes.bpmn").read_bytes()
    with pytest.raises(EngineRefused):
        build(data.replace(b'targetRef="periksa"', b'targetRef="hilang"'))


def test_a_thousand_returns_leave_the_state_as_small_as_the_first() -> None:
    _, spec = load("lanes")
    position, sizes = spec.start({}), set[int]()
    for _ in range(1000):
        position = go(spec, go(spec, position, "susun"), "periksa", decision="putusan_susun")
        assert position.state is not None
        sizes.add(len(position.state))
    # Only the digits of the times differ.
    assert max(sizes) - min(sizes) < 200 and max(sizes) < 10_000


# --- against the whole tree, and against the drawing ----------------------------------------------


class Unpruned(Spec):
    """The same engine with its whole task tree."""

    def start(self, values: object) -> Position:
        fresh = workflow.BpmnWorkflow(self._spec, script_engine=workflow._engine({}))
        workflow._run(fresh, None)
        return workflow._position(fresh)

    def complete(self, stored: Stored, token: bytes, values: object) -> Position:
        loaded = self._load(stored, values)  # type: ignore[arg-type]
        task = loaded.tasks[workflow.UUID(bytes=token)]
        workflow._run(loaded, task)
        return workflow._position(loaded)


def a_choice(process: Process, node: str, random: Random, patience: int) -> str | None:
    """A decision at random; when patience is at its end, one that goes on."""
    ways = graph.decisions(process, node)
    onward = [flow for flow in ways if not graph.is_return(process, flow)]
    flows = ways if patience > 0 else onward
    return random.choice(flows).id if flows else None


@pytest.mark.parametrize("seed", range(40))
def test_pruning_changes_nothing_that_people_see(seed: int) -> None:
    """Blocks stand in no loop here: there SpiffWorkflow's own tree is the one that errs."""
    random = Random(seed)
    data = a_random_process(random, loops_around_blocks=False)
    process, spec = build(data)
    whole = Unpruned(runnable.executable(data, process), process.key)
    assert {v.code for v in check(data) if v.ruling is Ruling.REFUSED} == set()
    pruned, stock = spec.start({}), whole.start({})
    for step in range(80):
        assert at(pruned) == at(stock) and pruned.ended == stock.ended
        if pruned.ended:
            return
        node = random.choice(at(pruned))
        decision = a_choice(process, node, random, 25 - step)
        pruned = go(spec, pruned, node, decision=decision)
        stock = go(whole, stock, node, decision=decision)
    pytest.fail("the process does not come to its end")


@pytest.mark.parametrize("seed", range(40, 80))
def test_every_accepted_process_moves_like_its_drawing(seed: int) -> None:
    """The engine against a token game on the drawing itself, loops around blocks included."""
    random = Random(seed)
    data = a_random_process(random, loops_around_blocks=True)
    process, spec = build(data)
    assert {v.code for v in check(data) if v.ruling is Ruling.REFUSED} == set()
    position, marks = spec.start({}), play(process, [process.outgoing["start"][0].id], None)
    for step in range(120):
        targets = [process.node[process.flow[mark].target] for mark in marks]
        assert at(position) == sorted(n.id for n in targets if n.kind is Kind.USER_TASK)
        if position.ended:
            return
        node = random.choice(at(position))
        decision = a_choice(process, node, random, 25 - step)
        position = go(spec, position, node, decision=decision)
        marks.remove(next(mark for mark in marks if process.flow[mark].target == node))
        marks = play(process, [*marks, process.outgoing[node][0].id], decision)
    pytest.fail("the process does not come to its end")


def play(process: Process, marks: list[str], decision: str | None) -> list[str]:
    """Move marks along the flows, as BPMN says, until each stands before a user task."""
    while True:
        for mark in marks:
            node = process.node[process.flow[mark].target]
            needed = [mark]
            if node.kind is Kind.PARALLEL:
                needed = [flow.id for flow in process.incoming[node.id]]
            if node.kind is Kind.USER_TASK or not set(needed) <= set(marks):
                continue
            for gone in needed:
                marks.remove(gone)
            ways = [flow.id for flow in process.outgoing[node.id]]
            marks += [decision] if decision in ways else ways
            break
        else:
            return marks
