"""Any sequence of edits leaves a diagram that is accepted, or is refused and changes nothing."""

from random import Random

from hypothesis import given, settings, strategies as st

from engine.diagram import editing, reading, writing, xml
from engine.diagram.checks import check
from engine.diagram.verdicts import acceptable
from engine.errors import Refused
from tests.engine.diagram.drawings import faults
from tests.engine.diagram.editing.shipped import DATA, WORDS
from tests.engine.random_processes import a_random_process

CHANGES = ("lane", "insert", "remove", "up", "down", "back", "forth", "row")


def edited(data: bytes, change: str, random: Random) -> bytes:
    """The diagram after one change somewhere; the same one where the change is refused."""
    process = reading.read(data)
    node = random.choice(process.user_tasks).id
    lane = random.choice(process.lanes).id
    try:
        return _changed(data, change, random, node, lane)
    except Refused as refused:
        assert "{" not in refused.message
        return data


def _changed(data: bytes, change: str, random: Random, node: str, lane: str) -> bytes:
    process = reading.read(data)
    match change:
        case "lane":
            return editing.move_to_lane(data, node, lane)
        case "insert":
            after = random.choice([process.start.id, node])
            return editing.insert_row(data, after, editing.Row("Baru", duration="PT1H"), lane)[0]
        case "remove":
            return editing.remove_row(data, node)
        case "up":
            return editing.move_up(data, node)
        case "down":
            return editing.move_down(data, node)
        case "back":
            to = random.choice([n.id for n in process.user_tasks])
            return editing.add_return(data, node, to, WORDS)[0]
        case "forth":
            return editing.remove_return(data, random.choice(process.flows).id)
    return editing.change_row(data, node, editing.Row("Lain", number="7", duration="PT1H"))


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(CHANGES), max_size=8))
@settings(max_examples=25, derandomize=True)
def test_edits_of_any_process_keep_it_accepted(random: Random, changes: list[str]) -> None:
    data = a_random_process(random, loops_around_blocks=random.random() < 0.5)
    for change in changes:
        data = edited(data, change, random)
        assert acceptable(check(data)), change


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(CHANGES[:-1]), max_size=6))
@settings(max_examples=25, derandomize=True)
def test_edits_of_the_shipped_sop_keep_its_drawing_clear(
    random: Random, changes: list[str]
) -> None:
    data = DATA
    for change in changes:
        data = edited(data, change, random)
        hidden = [fault for fault in faults(data) if "name" not in fault]
        refused = {found.code for found in check(data) if not acceptable([found])}
        # Without the rows that set it up, nobody can fill in the table of indicators.
        assert refused <= {"indicators-not-set-up"} and hidden == [], change
    assert writing.write(xml.parse(data)) == data
