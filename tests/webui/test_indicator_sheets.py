"""Tables of indicators as spreadsheets in pages: handed out, taken, refused, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Connection, event

from engine import indicators
from engine.database import Database
from engine.spreadsheets import writing
from tests.engine.measurement.samples import SAMPLE
from tests.office import start, walk
from tests.webui.test_indicator_pages import TEAM, at, page_of, to_fill

Clients = Callable[[str], FlaskClient]


@pytest.fixture
def instance(office: Database) -> int:
    """An instance that stands at the first set-up of its table."""
    found = start(office, period="2026-TW4").instance_id
    walk(office, found, until="T5")
    return found


def test_a_spreadsheet_goes_out_is_filled_in_and_comes_back(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, client = to_fill(office, instance), client_of("tim1")
    sheet = client.get(page_of(item, "/lembar.xlsx?bidang=1")).data
    assert send(client, item, filled(sheet, F2=99.4, F3="58,5")).status_code == 303
    page = client.get(page_of(item)).text
    assert 'value="99,4"' in page and 'value="58,5"' in page


def test_the_sheet_of_one_division_is_saved_under_its_name(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, client = to_fill(office, instance), client_of("tim1")
    all_, one = (
        unquote(client.get(page_of(item, f"/lembar.xlsx{which}")).headers["Content-Disposition"])
        for which in ("", "?bidang=1")
    )
    assert "indikator-2026-TW4.xlsx" in all_
    assert f"indikator-2026-TW4 {SAMPLE.rows[0].indicator.division}.xlsx" in one


def test_a_spreadsheet_with_bad_cells_changes_nothing_and_each_is_named(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, client = to_fill(office, instance), client_of("tim1")
    sheet = client.get(page_of(item, "/lembar.xlsx")).data
    answer = send(client, item, filled(sheet, F2=99.4, F3="banyak", F4=-1))
    assert answer.status_code == 422
    assert ">F3</th>" in answer.text and ">F4</th>" in answer.text and ">F2</th>" not in answer.text
    assert 'value="99,4"' not in client.get(page_of(item)).text


def test_the_result_of_another_year_brings_definitions_and_targets_alone(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, item = client_of("kasubag"), at(office, instance)
    send(client, item, writing.whole(replace(SAMPLE, year=2025)))
    page = client.get(page_of(item)).text
    assert (
        "10 indikator diambil dari lembar “Indikator 2025”, 10 di antaranya baru, 0 angka." in page
    )
    assert "Tidak diambil: yang tertulis untuk triwulan I, II, III. Angka hanya diambil" in page
    client.post(f"/tugas/{item}/kirim", data=TEAM)
    with office.reading() as session:
        table = indicators.latest(session, instance, "indikator")
    assert [row.indicator for row in table.rows] == [row.indicator for row in SAMPLE.rows]
    assert not any(row.figures.upto(4) for row in table.rows)


def test_an_indicator_from_a_sheet_is_changed_with_its_choices_chosen(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, item = client_of("kasubag"), at(office, instance)
    send(client, item, writing.to_set_up(SAMPLE))
    page = client.get(page_of(item, "/1")).text
    for choice in ("max", "TLK", "quarter"):
        assert f'value="{choice}" checked' in page
    assert "Makin besar makin baik · Nilai terakhir · Triwulanan" in client.get(page_of(item)).text


def test_a_sheet_is_put_beside_a_row_that_is_still_to_be_corrected(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, item = client_of("kasubag"), at(office, instance)
    client.post(page_of(item, "/baru"), data={"id": "IK99", "name": "Belum lengkap"})
    send(client, item, writing.to_set_up(SAMPLE))
    page = client.get(page_of(item)).text
    assert "11 indikator" in page and "Belum lengkap" in page


def test_a_sheet_of_the_demonstration_says_that_nothing_is_real(
    instance: int, office: Database, client_of: Clients
) -> None:
    sheet = client_of("tim1").get(page_of(to_fill(office, instance), "/lembar.xlsx")).data
    heads, *_ = load_workbook(BytesIO(sheet)).active.values
    assert heads[0] == "Kode" and heads[-1].startswith("CONTOH, bukan data resmi Dinas")


def test_what_was_filled_in_is_counted(instance: int, office: Database, client_of: Clients) -> None:
    item, client = to_fill(office, instance), client_of("tim1")
    sheet = client.get(page_of(item, "/lembar.xlsx?bidang=1")).data
    send(client, item, filled(sheet, F2=99.4))
    assert "diambil dari lembar “Indikator 2026”, 1 angka." in client.get(page_of(item)).text


def test_what_a_sheet_cannot_say_is_told_by_heading_and_cell(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, client = to_fill(office, instance), client_of("tim1")
    sheet = client.get(page_of(item, "/lembar.xlsx")).data
    odd = send(client, item, filled(sheet, F1="Realisasi", F2=99.4)).text
    assert ">F1</th>" in odd and "tidak punya kolom &#34;Realisasi&#34;" in odd
    twice = send(client, item, filled(sheet, A3="IK01")).text
    assert ">A3</th>" in twice and "Tulis kode lain" in twice
    assert "tidak ada indikator" in send(client, item, filled_out(sheet)).text
    empty = client.post(page_of(item, "/impor"), data={})
    assert empty.status_code == 422 and "Berkas belum dipilih" in empty.text


def filled_out(sheet: bytes) -> bytes:
    """A spreadsheet of whose rows only the headings are left."""
    book, out = load_workbook(BytesIO(sheet)), BytesIO()
    book.active.delete_rows(2, 50)
    book.save(out)
    return out.getvalue()


def test_what_is_no_spreadsheet_is_refused(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, client = at(office, instance), client_of("kasubag")
    for data in (b"", b"kode;indikator", b"PK\x03\x04 broken"):
        assert send(client, item, data).status_code == 422
    odd = filled(writing.to_set_up(SAMPLE), A1="Nomor")
    assert "tidak ada baris yang memuat judul kolom" in send(client, item, odd).text


def test_a_spreadsheet_is_read_before_anything_is_locked(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, client, written = at(office, instance), client_of("kasubag"), list[Connection]()

    @event.listens_for(office.engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("alur_writes"):
            written.append(connection)

    assert send(client, item, filled(writing.to_set_up(SAMPLE), A1="Nomor")).status_code == 422
    assert written == []
    assert send(client, item, writing.to_set_up(SAMPLE)).status_code == 303
    event.remove(office.engine, "begin", begun)
    assert len(written) == 1


def test_readers_get_the_whole_table_as_a_spreadsheet(
    instance: int, office: Database, client_of: Clients
) -> None:
    to_fill(office, instance)
    data = client_of("auditor").get(f"/pelaksanaan/{instance}/indikator/indikator/tabel.xlsx").data
    said, heads, *_ = load_workbook(BytesIO(data)).active.values
    assert said[0].startswith("CONTOH, bukan data resmi Dinas")
    assert "Capaian TW IV (%)" in heads and "Predikat" in heads


def filled(sheet: bytes, **cells: object) -> bytes:
    """A spreadsheet with values typed into its cells."""
    book, out = load_workbook(BytesIO(sheet)), BytesIO()
    for place, value in cells.items():
        book.active[place] = value
    book.save(out)
    return out.getvalue()


def send(client: FlaskClient, item: int, data: bytes) -> object:
    form = {"file": (BytesIO(data), "isian.xlsx")}
    answer = client.post(page_of(item, "/impor"), data=form, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()
    return answer
