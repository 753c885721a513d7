"""No difference is passed over in silence, alone or beside others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

from engine.diagram import editing, reading, xml
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.differences import between
from engine.diagram.process import Drawing, Process
from tests.engine.diagram.editing.shipped import DATA
from tests.engine.diagram.editing.test_random_edits import CHANGES, edited
from tests.engine.random_processes import a_random_process

LANES = (Path(__file__).parents[2] / "diagrams/good/lanes.bpmn").read_text()
OTHER = b'number="800/054/SOP/DUKCAPIL/2022"', b'number="1"'
SYMBOLS = ("sequenceFlow", "exclusiveGateway", "startEvent", "endEvent", "userTask", "lane")

# Each question asks for the same few diagrams again.
read = lru_cache(maxsize=8)(reading.read)


def content(process: Process) -> list[object]:
    """All that was read of a diagram but where it is drawn."""
    return [part for part in vars(replace(process, drawing=Drawing())).values() if part != {}]


def told(old: bytes, new: bytes) -> list[Change]:
    found = between(read(old), read(new))
    return [change for change in found if change.topic is not Topic.DRAWING]


def is_alike(old: bytes, new: bytes) -> bool:
    return content(read(old)) == content(read(new))


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(CHANGES), max_size=6))
@settings(max_examples=25, derandomize=True)
def test_after_any_edits_nothing_is_told_only_where_nothing_differs(
    random: Random, changes: list[str]
) -> None:
    first = data = a_random_process(random, loops_around_blocks=random.random() < 0.5)
    for change in changes:
        data = edited(data, change, random)
    assert (told(first, data) == []) is is_alike(first, data)
    assert (told(data, first) == []) is is_alike(first, data)


@given(st.randoms(use_true_random=False))
@settings(max_examples=200, derandomize=True)
def test_whatever_differs_of_our_own_words_is_told_also_beside_a_change(random: Random) -> None:
    changed = a_slip(random)
    is_same = is_alike(DATA, changed)
    assert (told(DATA, changed) == []) is is_same
    beside = changed.replace(*OTHER)
    assert (told(DATA, beside) == told(DATA, DATA.replace(*OTHER))) is is_same


def a_slip(random: Random) -> bytes:
    """The shipped diagram with one element elsewhere, or with another name or fact of one."""
    root = xml.parse(DATA)
    if random.random() < 0.3:
        symbol = random.choice([e for e in root.iter() if xml.local(e) in SYMBOLS])
        symbol.set(random.choice(["name", f"{{{xml.ALUR}}}nameEn"]), "Lain")
        return etree.tostring(root)
    ours = [e for e in root.iter(f"{{{xml.ALUR}}}*") if xml.local(e) not in ("step", "identity")]
    element = random.choice(ours)
    parent = element.getparent()
    assert parent is not None
    match random.choice(("swap", "fact", "words", "remove")):
        case "swap":
            like = [e for e in parent if e.tag == element.tag]
            parent.insert(parent.index(random.choice(like)), element)
        case "fact" if element.attrib:
            element.set(random.choice([name for name, _ in xml.attributes(element)]), "1")
        case "words" if element.text and element.text.strip():
            element.text = "Lain."
        case "remove":
            parent.remove(element)
    return etree.tostring(root)


SAID = {
    "who changed a text": ('kind="E1" original="', 'kind="E1" original="x'),
    "how sure a flow is": ('alur:confidence="0.5"', 'alur:confidence="0.4"'),
    "where a flow comes from": ('alur:provenance="S"', 'alur:provenance="U"'),
    "the pool": ('<participant id="kantor" name="', '<participant id="kantor" name="x'),
}


@pytest.mark.parametrize("old, new", SAID.values(), ids=SAID)
def test_what_no_sentence_names_is_said_to_differ_also_beside_a_change(old: str, new: str) -> None:
    assert old in LANES
    other = LANES.replace(old, new)
    assert told(LANES.encode(), other.encode()) == [Change(Topic.CONTENT, Turn.CHANGED)]
    beside = told(LANES.encode(), other.replace('name="Setuju"', 'name="Ya"').encode())
    assert Change(Topic.CONTENT, Turn.CHANGED) in beside and len(beside) > 1


def parts_of(process: Process) -> Iterator[Process]:
    """The process with another order of its nodes, flows and lanes."""
    for part in ("nodes", "flows", "lanes"):
        yield replace(process, **{part: getattr(process, part)[::-1]})


def test_another_order_in_the_file_is_said_to_differ() -> None:
    sop = reading.read(DATA)
    assert all(between(sop, other) for other in parts_of(sop))


def test_what_only_the_drawing_shows_is_no_content() -> None:
    moved = editing.move_to_lane(DATA, "T3", reading.read(DATA).node["T4"].lane)
    assert Change(Topic.CONTENT, Turn.CHANGED) not in told(DATA, moved)
