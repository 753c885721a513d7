"""The wheel carries all that runs, and runs where no checkout is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.office import KEY

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def alur(site: Path, folder: Path, *words: str) -> str:
    """What the command of an unpacked wheel answers, in a folder of its own."""
    environment = os.environ | {"PYTHONPATH": str(site), "ALUR_HOME": str(folder / "var")}
    command = [sys.executable, "-P", "-m", "webui", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_wheel_carries_the_pages_their_words_and_the_sops(unpacked: Path) -> None:
    manifest = json.loads((unpacked / "webui/static/dist/manifest.json").read_text())
    assert all((unpacked / "webui/static/dist" / name).is_file() for name in manifest.values())
    assert (unpacked / "webui/translations/id/LC_MESSAGES/messages.mo").is_file()
    assert (unpacked / "webui/printing/sop.typ").is_file()
    assert (unpacked / "webui/results/result.typ").is_file()
    assert (unpacked / "engine/press/archivo-alur.ttf").is_file()
    assert (unpacked / "engine/papers/paper.typ").is_file()
    assert list(unpacked.glob("bpmn/*/papers/*.md"))
    assert list(unpacked.glob("bpmn/stories/*/story.json"))
    assert list(unpacked.glob("bpmn/*/process.bpmn")) and list(unpacked.glob("alur-*/licenses/*"))
    assert not list(unpacked.glob("**/node_modules")) and not (unpacked / "tests").exists()


def test_a_wheel_runs_without_a_checkout(unpacked: Path, tmp_path: Path) -> None:
    assert "kasubag" in alur(unpacked, tmp_path, "demo")
    begin = ("start", KEY, "--as", "kasubag", "--title", "TW III", "--json")
    assert json.loads(alur(unpacked, tmp_path, *begin))["status"] == "running"
    where = [sys.executable, "-P", "-c", "import engine; print(engine.__file__)"]
    environment = os.environ | {"PYTHONPATH": str(unpacked)}
    told = subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert told.stdout.startswith(str(unpacked))
