"""An SOP goes out and comes in as a folder, and as a zip."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from engine import bundles, errors
from webui.offices_on_disk import shipped_sops


def test_texts_go_out_and_come_in_as_a_folder_and_as_a_zip(tmp_path: Path) -> None:
    (folder,) = shipped_sops()
    files = bundles.read(folder)
    assert sum(path.startswith("papers/") for path in files) > 1
    assert bundles.read_file("paket.zip", bundles.zipped(files)) == files
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert bundles.read(tmp_path) == files


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("again", ["process.bpmn", "./process.bpmn"])
def test_a_zip_that_holds_two_files_of_one_name_is_refused(again: str) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("process.bpmn", b"<a/>")
        archive.writestr(again, b"<b/>")
    with pytest.raises(errors.FileTwice):
        bundles.read_file("paket.zip", packed.getvalue())
