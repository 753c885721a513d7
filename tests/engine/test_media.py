"""What a file is, by what it holds: whatever is odd about an archive, it is only not known."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from engine import media


def archive(*names: str, mimetype: bytes = b"", packed: int = ZIP_DEFLATED) -> bytes:
    """An archive with parts of these names."""
    out = BytesIO()
    with ZipFile(out, "w", packed) as parts:
        for name, data in [("mimetype", mimetype)] * bool(mimetype) + [(n, b"x") for n in names]:
            parts.writestr(name, data)
    return out.getvalue()


ODT = media.ODT.type.encode()


@pytest.mark.parametrize("packed", [ZIP_STORED, ZIP_DEFLATED])
def test_an_office_file_is_known_by_its_parts(packed: int) -> None:
    assert media.of(archive(mimetype=ODT, packed=packed)) is media.ODT
    assert media.of(archive("xl/workbook.xml", packed=packed)) is media.XLSX


@pytest.mark.parametrize("packed", [ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_a_broken_archive_is_not_known(packed: int) -> None:
    data = bytearray(archive(mimetype=ODT * 9, packed=packed))
    for at in range(30 + len("mimetype"), 60):
        data[at] ^= 0x5A
    assert media.of(bytes(data)) is None


def test_an_archive_packed_otherwise_or_encrypted_is_not_known() -> None:
    assert media.of(archive("xl/workbook.xml", packed=ZIP_BZIP2)) is None
    locked = bytearray(archive("xl/workbook.xml"))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert media.of(bytes(locked)) is None


@pytest.mark.parametrize(
    "name",
    ["xl/vbaProject.bin", "Basic/script-lb.xml", "Scripts/python/a.py", "Scripts\\python\\a.py"],
)
def test_a_file_that_carries_programs_is_not_known(name: str) -> None:
    assert media.of(archive("xl/workbook.xml", name)) is None
    assert media.of(archive(name, mimetype=ODT)) is None


def test_an_archive_of_very_many_parts_is_not_opened() -> None:
    assert media.of(archive("xl/workbook.xml", *map(str, range(4_999)))) is media.XLSX
    assert media.of(archive("xl/workbook.xml", *map(str, range(5_000)))) is None


def test_of_a_part_that_unpacks_to_very_much_only_its_beginning_is_unpacked() -> None:
    size = len(ODT) + 50_000_000
    # The directory may say what it likes of the size.
    data = archive(mimetype=ODT.ljust(size)).replace(size.to_bytes(4, "little"), b"\x27\0\0\0")
    tracemalloc.start()
    assert media.of(data) is None
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
