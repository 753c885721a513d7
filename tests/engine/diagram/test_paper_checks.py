"""What the check says of the papers of a bundle: which can be made, and why another cannot."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from engine.diagram.checks import check, papers
from engine.diagram.hazards import HAZARDS
from engine.diagram.verdicts import Ruling, acceptable
from engine.papers import FAULTS

TESTS = Path(__file__).parents[2]
TEXTS = sorted((TESTS / "texts/bad").glob("*.md"))
LANES = (TESTS / "diagrams/good/lanes.bpmn").read_bytes()
UPLOADED = LANES.replace(b' file="papers/laporan.md"', b"")
GOOD = b"---\nkind: surat\n---\n{{ kantor.nama }}\n"
TEXT = "papers/laporan.md"


def told(files: dict[str, bytes], diagram: bytes = LANES) -> list[tuple[str, str]]:
    """What is said of papers: element and code."""
    found = check(diagram, files)
    return [(v.element, v.code) for v in found if v.code.startswith("paper-")]


def with_texts(count: int) -> bytes:
    """The diagram with so many papers more, papers/0.md and so on."""
    listed = b'<alur:paper code="laporan" name="Laporan" file="papers/laporan.md"/>'
    more = b'<alur:paper code="d%d" name="D" file="papers/%d.md"/>'
    return LANES.replace(listed, listed + b"".join(more % (n, n) for n in range(count)))


def bringing(step: bytes, paper: bytes = b"laporan") -> bytes:
    """The diagram whose paper has no text, and is brought by a field of files of a step."""
    field = b'<alur:field key="berkas" type="file" label="Berkas" paper="%s"/>' % paper
    start = UPLOADED.index(b"</alur:step>", UPLOADED.index(b'<userTask id="%s"' % step))
    return UPLOADED[:start] + field + UPLOADED[start:]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_bad_text_refuses_the_bundle_for_the_fault_it_is_named_by(path: Path) -> None:
    (found,) = (v for v in check(LANES, {TEXT: path.read_bytes()}) if v.element == TEXT)
    assert (found.code, found.ruling) == (path.stem, Ruling.REFUSED)
    assert "Laporan" in found.message and "{" not in found.message + found.remedy


def test_what_is_no_text_or_longer_than_any_paper_is_refused() -> None:
    assert told({TEXT: GOOD + b"a" * 60_000}) == [(TEXT, "paper-too-long")]
    assert told({TEXT: GOOD + b"R\xe9sum\xe9"}) == [(TEXT, "paper-letters")]
    assert FAULTS.keys() <= HAZARDS.keys()


def test_a_good_text_is_told_to_be_one() -> None:
    assert told({TEXT: GOOD}) == [(TEXT, "paper-fills")]
    assert acceptable(check(LANES, {TEXT: GOOD}))


def test_a_text_reads_the_fields_of_all_steps() -> None:
    text = b"---\nkind: surat\n---\n{{ isian.berkas }}"
    assert told({TEXT: text}) == [(TEXT, "paper-unknown-name")]
    asking = bringing(b"periksa").replace(b'name="Laporan"/>', b'name="Laporan" file="%s"/>')
    assert told({TEXT: text}, asking % TEXT.encode()) == [(TEXT, "paper-fills")]


def test_a_paper_whose_text_is_absent_cannot_be_handed_on() -> None:
    assert told({}) == [("susun", "paper-unmade"), (TEXT, "paper-absent")]
    assert told({"papers/lain.md": GOOD})[-1] == ("papers/lain.md", "paper-unnamed")


def test_a_paper_without_a_text_is_brought_in_its_step_or_before() -> None:
    assert told({}, UPLOADED) == [("susun", "paper-unmade"), ("papers/laporan", "paper-uploaded")]
    assert told({}, bringing(b"susun")) == [("papers/laporan", "paper-uploaded")]
    assert ("susun", "paper-unmade") in told({}, bringing(b"periksa"))


def test_more_papers_than_can_be_tried_are_refused() -> None:
    listed = b'<alur:paper code="laporan" name="Laporan" file="papers/laporan.md"/>'
    many = b"".join(b'<alur:paper code="d%d" name="D"/>' % n for n in range(50))
    assert {v.code for v in check(LANES.replace(listed, listed + many), {})} == {"too-many-papers"}


def test_when_some_texts_never_end_the_others_are_not_tried() -> None:
    endless = (TESTS / "texts/bad/paper-endless.md").read_bytes()
    files = {f"papers/{n}.md": endless + b"%d" % n for n in range(8)} | {TEXT: GOOD}
    found = Counter(code for _, code in told(files, with_texts(8)))
    assert found["paper-fills"] == 1 and found["paper-untried"] >= 5


def test_texts_that_do_end_have_no_more_time_together_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(papers, "MOST_SECONDS", 0.02)
    long = GOOD + b"{% for a in range(2000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}"
    files = {f"papers/{n}.md": long + b"%d" % n for n in range(8)} | {TEXT: GOOD}
    for _ in ("tried", "remembered"):
        found = Counter(code for _, code in told(files, with_texts(8)))
        assert found["paper-fills"] >= 2 and found["paper-untried"] >= 5


def test_what_was_tried_once_is_not_tried_again() -> None:
    files = {TEXT: b"---\nkind: surat\n---\n{{ 1 / 0 }}", "papers/a.md": GOOD}
    before, spent = check(LANES, files), getrusage(RUSAGE_CHILDREN)
    assert check(LANES, files) == before
    assert getrusage(RUSAGE_CHILDREN) == spent
