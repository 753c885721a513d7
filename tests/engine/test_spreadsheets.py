"""Tables of indicators as spreadsheets: what goes out comes back, and nothing else comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from engine.errors import BadSheet, BadTable, Crowded
from engine.measurement import reading as tables
from engine.measurement.cells import DEFINITION, as_typed
from engine.measurement.comparing import Compared, Reckoned
from engine.measurement.table import Table
from engine.spreadsheets import reading, taking, writing
from tests.engine.measurement.samples import PROOF, SAMPLE

EMPTY = Table(SAMPLE.year, SAMPLE.quarter, SAMPLE.settings)
SAID = "CONTOH, bukan data resmi"
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
    later = tables.set_up(replace(EMPTY, quarter=4), reading.read(writing.whole(SAMPLE)).rows)
    assert later.rows == SAMPLE.rows


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


@pytest.mark.parametrize("form", ['0.00"%"', "0\\%", '[>1]0.0" %"'])
def test_a_cell_that_only_says_per_cent_is_taken_as_it_is(form: str) -> None:
    def percent(sheet: Any) -> None:
        sheet["C2"].value, sheet["C2"].number_format = 99, form

    rows = reading.read(changed(typed(("IK01", "KTP-el", None)), percent)).rows
    assert rows[0]["realisation_3"] == "99"


def test_what_a_formula_reckoned_is_rounded_to_the_digits_that_are_kept() -> None:
    rows = reading.read(
        typed(("IK01", "KTP-el", 100 / 3), ("IK02", "KIA", 1e300), ("IK03", "Akta", -1e300))
    ).rows
    assert rows[0]["realisation_3"] == "33,3333333333"
    assert rows[1]["realisation_3"] == "1" + "0" * 300
    assert rows[2]["realisation_3"] == "-1" + "0" * 300


def test_a_hidden_sheet_is_read_only_where_no_other_has_the_heads() -> None:
    def hidden(sheet: Any) -> None:
        copy = sheet.parent.copy_worksheet(sheet)
        copy["C2"] = 55
        sheet.sheet_state = "hidden"
        sheet.parent.active = 1

    sheet = changed(typed(("IK01", "KTP-el", 99)), hidden)
    assert reading.read(sheet).rows[0]["realisation_3"] == "55"
    alone = changed(sheet, lambda sheet: sheet.__setitem__("A1", "Lain"))
    assert reading.read(alone).rows[0]["realisation_3"] == "99"


def test_a_formula_without_its_result_is_refused_and_not_read_as_blank() -> None:
    formula = changed(typed(("IK01", "KTP-el", 99)), lambda sheet: sheet.__setitem__("C2", "=99/2"))
    with pytest.raises(BadSheet, match="no result yet"):
        reading.read(formula)
    beside = changed(typed(("IK01", "", 9)), lambda sheet: sheet.__setitem__("E2", "=C2*2"))
    assert reading.read(beside).rows[0]["realisation_3"] == "9"


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
    book = load_workbook(BytesIO(writing.over_year(year(1, 2, 3))))
    heads, *rows = book["Sepanjang tahun"].values
    ik05 = dict(zip(heads, next(row for row in rows if row[0] == "IK05"), strict=True))
    assert [ik05[f"Capaian TW {n} (%)"] for n in ("I", "II", "III")] == [81, 77.33, 71]
    assert ik05["TW III terhadap TW sebelumnya (poin persen)"] == -6.33
    assert [row[:3] for row in book["Ringkasan"].values][1:3] == [
        ("TW I 2026", 87.77, None),
        ("TW II 2026", 91.72, 3.95),
    ]
    assert [row[:4] for row in book["Per bidang"].values][-1][1:] == ("TW III 2026", 100, 20.05)
    assert not [head for head in heads if head.startswith("TW I terhadap")]


def test_what_is_read_and_not_typed_is_shown_with_its_places() -> None:
    book = load_workbook(BytesIO(writing.over_year(year(1, 2))))
    course, totals = book["Sepanjang tahun"], book["Ringkasan"]
    shown = {cell.value: course.cell(6, cell.column).number_format for cell in course[1]}
    assert shown["Target s.d. TW II"] == "#,##0" and shown["Capaian TW II (%)"] == "#,##0.00"
    assert totals["C3"].number_format.startswith("+#,##0.00;-#,##0.00")
    assert totals["H3"].number_format == "#,##0"


def test_what_is_typed_keeps_all_its_places() -> None:
    sheet = load_workbook(BytesIO(writing.to_fill(SAMPLE))).active
    assert (sheet["F1"].value, sheet["F2"].number_format) == ("Realisasi TW III", "General")


def test_the_names_stay_in_view_and_the_figures_move() -> None:
    book = load_workbook(BytesIO(writing.over_year(year(1))))
    assert [sheet.freeze_panes for sheet in book] == ["D2", "C2", "B2", "C2"]


def test_what_is_said_of_all_stands_above_what_is_read_and_beside_what_is_filled_in() -> None:
    read, filled = writing.whole(SAMPLE, SAID), writing.to_fill(SAMPLE, said=SAID)
    above, beside = (load_workbook(BytesIO(one)).active for one in (read, filled))
    assert (above["A1"].value, above["A2"].value, above.freeze_panes) == (SAID, "Kode", "D3")
    assert (beside["A1"].value, [cell.value for cell in beside[1]][-1]) == ("Kode", SAID)
    assert {above.oddHeader.center.text, beside.oddHeader.center.text} == {SAID}


def test_what_is_said_of_all_does_not_come_back() -> None:
    later = tables.set_up(replace(EMPTY, quarter=4), reading.read(writing.whole(SAMPLE, SAID)).rows)
    assert later.rows == SAMPLE.rows
    assert tables.fill(SAMPLE, reading.read(writing.to_fill(SAMPLE, said=SAID)).rows) == SAMPLE


def year(*quarters: int) -> list[Compared]:
    """The quarters of the sample's year, each beside the one before."""
    known = {n: Reckoned(replace(SAMPLE, quarter=n)) for n in quarters}
    return [Compared(known[n], known.get(n - 1), None) for n in quarters]


