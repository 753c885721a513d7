"""Reading a text: its head, and what of its body can be told without running it."""

from __future__ import annotations

import pytest

from engine import papers
from engine.errors import BadPaper
from engine.papers import Fault, Kind, Paper

TEXT = """---
kind: keputusan
title: "SK Tim"
numbering: 800/{n}/DUKCAPIL/{year}
landscape: ya
---
# KEPUTUSAN {{ nomor }}
"""


def test_the_head_says_kind_title_numbering_and_how_the_paper_lies() -> None:
    assert papers.read(TEXT) == Paper(
        kind=Kind.KEPUTUSAN,
        body="\n" * 6 + "# KEPUTUSAN {{ nomor }}\n",
        title="SK Tim",
        numbering="800/{n}/DUKCAPIL/{year}",
        landscape=True,
    )


def test_lines_of_windows_are_read_too() -> None:
    assert papers.read("\ufeff" + TEXT.replace("\n", "\r\n")) == papers.read(TEXT)


@pytest.mark.parametrize(
    ("text", "detail", "line"),
    [
        ("# Judul", "# Judul", 1),
        ("---\nkind: lembar", "---", 1),
        ("---\nkind: nota\n---\n", "kind: nota", 2),
        ("---\nkind: lembar\nwarna: biru\n---\n", "warna: biru", 3),
        ("---\nkind: lembar\nnumbering: 800/DUKCAPIL\n---\n", "numbering: 800/DUKCAPIL", 3),
    ],
)
def test_a_wrong_head_is_refused_with_its_line(text: str, detail: str, line: int) -> None:
    with pytest.raises(BadPaper) as told:
        papers.read(text)
    assert told.value.facts == {"code": "paper-head", "detail": detail, "line": line}


def test_a_title_with_a_sign_that_turns_text_around_is_told() -> None:
    tried = papers.tried("---\nkind: lembar\ntitle: SK \u202e1\n---\n", papers.example([]))
    assert tried.faults == [Fault("paper-sign", "U+202E", 3)]


def test_kinds_are_known_in_capitals_too() -> None:
    assert papers.read("---\nkind: Surat\n---\n").kind is Kind.SURAT


def test_the_end_of_the_last_line_is_no_letter_of_a_text() -> None:
    text = "---\nkind: lembar\n---\n"
    assert papers.read(f"{text:a<{papers.LONGEST}}\n")


def test_an_endless_text_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadPaper, match="paper-too-long"):
        papers.read("---\nkind: lembar\n---\n" + "a" * 60_000)


def test_reading_works_nothing_out() -> None:
    body = "{{ 'a' * 10 ** 12 }}{{ 10 ** 10 ** 10 }}{% for i in range(10 ** 9) %}{% endfor %}"
    assert papers.read(f"---\nkind: lembar\n---\n{body}").kind is Kind.LEMBAR
