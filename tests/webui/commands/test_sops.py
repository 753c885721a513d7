"""SOPs are checked and published from the command line."""

import shutil
from pathlib import Path

import pytest

from engine import bundles
from tests.office import KEY
from tests.webui.commands.conftest import Alur, answer
from webui.offices_on_disk import shipped_sops

BAD = Path(__file__).parents[2] / "diagrams" / "bad" / "no-end.bpmn"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The shipped SOP in a folder of the test's own."""
    return Path(shutil.copytree(shipped_sops()[0], tmp_path / KEY))


def test_a_check_says_what_becomes_of_each_element(alur: Alur, bundle: Path) -> None:
    rows = answer(alur("check", str(bundle), "--json"))
    assert {frozenset(row) for row in rows} == {
        frozenset({"element", "code", "verdict", "message", "remedy"})
    }
    assert {row["verdict"] for row in rows} <= {"as-drawn", "changed"}
    assert alur("check", str(bundle)).stdout.count("\n") == len(rows)


def test_a_diagram_that_is_refused_ends_with_1(alur: Alur) -> None:
    for language, said in (("C", "no-end: Tidak ada"), ("en", "no-end: There is no end event.")):
        refused = alur("check", str(BAD), LANG=language)
        assert refused.exit_code == 1 and said in refused.stdout


def test_publishing_an_unchanged_bundle_does_nothing(alur: Alur, bundle: Path) -> None:
    words = ("publish", str(bundle), "--as", "pemilik", "--note", "Sama")
    assert answer(alur(*words, "--json")) == {"key": KEY, "version": 1, "new": False}
    assert alur(*words).stdout.startswith(f"{KEY} 1: ")


def test_a_changed_bundle_becomes_the_next_version(alur: Alur, bundle: Path) -> None:
    (bundle / "catatan.md").write_text("Catatan.")
    words = ("publish", str(bundle), "--as", "pemilik", "--note", "Uji")
    assert alur(*words).stdout == f"{KEY} 2\n"


def test_a_refused_diagram_is_not_published_and_every_reason_is_said(alur: Alur) -> None:
    refused = alur("publish", str(BAD), "--as", "pemilik", "--note", "Uji")
    assert refused.exit_code == 1 and "no-end:" in refused.stderr


@pytest.mark.parametrize("target", ["folder", "sop.zip", "process.bpmn"])
def test_an_sop_goes_out_and_comes_back_as_a_draft_of_the_same_files(
    alur: Alur, tmp_path: Path, target: str
) -> None:
    out, again = str(tmp_path / target), tmp_path / "again"
    assert alur("export", KEY, out, "--as", "auditor").exit_code == 0
    assert answer(alur("bring", out, "--as", "pemilik", "--json")) == {"key": KEY}
    assert alur("export", KEY, str(again), "--draft", "--as", "pemilik").exit_code == 0
    shipped, came = bundles.read(shipped_sops()[0]), bundles.read(again)
    assert came == ({bundles.DIAGRAM: shipped[bundles.DIAGRAM]} if "bpmn" in target else shipped)
    assert alur("check", out).exit_code == 0


def test_nothing_is_written_over_and_nobody_reads_or_brings_a_draft_without_the_right(
    alur: Alur, tmp_path: Path, bundle: Path
) -> None:
    refused = alur("export", KEY, str(bundle), "--as", "auditor")
    assert refused.exit_code == 1 and str(bundle) in refused.stderr
    assert alur("bring", str(bundle), "--as", "kasubag").exit_code == 1
    assert alur("bring", str(bundle), "--as", "pemilik").exit_code == 0
    assert alur("export", KEY, str(tmp_path / "x"), "--draft", "--as", "kasubag").exit_code == 1
    assert not (tmp_path / "x").exists()