def test_an_indicator_that_was_dropped_stays_in_the_year() -> None:
    tables = (replace(SAMPLE, quarter=1), replace(SAMPLE, rows=SAMPLE.rows[1:]))
    several = [Compared(Reckoned(table), None, None) for table in tables]
    book = load_workbook(BytesIO(writing.over_year(several)))
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


def test_what_others_keep_from_a_core_is_not_told_to_be_bad(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with pytest.raises(Crowded):
        reading.read(typed())


def test_more_rows_than_a_table_has_are_refused() -> None:
    sheet = reading.read(typed(*((f"IK{n}", "", 1) for n in range(700))))
    with pytest.raises(BadTable) as refused:
        tables.set_up(EMPTY, sheet.rows)
    assert [problem.code for problem in refused.value.problems] == ["too_many_rows"]


def taken(sheet: bytes, table: Table = EMPTY, mode: str = "setup", *typed: Any) -> taking.Taken:
    return taking.take(table, mode, list(typed), reading.read(sheet))


def refused(sheet: bytes, table: Table = EMPTY, mode: str = "setup") -> list[tuple[str, str]]:
    """The cells that are refused, with why."""
    found = reading.read(sheet)
    with pytest.raises(BadTable) as bad:
        taking.take(table, mode, [], found)
    places = [found.where(one) for one in bad.value.problems]
    codes = [one.code for one in bad.value.problems]
    return [(f"{at}{line or ''}", code) for (line, at), code in zip(places, codes, strict=True)]


def test_who_sets_up_takes_the_figures_of_the_year_so_far() -> None:
    brought = taken(writing.whole(SAMPLE))
    assert (brought.indicators, brought.new, brought.left) == (10, 10, [3])
    rows = tables.set_up(EMPTY, brought.rows).rows
    assert [row.indicator for row in rows] == [row.indicator for row in SAMPLE.rows]
    assert [row.figures.upto(4) for row in rows] == [row.figures.upto(2) for row in SAMPLE.rows]
    assert brought.figures == sum(len(row.figures.upto(2)) for row in SAMPLE.rows)


@pytest.mark.parametrize("title", ["Indikator 2025", "Indikator"])
def test_a_sheet_of_another_year_or_of_none_brings_no_figures(title: str) -> None:
    sheet = changed(writing.whole(SAMPLE), lambda sheet: setattr(sheet, "title", title))
    brought = taken(sheet, replace(EMPTY, quarter=4))
    assert (brought.indicators, brought.figures, brought.left) == (10, 0, [1, 2, 3])
    assert all(key in DEFINITION for row in brought.rows for key in row)


def test_what_is_taken_is_kept_as_codes_and_as_numbers_are_typed() -> None:
    brought = taken(writing.to_set_up(SAMPLE))
    assert (
        brought.rows[0] | {"direction": "max", "consolidation": "TLK", "year_target": "99,5"}
        == brought.rows[0]
    )
    assert {row["frequency"] for row in brought.rows} <= {"quarter", "semester", "year", "month"}


def test_known_indicators_are_changed_and_what_stands_beside_them_stays() -> None:
    other, known = {"id": "B", "name": "Dua", "target_1": "12.500"}, as_typed(cells_of("IK01"))
    sheet = typed(("IK01", "Nama baru"), heads=("Kode", "Indikator"))
    brought = taken(sheet, EMPTY, "setup", known, other)
    assert brought.rows == [known | {"name": "Nama baru"}, other] and brought.new == 0


def cells_of(id: str) -> dict[str, Any]:
    return next(row for row in SAMPLE.to_json()["rows"] if row["id"] == id)


def test_who_fills_in_takes_the_figures_of_the_quarter_alone() -> None:
    brought = taken(
        typed(("IK01", "x", "99,5"), ("IK03", "", None)), SAMPLE, "fill", {"id": "IK02"}
    )
    assert brought.rows == [
        {"id": "IK02"},
        {"id": "IK01", "realisation_3": "99,5"},
        {"id": "IK03", "realisation_3": ""},
    ]
    assert (brought.indicators, brought.figures, brought.left) == (2, 1, [])


UNREAD = {
    "a heading that is none": (
        typed(("IK01", "", 1), heads=("Kode", "Indikator", "Realisasi Triwulan 3")),
        [("C1", "unknown_heading"), ("", "missing_column")],
    ),
    "no heading": (typed(("IK01", "", 1, 2)), [("D1", "no_heading")]),
    "a heading twice": (
        typed(("IK01", 1, 2), heads=("Kode", "Realisasi TW III", "Realisasi TW III")),
        [("C1", "repeated_heading")],
    ),
    "an indicator twice": (
        typed(("IK01", "", 1), ("IK02", "", 1), ("IK01", "", 2)),
        [("A4", "repeated_indicator")],
    ),
    "no row": (typed(), [("", "no_rows")]),
    "another year": (writing.to_fill(replace(SAMPLE, year=2025)), [("", "other_year")]),
}


@pytest.mark.parametrize(("sheet", "found"), UNREAD.values(), ids=UNREAD)
def test_what_cannot_be_taken_is_refused_by_its_place(
    sheet: bytes, found: list[tuple[str, str]]
) -> None:
    assert refused(sheet, SAMPLE, "fill") == found


def test_a_heading_above_nothing_and_what_is_only_read_are_left_alone() -> None:
    heads = ("No.", "Kode", "Realisasi TW III", "Capaian TW III (%)", "Keterangan")
    brought = taken(typed((1, "IK01", 99, 98.5, None), heads=heads), SAMPLE, "fill")
    assert brought.rows == [{"id": "IK01", "realisation_3": "99"}]
