"""The list of papers, changed and changed back."""

from __future__ import annotations

from dataclasses import replace

from engine.diagram import editing, reading
from engine.diagram.identity import Paper
from tests.engine.diagram.editing.shipped import DATA, SOP, remarks, shape_of

NEW = Paper("NOTA", "Nota Dinas", "Memo", "papers/nota-dinas.md")


def test_a_paper_is_added_at_the_end_and_removed() -> None:
    added = editing.add_paper(DATA, NEW)
    assert reading.read(added).papers == (*SOP.papers, NEW)
    assert remarks(added) == set() and editing.remove_paper(added, NEW.code) == DATA


def test_a_paper_is_renamed_and_renamed_back() -> None:
    (old, *others) = SOP.papers
    changed = editing.change_paper(DATA, old.code, replace(old, name="Rencana", file=""))
    assert reading.read(changed).papers == (replace(old, name="Rencana", file=""), *others)
    assert editing.change_paper(changed, old.code, old) == DATA


def test_a_new_code_is_carried_into_steps_and_fields() -> None:
    bringing = next(f for n in SOP.user_tasks if n.step for f in n.step.fields if f.paper)
    paper = next(paper for paper in SOP.papers if paper.code == bringing.paper)
    changed = editing.change_paper(DATA, paper.code, replace(paper, code="BUKTI"))
    assert remarks(changed) == set()
    assert editing.change_paper(changed, "BUKTI", paper) == DATA


def test_what_named_a_removed_paper_names_it_no_more() -> None:
    changed = DATA
    for paper in SOP.papers:
        changed = editing.remove_paper(changed, paper.code)
    assert reading.read(changed).papers == () and remarks(changed) == set()
    assert b' paper="' not in changed


def test_an_sop_without_papers_gets_its_first() -> None:
    bare = DATA
    for paper in SOP.papers:
        bare = editing.remove_paper(bare, paper.code)
    assert reading.read(editing.add_paper(bare, NEW)).papers == (NEW,)
    assert shape_of(editing.add_paper(bare, NEW)) == shape_of(bare)
