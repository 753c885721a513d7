"""The identity block of an SOP, changed and changed back."""

from dataclasses import replace

import pytest

from engine.diagram import editing, reading
from engine.diagram.identity import Clause
from tests.engine.diagram.editing.shipped import DATA, SOP, remarks

IDENTITY = SOP.identity


def written(**changes: object) -> bytes:
    return editing.set_identity(DATA, replace(IDENTITY, **changes), SOP.name, SOP.name_en)


def back(data: bytes) -> bytes:
    return editing.set_identity(data, IDENTITY, SOP.name, SOP.name_en)


def test_the_same_identity_changes_nothing() -> None:
    assert written() == DATA


@pytest.mark.parametrize(
    "fact", ["title", "flow_title", "agency", "unit", "created", "effective", "approved_by"]
)
def test_each_line_is_changed_and_changed_back(fact: str) -> None:
    changed = written(**{fact: "2026-10-01"})
    assert getattr(reading.read(changed).identity, fact) == "2026-10-01"
    assert remarks(changed) == set() and back(changed) == DATA


def test_the_names_of_the_process_are_changed() -> None:
    changed = reading.read(editing.set_identity(DATA, IDENTITY, "Pengukuran", "Measuring"))
    assert (changed.name, changed.name_en) == ("Pengukuran", "Measuring")


def test_a_clause_is_added_moved_and_removed_while_others_keep_original_and_note() -> None:
    first, *others = IDENTITY.block("legalBasis")
    new = Clause("legalBasis", "Peraturan Menteri Nomor 1 Tahun 2026;")
    rest = [clause for clause in IDENTITY.clauses if clause.block != "legalBasis"]
    changed = reading.read(written(clauses=(*rest, new, *others))).identity
    assert changed.block("legalBasis") == (new, *others)
    assert changed.block("equipment") == IDENTITY.block("equipment")
    assert first.text not in {clause.text for clause in changed.clauses}


def test_a_clause_that_comes_back_unchanged_is_as_it_was() -> None:
    # Of the clauses that a form sends only block and words are known.
    bare = tuple(Clause(clause.block, clause.text) for clause in IDENTITY.clauses)
    assert written(clauses=bare) == DATA
    turned = written(clauses=tuple(reversed(bare)))
    assert back(turned) == DATA


def test_what_explains_a_number_goes_with_it() -> None:
    changed = reading.read(written(number="800/1/2026")).identity
    assert changed.number == "800/1/2026" and not changed.block("number")
