"""What changed in a diagram, as people read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

import pytest
from flask import Flask

from engine.diagram import reading
from engine.diagram.changes import Change, Topic, Turn
from engine.diagram.step import Meaning
from engine.fields.kinds import FieldType, Mode
from engine.organisation.post import KINDS
from webui.offices_on_disk import shipped_sops
from webui.views import changes


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Cookie": "lang=en"}):
        yield


def read(fact: str, stored: str) -> str:
    """What a page says that a fact became."""
    change = Change(Topic.FIELD, Turn.CHANGED, fact=fact, after=stored)
    found: str = changes.told([change])[0]["after"]
    return found


@pytest.mark.parametrize(
    ("fact", "values"), [("meaning", Meaning), ("mode", Mode), ("type", FieldType), ("kind", KINDS)]
)
def test_whatever_is_not_free_text_is_told_in_words(fact: str, values: type[StrEnum]) -> None:
    assert {one for one in values if one not in changes.WORDS[fact]} == set()


def test_the_mode_of_a_table_and_the_kind_of_an_answer_are_told_in_words() -> None:
    assert read("mode", "check") == "checks it"
    assert read("type", "yesno") == "yes or no"
    assert read("required", "True") == "yes"
    assert read("duration", "P1DT2H") == "1 day 2 hours"


@pytest.mark.parametrize("text", ["fill", "group", "selesai", "True"])
def test_a_text_that_reads_like_one_of_these_stays_as_it_is(text: str) -> None:
    assert read("label", text) == text


def test_a_way_says_by_which_conditions_and_beside_what_it_is_taken() -> None:
    about = Change(Topic.WAY, Turn.ADDED, row="2", name="Ya", after="3 (Sekretaris)")
    way = replace(about, when=("x > 1", ""))
    assert label(way) == "New way from step 2 (“Ya”, if x > 1, otherwise) to 3 (Sekretaris)"
    both = Change(Topic.START, Turn.ADDED, after="1 (A), 2 (B)", beside=True)
    assert label(both) == "New way from the start (beside each other) to 1 (A), 2 (B)"


def label(change: Change) -> str:
    found: str = changes.told([change])[0]["label"]
    return found


def test_a_way_to_an_end_without_a_name_leads_to_the_end() -> None:
    assert label(Change(Topic.WAY, Turn.ADDED, row="2")) == "New way from step 2 to the end"


def test_a_step_that_came_says_between_which_others_it_stands() -> None:
    step = Change(Topic.STEP, Turn.ADDED, row="1", name="A", fact="post", after="Ketua (ketua)")
    assert label(step) == "New step 1, “A”, for Ketua (ketua)"
    placed = label(replace(step, between=("", "2 (Tim)")))
    assert placed == "New step 1, “A”, for Ketua (ketua), between the start and 2 (Tim)"


def test_a_time_written_otherwise_is_told_as_it_is_written() -> None:
    about = Change(Topic.STEP, Turn.CHANGED, row="1", fact="duration")
    (found,) = changes.told([replace(about, before="PT60M", after="PT1H")])
    assert (found["before"], found["after"]) == ("PT60M", "PT1H")


def test_papers_and_steps_are_called_by_their_names_in_the_readers_language() -> None:
    process = reading.read((shipped_sops()[0] / "process.bpmn").read_bytes())
    first, second = process.papers[:2]
    about = Change(Topic.STEP, Turn.CHANGED, "T1", "1", fact="makes", before=first.code)
    (line,) = changes.told([replace(about, after=f"{first.code} {second.code}")], process, process)
    assert (line["before"], line["after"]) == (first.name_en, f"{first.name_en}, {second.name_en}")
    added = Change(Topic.STEP, Turn.ADDED, "T1", "1", process.node["T1"].name, after="Head")
    (line,) = changes.told([added], process, process)
    assert line["label"] == f"New step 1, “{process.node['T1'].name_en}”, for Head"
