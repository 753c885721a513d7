"""A table of indicators in the words that fill a paper's text."""

from dataclasses import replace
from decimal import Decimal

from engine.measurement.reading import fill
from tests.engine.measurement.samples import PROOF, SAMPLE
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
