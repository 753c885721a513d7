"""Tables of indicators as spreadsheets: what goes out comes back, and nothing else comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from engine.errors import BadSheet, BadTable
from engine.measurement import reading as tables
from engine.measurement.table import Table
from engine.spreadsheets import reading, writing
from tests.engine.measurement.samples import PROOF, SAMPLE

EMPTY = Table(SAMPLE.year, SAMPLE.quarter, SAMPLE.settings)
HEADS = ("Kode", "Indikator", "Realisasi TW III")


def changed(sheet: bytes, change: Callable[[Any], None]) -> bytes:
    """A sheet in which somebody has typed."""
    book, out = load_workbook(BytesIO(sheet)), BytesIO()
    change(book.active)
    book.save(out)
    return out.getvalue()


def typed(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> bytes:
    """A sheet of one's own."""
    book, out = Workbook(), BytesIO()
    for row in (heads, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_what_goes_out_comes_back_the_same() -> None:
    defined = tables.set_up(EMPTY, reading.read(writing.to_set_up(SAMPLE)).rows)
    assert [row.indicator for row in defined.rows] == [row.indicator for row in SAMPLE.rows]
    assert tables.fill(SAMPLE, reading.read(writing.to_fill(SAMPLE)).rows) == SAMPLE
    assert tables.set_up(EMPTY, reading.read(writing.whole(SAMPLE)).rows) == SAMPLE


def test_a_sheet_can_be_one_divisions() -> None:
    division = SAMPLE.rows[0].indicator.division
    rows = reading.read(writing.to_fill(SAMPLE, division)).rows
    assert 0 < len(rows) < len(SAMPLE.rows)
    assert {row["division"] for row in rows} == {division}


def test_only_the_figures_are_open_to_be_filled_in() -> None:
    sheet = load_workbook(BytesIO(writing.to_fill(SAMPLE))).active
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    open_ = {head for head, at in heads.items() if not sheet[f"{at}2"].protection.locked}
    assert sheet.protection.sheet
    assert "Realisasi TW III" in open_ and open_.isdisjoint({"Kode", "Indikator", "X TW III"})


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    row = SAMPLE.rows[0]
    posing = replace(row, indicator=replace(row.indicator, name='=HYPERLINK("http://x")'))
    sheet = writing.to_set_up(replace(SAMPLE, rows=(posing,)))
    assert load_workbook(BytesIO(sheet)).active["C2"].data_type == "s"
    assert reading.read(sheet).rows[0]["name"] == '=HYPERLINK("http://x")'


def test_the_whole_table_names_the_files_of_evidence_and_none_is_read_back() -> None:
    table = tables.fill(SAMPLE, [{"id": "IK01", "files_3": ["a" * 64]}], files={"a" * 64: PROOF})
    rows = reading.read(writing.whole(table)).rows
    assert rows[0]["files_3"] == "rekap.pdf"
    assert tables.set_up(table, rows) == table


def test_a_number_longer_than_a_spreadsheet_holds_goes_out_as_a_text() -> None:
    long = [{"id": "IK01", "realisation_3": "123456789012345678,5"}]
    table = tables.fill(SAMPLE, long)
    assert tables.fill(SAMPLE, reading.read(writing.to_fill(table)).rows) == table


def test_a_cell_shown_in_per_cent_is_taken_as_it_is_shown() -> None:
    def percent(sheet: Any) -> None:
        sheet["C2"].value, sheet["C2"].number_format = 0.9931, "0.00%"

    rows = reading.read(changed(typed(("IK01", "KTP-el", None)), percent)).rows
    assert rows[0]["realisation_3"] == "99,31"


def test_heads_may_stand_below_a_title_and_other_columns_are_left_alone() -> None:
    sheet = changed(typed(("IK01", "KTP-el", 99)), lambda sheet: sheet.insert_rows(1, 2))
    more = changed(sheet, lambda sheet: sheet.__setitem__("D3", "Keterangan"))
    found = reading.read(more)
    assert (found.lines, found.letters["realisation_3"]) == ([4], "C")
    assert found.rows == [{"id": "IK01", "name": "KTP-el", "realisation_3": "99"}]


def test_a_bad_cell_is_led_back_to_its_place() -> None:
    sheet = reading.read(typed(("IK01", "", 99), (None, None, None), ("IK02", "", "banyak")))
    with pytest.raises(BadTable) as refused:
        tables.fill(SAMPLE, sheet.rows)
    assert [sheet.where(problem) for problem in refused.value.problems] == [(4, "C")]


def test_a_year_is_written_quarter_by_quarter() -> None:
    quarters = [replace(SAMPLE, quarter=n) for n in (1, 2, 3)]
    book = load_workbook(BytesIO(writing.over_year(quarters)))
    heads, *rows = book["Sepanjang tahun"].values
    ik05 = dict(zip(heads, next(row for row in rows if row[0] == "IK05"), strict=True))
    assert [ik05[f"Capaian TW {n} (%)"] for n in ("I", "II", "III")] == [81, 77.33, 71]
    assert [row[:2] for row in book["Ringkasan"].values][1] == ("TW I 2026", 87.77)


def test_an_indicator_that_was_dropped_stays_in_the_year() -> None:
    first, later = replace(SAMPLE, quarter=1), replace(SAMPLE, rows=SAMPLE.rows[1:])
    book = load_workbook(BytesIO(writing.over_year([first, later])))
    assert [row[0] for row in book["Sepanjang tahun"].values][-1] == "IK01"


def with_part(sheet: bytes, name: str, data: bytes) -> bytes:
    """A sheet with a part more in its archive, or with another one of that name."""
    out = BytesIO()
    with ZipFile(BytesIO(sheet)) as before, ZipFile(out, "w", compression=8) as archive:
        for part in {*before.namelist()} - {name}:
            archive.writestr(part, before.read(part))
        archive.writestr(name, data)
    return out.getvalue()


def with_more(sheet: bytes, parts: int) -> bytes:
    """A sheet with so many parts more."""
    out = BytesIO(sheet)
    with ZipFile(out, "a") as archive:
        for number in range(parts):
            archive.writestr(str(number), b"")
    return out.getvalue()


def told_of(sheet: bytes, size: int) -> bytes:
    """A sheet whose directory says of every part that it is so large."""
    data, at = bytearray(sheet), 0
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        data[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(data)


FIRST = "xl/worksheets/sheet1.xml"
TYPE = '<!DOCTYPE a [<!ENTITY e "IK01">]>'
FORMATS = b"<styleSheet>" + b'<xf numFmtId="0"/>' * 90_000 + b"</styleSheet>"


def with_type(encoding: str = "utf-8", before: str = "") -> bytes:
    """The XML of a sheet with heads, after a document type."""
    with ZipFile(BytesIO(typed())) as archive:
        xml = archive.read(FIRST).decode()
    return f'<?xml version="1.0" encoding="{encoding}"?>{before}{TYPE}{xml}'.encode(encoding)


UNFIT = {
    "empty": (b"", "no XLSX"),
    "no archive": (b"Kode;Indikator", "no XLSX"),
    "a broken archive": (b"PK\x03\x04 broken", "no XLSX"),
    "no heads": (typed(("IK01", "", 1), heads=("Nomor", "Nama", "Angka")), "no row"),
    "macros": (with_part(typed(), "xl/vbaProject.bin", b"x"), "no XLSX"),
    "a type": (with_part(typed(), FIRST, with_type()), "damaged"),
    "a type late": (
        with_part(typed(), FIRST, with_type(before=f"<!--{'x' * 9_000}-->")),
        "damaged",
    ),
    "a type in UTF-16": (with_part(typed(), FIRST, with_type("utf-16")), "damaged"),
    "a type elsewhere": (with_part(typed(), "xl/odd.bin", with_type()), "damaged"),
    "no XML": (with_part(typed(), FIRST, b"<worksheet"), "damaged"),
    "very many formats": (with_part(typed(), "xl/styles.xml", FORMATS), "too long"),
    "very many parts": (with_more(typed(), 500), "damaged"),
    "a bomb": (with_part(typed(), "xl/media/x.bin", b"0" * 41_000_000), "larger"),
    "too large": (typed() + b"0" * 5_000_001, "larger"),
}


@pytest.mark.parametrize(("data", "said"), UNFIT.values(), ids=UNFIT)
def test_what_is_no_sheet_of_indicators_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadSheet, match=said):
        reading.read(data)


def test_a_directory_that_lies_of_its_sizes_leads_nowhere() -> None:
    with pytest.raises(BadSheet, match="damaged"):
        reading.read(told_of(with_part(typed(), "xl/styles.xml", FORMATS), 100))


def test_what_takes_more_than_its_time_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(BadSheet, match="too long"):
        reading.read(typed())


def test_more_rows_than_a_table_has_are_refused() -> None:
    sheet = reading.read(typed(*((f"IK{n}", "", 1) for n in range(700))))
    with pytest.raises(BadTable) as refused:
        tables.set_up(EMPTY, sheet.rows)
    assert [problem.code for problem in refused.value.problems] == ["too_many_rows"]
