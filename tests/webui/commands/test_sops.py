"""SOPs are checked and published from the command line."""

import json
import shutil
from pathlib import Path

import pytest

from tests.office import KEY
from tests.webui.commands.conftest import Alur
from webui.offices_on_disk import shipped_sops

BAD = Path(__file__).parents[2] / "diagrams" / "bad" / "no-end.bpmn"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The shipped SOP in a folder of the test's own."""
    return Path(shutil.copytree(shipped_sops()[0], tmp_path / KEY))


def test_the_shipped_sop_passes_the_check(alur: Alur, bundle: Path) -> None:
    assert alur("check", str(bundle)).exit_code == 0


def test_a_hazard_is_named_with_its_remedy(alur: Alur) -> None:
    answer = alur("check", str(BAD), "--json")
    assert answer.exit_code == 1
    found = {said["code"]: said["remedy"] for said in json.loads(answer.stdout)}
    assert found["no-end"] == "Draw one end event."


def test_the_same_bundle_is_not_published_twice(alur: Alur, bundle: Path) -> None:
    answer = alur("publish", str(bundle), "--as", "pemilik", "--note", "Uji")
    assert answer.exit_code == 0 and "nothing was published" in answer.stdout


def test_a_changed_bundle_becomes_the_next_version(alur: Alur, bundle: Path) -> None:
    (bundle / "catatan.md").write_text("Catatan.")
    answer = alur("publish", str(bundle), "--as", "pemilik", "--note", "Uji", "--json")
    assert json.loads(answer.stdout) == {"key": KEY, "version": 2, "new": True}


def test_a_refused_diagram_is_not_published_and_every_reason_is_said(alur: Alur) -> None:
    answer = alur("publish", str(BAD), "--as", "pemilik", "--note", "Uji")
    assert answer.exit_code == 1 and "no-end:" in answer.stderr
