"""Playing a diagram: all its ways, and where each decision leads."""

from __future__ import annotations

from pathlib import Path
from random import Random

from engine.diagram import reading
from engine.diagram.process import Process
from engine.diagram.rehearsal import MOST_PATHS, MOST_SCENES, Play, count, paths, play, with_returns
from tests.engine.random_processes import a_random_process
from webui.offices_on_disk import shipped_sops

GOOD = Path(__file__).parents[2] / "diagrams/good"
SHIPPED = reading.read((shipped_sops()[0] / "process.bpmn").read_bytes())


def good(name: str) -> Process:
    return reading.read((GOOD / f"{name}.bpmn").read_bytes())


def nodes(played: Play) -> list[str]:
    return [scene.node for scene in played.scenes]


def test_a_play_stops_where_a_decision_is_not_chosen_yet() -> None:
    played = play(SHIPPED, [])
    assert nodes(played)[-1] == "T12" and not played.ended
    assert [flow.name for flow in played.choices] == ["Setuju", "Tidak setuju"]


def test_a_return_is_played_as_a_new_round() -> None:
    played = play(SHIPPED, ["F16"])
    assert [(s.node, s.round) for s in played.scenes[-2:]] == [("T11", 2), ("T12", 2)]
    assert [s.chosen.name for s in played.scenes if s.chosen] == ["Tidak setuju"]


def test_a_play_ends_with_the_procedure() -> None:
    played = play(SHIPPED, ["F15", "F18"])
    assert played.ended and nodes(played)[-1] == "T15" and len(played.scenes) == 16


def test_what_was_taken_is_told_before_the_first_step_and_after_each() -> None:
    played = play(SHIPPED, ["F15", "F18"])
    assert len(played.taken) == len(played.scenes) + 1
    assert [flow.id for flows in played.taken for flow in flows] == ["F15", "F18"]


def test_a_way_is_played_with_each_return_beside_it() -> None:
    (path,) = paths(SHIPPED)
    sent_back = list(with_returns(SHIPPED, path))
    names = [[flow.id for flows in one.taken for flow in flows] for one in sent_back]
    assert names == [["F16", "F15", "F18"], ["F15", "F19", "F15", "F18"]]
    assert all(one.ended for one in sent_back)


def test_what_is_no_way_on_is_passed_over() -> None:
    assert play(SHIPPED, ["x", "F01", "F15"]) == play(SHIPPED, ["F15"])


def test_a_play_without_end_is_cut_off() -> None:
    played = play(SHIPPED, ["F16"] * 500)
    assert len(played.scenes) == MOST_SCENES and played.is_cut and not played.ended


def test_the_shipped_sop_has_one_path_without_returns() -> None:
    (only,) = paths(SHIPPED)
    assert len(only.scenes) == 16


def test_a_condition_is_asked_like_a_decision() -> None:
    assert len(paths(good("conditions"))) == 2


def test_a_join_waits_for_its_branches() -> None:
    (only,) = paths(good("parallel"))
    assert len(nodes(only)) == len(set(nodes(only))) == len(good("parallel").user_tasks)


def test_of_very_many_ways_some_are_shown_at_once() -> None:
    assert len(paths(decisions_in_a_row(40))) == MOST_PATHS


def test_the_ways_that_are_not_shown_are_counted() -> None:
    assert count(decisions_in_a_row(40)) == 2**40
    assert count(SHIPPED) == count(good("parallel")) == 1


def test_as_many_ways_are_counted_as_are_found() -> None:
    for seed in range(40):
        process = reading.read(a_random_process(Random(seed), loops_around_blocks=True))
        found = len(paths(process))
        assert found == min(count(process) or 0, MOST_PATHS), seed


def test_a_way_that_leads_back_by_another_step_is_none_without_a_return() -> None:
    text = (GOOD / "conditions.bpmn").read_text()
    ahead, back = ('sourceRef="c" targetRef="m"', 'sourceRef="c" targetRef="b"')
    assert ahead in text
    process = reading.read(text.replace(ahead, back).encode())
    (only,) = paths(process)
    assert nodes(only) == ["a", "b"] and count(process) == 1


def test_beginnings_that_only_go_round_are_not_tried_without_end() -> None:
    process = circle_with_two_entries(40)
    assert paths(process) == [] and count(process) is None


def test_behind_a_join_a_step_follows_all_branches() -> None:
    (only,) = paths(good("parallel"))
    assert nodes(only) == ["a", "b", "c", "d"]
    assert [sorted(scene.after) for scene in only.scenes] == [[], [0], [0], [1, 2]]


def decisions_in_a_row(count: int) -> Process:
    """A diagram with 2 to the power of `count` ways."""
    return in_a_row(count, f'<endEvent id="t{count}"/>', [("start", "t0")])


def circle_with_two_entries(count: int) -> Process:
    """Decisions in a row that lead on to the first again; one may begin with the last step too."""
    last = f"t{count}"
    flows = [("start", "s"), ("s", "t0"), ("s", last), (last, "t0")]
    return in_a_row(count, f'<exclusiveGateway id="s"/><userTask id="{last}"/>', flows)


def in_a_row(count: int, others: str, ways: list[tuple[str, str]]) -> Process:
    nodes = ['<startEvent id="start"/>', others]
    for n in range(count):
        nodes.append(
            f'<userTask id="t{n}"/><exclusiveGateway id="g{n}"/><exclusiveGateway id="m{n}"/>'
        )
        ways = [*ways, (f"t{n}", f"g{n}"), (f"g{n}", f"m{n}"), (f"g{n}", f"m{n}")]
        ways.append((f"m{n}", f"t{n + 1}"))
    flows = [
        f'<sequenceFlow id="f{n}" name="{n}" sourceRef="{a}" targetRef="{b}"/>'
        for n, (a, b) in enumerate(ways)
    ]
    space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    inside = "".join(nodes + flows)
    text = f'<definitions xmlns="{space}"><process id="p">{inside}</process></definitions>'
    return reading.read(text.encode())
