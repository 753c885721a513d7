"""The drawings of new SOPs: whatever their rows, nothing overlaps and lines can be followed."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from engine.diagram import graph, reading, tables
from engine.diagram.checks import check
from engine.diagram.editing import Words
from engine.diagram.identity import Identity
from engine.diagram.process import Kind, Lane
from tests.engine.diagram.drawings import faults, words_on_lines

POSTS = [
    *("Kepala Dinas", "Sekretaris", "Kasubag Perencanaan dan Pelaporan", "Tim Penyusun"),
    *("Pelaksana Sub Bagian Perencanaan dan Pelaporan", "Bendahara", "Arsiparis"),
]
LANES = [Lane("", name, reading.slug(name)) for name in POSTS]
WORDS = Words("Disetujui?", "Setuju", "Tidak setuju", "Approved?", "Approve", "Do not approve")
ROW = tables.TableRow("Menyusun bahan laporan kinerja triwulan", LANES[0].post, time="1 Jam")


def begun(posts: list[int], backs: dict[int, int]) -> tables.Begun:
    """An SOP of rows at these posts, some of which lead back to an earlier one."""
    rows = [
        replace(ROW, post=LANES[post].post, back_to=backs.get(place), duration="PT1H")
        for place, post in enumerate(posts)
    ]
    lanes = [LANES[post] for post in dict.fromkeys(posts)]
    about = ("surat-keluar", "Surat Keluar", Identity(title="SURAT KELUAR"))
    return tables.Begun(*about, lanes, rows, WORDS, ("Mulai", "Selesai"), ("Start", "End"), "Dinas")


@st.composite
def tables_of_rows(draw: st.DrawFn) -> tables.Begun:
    count = draw(st.integers(2, 7))
    posts = draw(st.lists(st.integers(0, count - 1), min_size=3, max_size=30))
    deciding = draw(st.sets(st.integers(1, len(posts) - 1), max_size=8))
    return begun(posts, {row: draw(st.integers(0, row - 1)) for row in deciding})


@given(tables_of_rows())
@settings(max_examples=25, derandomize=True)
def test_every_new_sop_is_drawn_clearly_and_accepted(table: tables.Begun) -> None:
    data = tables.diagram(table)
    assert faults(data) == [] and words_on_lines(data) == []
    assert {verdict.code for verdict in check(data)} == {"runs", "identity-blank"}


def test_the_rows_are_the_steps_in_their_order() -> None:
    process = reading.read(tables.diagram(begun([2, 1, 0, 1, 2], {2: 0, 3: 0})))
    steps = [n for n in graph.walking_order(process) if process.node[n].kind is Kind.USER_TASK]
    assert [process.post_of(step) for step in steps] == [LANES[n].post for n in (2, 1, 0, 1, 2)]
    assert [graph.rows(process)[step] for step in steps] == ["1", "2", "3", "4", "5"]
    back = [flow for flow in process.flows if graph.is_return(process, flow)]
    assert [(flow.name, flow.target) for flow in back] == [("Tidak setuju", steps[0])] * 2


def test_a_long_activity_is_the_wording_and_its_beginning_the_name() -> None:
    words = "Menyusun bahan laporan kinerja triwulan dan menyampaikannya kepada Kepala Dinas"
    table = begun([0], {})
    process = reading.read(tables.diagram(replace(table, rows=[replace(ROW, activity=words)])))
    (task,) = process.user_tasks
    assert task.name == "Menyusun bahan laporan kinerja triwulan dan menyampaikannya…"
    assert task.step and task.step.wording == words


def test_steps_of_a_chain_alternate_as_in_the_shipped_sop() -> None:
    process = reading.read(tables.diagram(begun([0, 1, 0, 1, 0], {})))
    lefts = [process.drawing.boxes[task.id].x for task in process.user_tasks]
    assert {later - earlier for earlier, later in pairwise(lefts)} == {76}


@pytest.mark.parametrize("name", POSTS)
def test_a_lane_is_high_enough_for_its_name(name: str) -> None:
    process = reading.read(tables.diagram(begun([POSTS.index(name)], {})))
    (lane,) = process.lanes
    assert process.drawing.boxes[lane.id].height >= len(name) / 2 * 6.1
