"""A table of indicators in the words that fill a paper's text."""

from dataclasses import replace
from decimal import Decimal

from engine.measurement.reading import fill
from tests.engine.measurement.samples import PROOF, SAMPLE
from webui import indicator_words as say
from webui.papers import tables


def test_a_table_says_up_to_what_an_achievement_counts_and_whose_predicates_it_has() -> None:
    lower = replace(SAMPLE, settings=replace(SAMPLE.settings, cap=Decimal("110.5")))
    for table, cap in ((SAMPLE, "120"), (lower, "110,5")):
        told = tables.told(table)
        assert (told["batas"], told["skala"]) == (cap, "Permendagri 86/2017")


def test_what_proves_a_figure_names_its_files() -> None:
    sent = [{"id": "IK01", "evidence_3": "Rekap SIAK.", "files_3": [PROOF.sha256]}]
    table = fill(SAMPLE, sent, files={PROOF.sha256: PROOF})
    assert tables.told(table)["baris"][0]["bukti"] == "Rekap SIAK.\nBerkas: rekap.pdf"


def test_rows_read_by_division_are_numbered_by_the_line_on_which_they_stand() -> None:
    told = tables.told(SAMPLE)
    printed = [row for group in told["kelompok"] for row in group["baris"]]
    assert [row["urut"] for row in printed] == [str(n) for n in range(1, len(printed) + 1)]
    assert [row["no"] for row in printed] != [row["urut"] for row in printed]
    assert {row["kode"] for row in printed} == {row.indicator.id for row in SAMPLE.rows}


def test_figures_on_papers_have_dots_between_thousands_and_a_true_minus() -> None:
    sent = [{"id": "IK01", "realisation_3": "1234567,5"}]
    row = tables.told(fill(SAMPLE, sent))["baris"][0]
    assert row["isian"] == "1.234.567,5"
    lower = replace(SAMPLE.rows[0].indicator.quarter_targets[0], low=Decimal("-1250.5"))
    assert say.target(replace(lower, high=lower.low)) == "−1.250,5"
