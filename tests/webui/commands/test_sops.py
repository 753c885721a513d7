"""SOPs are checked and published from the command line."""

import shutil
from pathlib import Path

import pytest

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
