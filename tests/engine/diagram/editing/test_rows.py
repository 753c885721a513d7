"""A row's words, standard and mark are changed without touching anything else."""

from dataclasses import replace

import pytest

from engine.diagram import editing, graph, reading
from engine.diagram.step import Meaning
from tests.engine.diagram.editing.shipped import DATA, SOP, STEPS, remarks


def row(node: str, **changes: object) -> editing.Row:
    return replace(editing.row_of(SOP.node[node]), **changes)


@pytest.mark.parametrize("node", STEPS)
def test_the_same_row_written_again_changes_nothing(node: str) -> None:
    assert editing.change_row(DATA, node, row(node)) == DATA


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("name", "Menelaah <dan> menjawab"),
        ("name_en", "Review & answer"),
        ("wording", "Menelaah rencana."),
        ("number", "3a"),
        ("inputs", 'Rencana "Kerja"'),
        ("time", "1 Jam"),
        ("outputs", "Disposisi, arahan"),
        ("duration", "PT1H"),
        ("meaning", Meaning.INITIAL),
    ],
)
def test_each_fact_is_changed_and_changed_back(fact: str, value: object) -> None:
    changed = editing.change_row(DATA, "T3", row("T3", **{fact: value}))
    assert editing.row_of(reading.read(changed).node["T3"]) == row("T3", **{fact: value})
    otherwise = {"time": "time", "duration": "time", "inputs": "needs"}
    told = {f"{otherwise[fact]}-printed-otherwise"} if fact in otherwise else set()
    assert remarks(changed) == told
    assert editing.change_row(changed, "T3", row("T3")) == DATA


def test_the_two_steps_of_one_row_keep_one_standard_time() -> None:
    changed = reading.read(editing.change_row(DATA, "T7", row("T7", duration="P3D")))
    steps = [node.step for node in changed.user_tasks if graph.rows(changed)[node.id] == "7"]
    assert [step.standard.duration for step in steps if step] == ["P3D", "P3D"]


def test_confirming_takes_the_mark_away_and_nothing_else() -> None:
    confirmed = editing.confirm(DATA, "T14")
    (line,) = set(DATA.splitlines()) - set(confirmed.splitlines())
    assert line.replace(b' unconfirmed="true"', b"") in confirmed
    assert len(DATA) - len(confirmed) == len(b' unconfirmed="true"')


def test_what_comes_from_the_printed_text_stays_beside_new_words() -> None:
    changed = reading.read(editing.change_row(DATA, "T5", row("T5", wording="Membentuk tim.")))
    step, before = changed.node["T5"].step, SOP.node["T5"].step
    assert step and before and step.remarks == before.remarks
    assert step.original_wording == before.original_wording
