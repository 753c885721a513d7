"""Which parts of rows and tables a text can print is known without running it."""

from __future__ import annotations

import pytest

from engine import papers
from engine.papers import reads

HEAD = "---\nkind: lembar\n---\n"
NAMED = {
    "a column": "{% for satu in isian.tim %}{{ satu.nama }}{% endfor %}",
    "a column in brackets": "{% for satu in isian.tim %}{{ satu['nama'] }}{% endfor %}",
    "a column of a filter": "{{ isian.tim | map(attribute='nama') | join(', ') }}",
    "any column": "{% for satu in isian.tim %}{{ satu[isian.kolom] }}{% endfor %}",
}


@pytest.mark.parametrize("body", NAMED.values(), ids=NAMED)
def test_a_part_that_a_text_names_is_read_and_others_are_where_it_computes_one(body: str) -> None:
    found = reads.reads(papers.read(f"{HEAD}{body}"))
    assert found.has_part("nama")
    assert found.has_part("jabatan") == ("kolom" in body)


def test_what_a_text_reads_and_does_not_print_makes_no_other_paper() -> None:
    paper = papers.read(HEAD + "{% if isian.catatan %}Ada catatan.{% endif %} {{ isian.hal }}")
    names = papers.example([])
    one, other, another = (
        {**names, "isian": {"catatan": note, "hal": about}}
        for note, about in (("Segera.", "Surat"), ("Tidak segera.", "Surat"), ("Segera.", "Lain"))
    )
    assert papers.is_same(paper, one, other) and not papers.is_same(paper, one, another)
