"""What a text becomes is set once, to know whether it can be printed at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import papers
from engine.fields.kinds import Field, FieldType
from engine.papers import printing, setting
from engine.papers.faults import FAULTS
from engine.press import printing as press_printing

ROWS = Field("anggota", FieldType.ROWS, columns=(Field("nama", FieldType.TEXT),))
CONTEXT = papers.example([ROWS, Field("tujuan", FieldType.AREA)], ["indikator"])
HEAD = "---\nkind: lembar\n---\n"


def fault(text: str) -> str | None:
    found = setting.unprintable(papers.read(text), setting.examples(CONTEXT))
    assert found is None or found.code in FAULTS
    return found and found.code


def test_a_text_that_becomes_a_pdf_has_no_fault() -> None:
    assert fault(HEAD + "# Judul\n\n{{ isian.tujuan }}") is None


def test_what_is_filled_and_becomes_no_pdf_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_printing, "LONGEST", 20_000)
    long = HEAD + "{% for i in range(300) %}a\n\n{% endfor %}"
    assert papers.tried(long, CONTEXT).faults == []
    assert fault(long) == "paper-overlong"


def test_what_is_too_large_only_for_many_answers_is_told_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(press_printing, "LONGEST", 20_000)
    said = "{% for a in isian.anggota %}" + "a\n\n" * 10 + "{% endfor %}"
    assert fault(HEAD + said) == "paper-overlong"
    assert fault(HEAD + said.replace("isian.anggota", "range(2)")) is None


def test_what_the_press_cannot_set_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "paper.typ").write_text("#nothing-of-that-name")
    monkeypatch.setattr(printing, "TEMPLATE", tmp_path / "paper.typ")
    assert fault(HEAD + "tanpa cetakan") == "paper-unprinted"


def test_lists_become_long_and_those_that_hold_lists_only_within() -> None:
    found = setting.longer({"a": ["x", "y"], "b": [{"baris": ["x"]}], "c": [], "d": None})
    assert [len(found[name]) for name in "abc"] == [setting.MANY, 1, 0]
    assert found["a"][:3] == ["x", "y", "x"] and len(found["b"][0]["baris"]) == setting.MANY
