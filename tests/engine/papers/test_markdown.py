"""Markdown into blocks: titles, parts of a decree, lists and tables."""

from __future__ import annotations

import pytest

from engine.papers.blocks import (
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Part,
    Rule,
    Run,
    Table,
)
from engine.papers.markdown import blocks


def test_headings_of_the_first_level_that_follow_each_other_are_one_title() -> None:
    title = Heading(1, (Run("RENCANA"), Run("\n"), Run("KERJA")))
    assert blocks("# RENCANA\n\n# KERJA\n\n## Tujuan", decree=False) == (
        title,
        Heading(2, (Run("Tujuan"),)),
    )


def test_words_have_their_faces_and_lines() -> None:
    (paragraph,) = blocks("a **b *c*** d\\\ne\nf", decree=False)
    assert paragraph == Paragraph(
        (Run("a "), Run("b ", bold=True), Run("c", bold=True, italic=True), Run(" d\ne f"))
    )


def test_items_are_bullets_numbers_or_letters() -> None:
    found = blocks("- a\n- b\n\n3. c\n\na. d\nb. e", decree=False)
    assert [(b.marker, b.start, len(b.items)) for b in found if isinstance(b, Items)] == [
        ("bullet", 1, 2),
        ("number", 3, 1),
        ("letter", 1, 2),
    ]


@pytest.mark.parametrize("blank", ["\u00a0", "\ufeff", " \u200b"])
def test_blanks_that_are_pasted_along_hide_no_heading_item_or_table(blank: str) -> None:
    lines = (
        "##\u00a0a",
        "-\u00a0b",
        "2.\u00a0c",
        "a.\u00a0d",
        "| e |\n|\u00a0---\u00a0|\n| f\u00a0g |",
    )
    found = blocks("".join(f"{blank}{line}\n\n" for line in lines), decree=False)
    assert [type(block) for block in found] == [Heading, Items, Items, Items, Table]
    assert isinstance(found[-1], Table) and found[-1].rows == (((Run("f\u00a0g"),),),)


def test_letters_go_on_below_an_introduction_and_hold_lists_of_their_own() -> None:
    (items,) = blocks("a. satu:\n   1. dua\n   2. tiga\nb. empat", decree=False)
    assert isinstance(items, Items) and items.marker == "letter"
    assert [type(block) for block in items.items[0]] == [Paragraph, Items]


def test_indented_text_and_underlined_text_are_text() -> None:
    assert blocks("    a", decree=False) == (Paragraph((Run("a"),)),)
    assert blocks("a\n---\n***", decree=False) == (Paragraph((Run("a"),)), Rule(), PageBreak())


def test_tables_have_a_head_alignments_and_rows_that_head_groups() -> None:
    text = "| No | A | B |\n|--:|:-:|---|\n| **Bidang** | | |\n| 1 | 2 | 3 |"
    (table,) = blocks(text, decree=False)
    assert isinstance(table, Table) and table.align == ("right", "center", "left")
    assert [len(row) for row in table.rows] == [1, 3]
    assert table.head == ((Run("No"),), (Run("A"),), (Run("B"),))


def test_a_table_with_an_empty_head_is_one_of_terms() -> None:
    (table,) = blocks("| | |\n|---|---|\n| Hal | Rencana |", decree=False)
    assert table == Table(("left", "left"), (), (((Run("Hal"),), (Run("Rencana"),)),))


def test_a_decree_has_parts_until_its_annex() -> None:
    text = "## Menimbang\na. bahwa\n## MEMUTUSKAN\n## KESATU\nSatu.\n\n***\n## Tim\nDua."
    first, second, third, *annex = blocks(text, decree=True)
    assert isinstance(first, Part) and first.term == "Menimbang" and len(first.blocks) == 1
    assert second == Part("MEMUTUSKAN", ())
    assert third == Part("KESATU", (Paragraph((Run("Satu."),)),))
    assert annex == [PageBreak(), Heading(2, (Run("Tim"),)), Paragraph((Run("Dua."),))]
