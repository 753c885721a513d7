"""Several people in one table of indicators, each in a browser of his own."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from engine.database import Database
from engine.models import TableDraft, WorkItem
from tests.measuring import ROWS, measuring
from tests.office import PASSWORD, do, start, waiting, walk
from tests.webui.test_indicator_pages import initialled
from webui import indicator_words as say

Clients = Callable[[str], FlaskClient]

FIGURE = "r1.realisation_4"


class Page:
    """A page of a table as a browser shows it: what it showed goes along with what is sent."""

    def __init__(self, client: FlaskClient, address: str) -> None:
        self.client, self.address = client, address
        self.open()

    def open(self, query: str = "") -> str:
        self.text = html.unescape(self.client.get(self.address + query).text)
        self.hidden = {name: self._value(name) for name in ("page", "shown")}
        self.cells = {name: str(cell) for name, cell in json.loads(self.hidden["shown"]).items()}
        return self.text

    def _value(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="(.*?)">', self.text)
        assert found, f"the page has no {name}"
        return found[1]

    def save(self, end: str = "", **typed: str) -> Any:
        """Send the whole form, with what was typed into it."""
        cells = {name.replace("__", "."): text for name, text in typed.items()}
        self.cells |= {name: text for name, text in cells.items() if name != "to"}
        form = {"to": cells.get("to", "here"), FIGURE: ""} | self.cells
        form |= {"dispute": re.findall(r'name="dispute" value="(.*?)">', self.text)}
        return self.client.post(self.address + end, data=self.hidden | form)

    def autosave(self, **typed: str) -> Any:
        return self.save("/draf", **typed)


@pytest.fixture
def item(office: Database) -> int:
    """The task in which the team fills the figures in."""
    return waiting(office, measuring(office, "T10"))[0].item.id


def page(client: FlaskClient, item: int) -> Page:
    return Page(client, f"/tugas/{item}/indikator/indikator")


def typed(office: Database) -> dict[str, dict[str, Any]]:
    with office.reading() as session:
        found = session.scalars(select(TableDraft.typed)).first() or {"rows": []}
    return {row["id"]: row for row in found["rows"]}


def test_each_sees_what_the_other_has_saved(item: int, client_of: Clients) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    assert "Juga diisi" not in two.text
    one.save(r1__realisation_4="99,25")
    two.save(r2__realisation_4="60")
    shown = one.open()
    assert 'value="99,25"' in shown and 'value="60"' in shown
    assert "Juga diisi oleh" in shown and "Semua mengisi tabel yang sama." in shown
    assert "hilang" not in shown and "ditulis oleh dua orang" not in shown


def test_a_page_that_was_open_meanwhile_takes_nothing_of_the_other_away(
    item: int, office: Database, client_of: Clients
) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    one.save(r1__realisation_4="99,25")
    two.save(r2__realisation_4="60")
    assert typed(office)["IK01"]["realisation_4"] == "99,25"


def test_two_figures_for_the_same_cell_are_told_at_the_cell_and_on_top(
    item: int, client_of: Clients
) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    one.save(r1__realisation_4="18")
    answer = two.save(r1__realisation_4="17", to="next")
    assert "bidang=1" in answer.location
    shown = two.open()
    assert "1 isian ditulis oleh dua orang" in shown
    told = r"Ulin Contoh menulis 18 pada \d\d\.\d\d; kini 17 dari Anda\."
    assert len(re.findall(told, shown)) == 2
    assert re.search(r"Anda menulis 18 pada [0-9.]+; kini 17 dari ", one.open())
    assert "ditulis oleh dua orang" in one.client.get(f"/tugas/{item}").text
    checked = one.client.post(f"/tugas/{item}", data={}).text
    assert "Belum ada yang terkirim" in checked and "ditulis oleh dua orang" in checked
    one.save(to="agreed")
    assert "ditulis oleh dua orang" not in two.open()


def test_what_was_not_listed_is_not_agreed(item: int, client_of: Clients) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    three = page(one.client, item)
    one.save(r1__realisation_4="18", r2__realisation_4="60")
    two.save(r1__realisation_4="17")
    three.open()
    two.save(r2__realisation_4="61")
    three.save(to="agreed")
    assert "1 isian ditulis oleh dua orang" in three.open()
    assert re.search(r"menulis 60 pada [0-9.]+; kini 61 dari ", three.text)


def test_a_cell_is_cleared_after_it_was_kept_while_typing(
    item: int, office: Database, client_of: Clients
) -> None:
    one = page(client_of("tim1"), item)
    one.autosave(r1__realisation_4="18")
    assert typed(office)["IK01"]["realisation_4"] == "18"
    one.save(r1__realisation_4="")
    assert typed(office) == {}
    assert "ditulis oleh dua orang" not in one.open()


def test_a_late_autosave_after_sending_changes_nothing(
    item: int, office: Database, client_of: Clients
) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    two.save(r1__realisation_4="99,25")
    one.client.post(f"/tugas/{item}/kirim", data={})
    assert two.autosave(r1__realisation_4="1").status_code == 409
    assert typed(office) == {}


def test_an_autosave_that_comes_after_its_page_was_saved_changes_nothing(
    item: int, office: Database, client_of: Clients
) -> None:
    one = page(client_of("tim1"), item)
    one.autosave(r1__realisation_4="18", turn="0")
    one.save(r1__realisation_4="17", turn="2")
    assert one.autosave(r1__realisation_4="1", turn="1").status_code == 200
    assert typed(office)["IK01"]["realisation_4"] == "17"


def test_an_autosave_that_is_overtaken_by_taking_it_back_changes_nothing(
    item: int, office: Database, client_of: Clients
) -> None:
    one = page(client_of("tim1"), item)
    one.autosave(r1__realisation_4="", turn="1")
    one.autosave(r1__realisation_4="18", turn="0")
    assert typed(office) == {}


def test_an_open_page_does_not_undo_what_another_has_seen_and_corrected(
    item: int, office: Database, client_of: Clients
) -> None:
    one = page(client_of("tim1"), item)
    one.autosave(r1__realisation_4="5")
    page(client_of("tim2"), item).save(r1__realisation_4="6")
    one.autosave(r2__realisation_4="60")
    assert typed(office)["IK01"]["realisation_4"] == "6"
    assert typed(office)["IK02"]["realisation_4"] == "60"


def test_one_sends_the_figures_of_all_and_the_history_names_them(
    item: int, office: Database, client_of: Clients
) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    two.save(r1__realisation_4="99,25", r2__realisation_4="60")
    checked = one.client.post(f"/tugas/{item}", data={}).text
    sha = checked.partition('name="indikator" value="')[2][:64]
    assert "99,25" in checked
    sent = one.client.post(f"/tugas/{item}/kirim", data={"indikator": sha})
    assert sent.status_code == 303
    instance = one.client.get(f"/tugas/{item}").location
    told = client_of("auditor").get(instance).text
    assert "Diisi bersama" in told and "Jati Contoh (IK01, IK02)" in told


def test_a_table_that_was_changed_after_the_check_page_is_shown_anew(
    item: int, client_of: Clients
) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    one.save(r1__realisation_4="99,25")
    checked = one.client.post(f"/tugas/{item}", data={}).text
    sha = checked.partition('name="indikator" value="')[2][:64]
    two.save(r2__realisation_4="61,5")
    again = one.client.post(f"/tugas/{item}/kirim", data={"indikator": sha})
    assert again.status_code == 409 and "berubah setelah Anda memeriksanya" in again.text
    assert "61,5" in again.text
    sha = again.text.partition('name="indikator" value="')[2][:64]
    assert one.client.post(f"/tugas/{item}/kirim", data={"indikator": sha}).status_code == 303


def test_a_table_that_is_to_be_initialled_and_was_changed_is_shown_anew(
    office: Database, client_of: Clients
) -> None:
    initialled(office)
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    do(office, waiting(office, instance)[0], table={"rows": ROWS})
    do(office, waiting(office, instance)[0], table=None)
    item = waiting(office, instance)[0].item.id
    head = page(client_of("kasubag"), item)
    checked = head.client.post(f"/tugas/{item}", data={"catatan": ""}).text
    sha = checked.partition('name="indikator" value="')[2][:64]
    seen = checked.partition('name="seen" value="')[2].partition('"')[0]
    head.save(r1__realisation_4="98,5")
    form = {"indikator": sha, "password": "contoh-sandi-uji", "seen": seen}
    again = head.client.post(f"/tugas/{item}/tandatangan", data=form)
    assert again.status_code == 409 and "98,5" in again.text


def test_whoever_did_not_take_the_task_fills_in_beside_who_will_send_it(
    item: int, office: Database, client_of: Clients
) -> None:
    one, other = client_of("tim1"), client_of("tim2")
    one.post(f"/tugas/{item}/ambil")
    step = other.get(f"/tugas/{item}").text
    assert f'href="/tugas/{item}/indikator/indikator"' in step
    two = page(other, item)
    assert "Ulin Contoh akan mengirim" in two.text
    two.save(r1__realisation_4="99,25")
    assert typed(office)["IK01"]["realisation_4"] == "99,25"
    assert other.post(f"/tugas/{item}/kirim", data={}).status_code == 409


def test_files_that_one_added_are_read_and_taken_away_by_the_other(
    item: int, client_of: Clients
) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    form = {"r1.files_4.new": [(BytesIO(b"%PDF-1.7 rekap"), "rekap.pdf")]}
    one.client.post(one.address, data=one.hidden | form, content_type="multipart/form-data")
    shown = two.open()
    link = re.search(r'href="(/tugas/[0-9]+/berkas/([0-9a-f]{64}))">rekap', shown)
    assert link and two.client.get(link[1]).data == b"%PDF-1.7 rekap"
    two.client.post(two.address, data=two.hidden | {"remove": f"r1.files_4:{link[2]}"})
    assert "rekap.pdf" not in one.open()


def test_a_sheet_takes_no_figure_of_another_away_and_tells_what_it_changed(
    item: int, office: Database, client_of: Clients
) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    sheet = load_workbook(BytesIO(two.client.get(two.address + "/lembar.xlsx").data))
    one.save(r1__realisation_4="18", r2__realisation_4="60")
    data, cells = BytesIO(), sheet.active
    head = next(n for n in range(1, cells.max_row + 1) if str(cells.cell(n, 1).value) == "IK01")
    heads = [str(cell.value) for cell in cells[head - 1]]
    cells.cell(
        head, 1 + next(n for n, one in enumerate(heads) if one.startswith("Realisasi"))
    ).value = 17
    sheet.save(data)
    data.seek(0)
    two.client.post(two.address + "/impor", data={"file": (data, "tabel.xlsx")})
    assert typed(office)["IK02"]["realisation_4"] == "60"
    assert "menulis 18" in two.open() and "kini 17 dari Anda" in two.text


def test_an_old_page_of_a_table_that_is_set_up_changes_nothing_and_shows_what_was_typed(
    office: Database, client_of: Clients
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    item = waiting(office, instance)[0].item.id
    client, address = client_of("kasubag"), f"/tugas/{item}/indikator/indikator"
    client.post(address + "/mulai", data={"origin": "sample"})
    old = client.get(address + "/1").text.partition('name="edition" value="')[2].partition('"')[0]
    client.post(address + "/susun", data={"act": "remove:1", "edition": old})
    late = client.post(address + "/1", data={"name": "Nama baru", "edition": old})
    assert (
        late.status_code == 409 and "Nama baru" in late.text and "mengubah tabel ini" in late.text
    )
    assert "Nama baru" not in client.get(address).text


def test_other_fields_stay_each_ones_own(item: int, office: Database, client_of: Clients) -> None:
    do(office, waiting(office, _instance(office, item))[0], table=None)
    item = waiting(office, _instance(office, item))[0].item.id
    one, two = client_of("tim1"), client_of("tim2")
    one.post(f"/tugas/{item}/draf", data={"ringkasan": "Milik satu."})
    shown = two.get(f"/tugas/{item}").text
    assert "Milik satu." not in shown and "belum dikirim oleh Ulin Contoh" in shown
    assert "tabel diisi bersama" in shown
    page(two, item).save(r1__realisation_4="99,25")
    assert "Juga diisi dan belum dikirim" not in one.get(f"/tugas/{item}").text


def _instance(office: Database, item: int) -> int:
    with office.reading() as session:
        return session.get_one(WorkItem, item).instance_id


def test_after_the_session_ended_one_goes_on_where_one_was_and_reads_what_one_typed(
    item: int, office: Database, app: Flask, client_of: Clients
) -> None:
    mine = page(client_of("tim1"), item)
    mine.open("?bidang=3")
    anyone, path = app.test_client(), f"{mine.address}?bidang=3"
    place = re.search(r'name="(r[0-9]+\.realisation_4)"', mine.text)
    assert place
    form = mine.hidden | mine.cells | {place[1]: "61,25", "to": "next"}
    ended = anyone.post(path, data=form, headers={"Origin": "http://localhost"}).text
    carry = html.unescape(ended.partition('name="carry" value="')[2].partition('">')[0])
    signing = {"login": "tim1", "password": PASSWORD, "carry": carry, "next": "/"}
    resumed = anyone.post("/masuk", data=signing).text
    assert f'action="{path}"' in resumed and '<dd class="pre">61,25</dd>' in resumed
    assert "Realisasi triwulan IV</dt>" in resumed and '<dd class="pre">{' not in resumed
    assert "bidang=4" in anyone.post(path, data=form).location


def test_a_long_division_is_cut_in_parts_that_are_told_apart(
    office: Database, client_of: Clients
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    many = [{**ROWS[0], "id": f"A{n:02}", "division": "Bidang A"} for n in range(45)]
    rows = [*many, {**ROWS[0], "id": "B", "division": "Bidang B"}]
    do(office, waiting(office, instance)[0], table={"rows": rows})
    while (row := waiting(office, instance)[0]).item.node_id != "T10":
        do(office, row, table=None)
    team = page(client_of("tim1"), row.item.id)
    assert "Bidang A 1–40" in team.text and "Bidang A 41–45" in team.text
    assert "Bidang 1 dari 2, bagian 1 dari 2" in team.text
    assert "Bidang 1 dari 2, bagian 2 dari 2" in team.open("?bidang=2")
    last = team.open("?bidang=3")
    assert "Bidang 2 dari 2" in last and "Bidang B 1" not in last


FORGED = {
    "mulai": {"origin": "sample"},
    "baru": {"id": "IKX", "name": "Palsu"},
    "1": {"source": "Palsu"},
    "susun": {"act": "remove:1"},
}


@pytest.mark.parametrize("end", FORGED)
def test_nothing_is_set_up_in_a_step_that_fills_in(
    item: int, office: Database, client_of: Clients, end: str
) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    one.save(r2__realisation_4="60")
    before = typed(office)
    forged = two.client.post(f"{two.address}/{end}", data=FORGED[end])
    assert forged.status_code == 404 and typed(office) == before
    if end in ("baru", "1"):
        assert two.client.get(f"{two.address}/{end}").status_code == 404


@pytest.mark.parametrize("end", ["", "/draf"])
def test_a_column_that_a_row_does_not_take_is_not_kept(
    item: int, office: Database, client_of: Clients, end: str
) -> None:
    one = page(client_of("tim1"), item)
    rate = next(n for n, row in enumerate(ROWS, 1) if row["consolidation"] == "XY")
    one.save(end, **{"r1__x_4": "5", "r1__checker_note_4": "Palsu", f"r{rate}__realisation_4": "1"})
    assert typed(office) == {}


def test_the_table_of_a_record_names_who_typed_each_of_its_changes(
    item: int, office: Database, client_of: Clients
) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    one.save(r1__realisation_4="99,25")
    two.save(r2__realisation_4="60")
    instance = _instance(office, item)
    do(office, waiting(office, instance)[0], table=None, login="tim1")
    seq = max(int(n) for n in re.findall(r"catatan=(\d+)", history_of(client_of, instance)))
    read = f"/pelaksanaan/{instance}/indikator/indikator?catatan={seq}"
    shown = client_of("auditor").get(read).text
    assert "putaran 1, oleh Ulin Contoh" in shown
    assert "Diisi bersama: Jati Contoh (IK02)" in shown
    assert re.findall(r"<dt>(IK0[12]).*?\((\w+ Contoh)\)</span></dt>", shown) == [
        ("IK01", "Ulin Contoh"),
        ("IK02", "Jati Contoh"),
    ]


def history_of(client_of: Clients, instance: int) -> str:
    return client_of("auditor").get(f"/pelaksanaan/{instance}").text


def test_of_many_indicators_that_somebody_filled_in_ten_are_named(app: Flask) -> None:
    ids = {f"IK{n:02}": ["realisation_4"] for n in range(1, 13)}
    several = [{"person": 1, "name": "Ulin Contoh", "indicators": ids}]
    old = [{"person": 1, "name": "Ulin Contoh", "indicators": 12}]
    with app.test_request_context():
        assert say.together(several).endswith("IK09, IK10 dan 2 lagi)")
        assert say.together(old) == "Ulin Contoh (12 indikator)"


def test_who_filled_in_beside_the_sender_is_named_to_whoever_checks(
    item: int, office: Database, client_of: Clients
) -> None:
    instance = _instance(office, item)
    for _ in range(2):
        do(office, waiting(office, instance)[0], table=None, login="tim1")
    do(office, waiting(office, instance)[0], "Tidak setuju", "Periksa.", table=None)
    again = waiting(office, instance)[0].item.id
    page(client_of("tim1"), again).save(r2__realisation_4="60")
    do(office, waiting(office, instance)[0], table=None, login="tim2")
    shown = client_of("kasubag").get(f"/tugas/{waiting(office, instance)[0].item.id}").text
    assert "Ulin Contoh; dikirim oleh Jati Contoh" in shown


def test_a_note_is_read_while_it_is_answered_and_gone_once_that_is_sent(
    item: int, office: Database, client_of: Clients
) -> None:
    instance = _instance(office, item)
    for _ in range(2):
        do(office, waiting(office, instance)[0], table=None, login="tim1")
    note = {"rows": [{"id": "IK01", "checker_note_4": "Cocokkan rekap."}]}
    do(office, waiting(office, instance)[0], "Tidak setuju", "Periksa.", table=note)
    again = waiting(office, instance)[0].item.id
    one = page(client_of("tim1"), again)
    assert "Cocokkan rekap." in one.text
    checked = one.client.post(f"/tugas/{again}", data={"ringkasan": "Baik."}).text
    assert "Belum ada yang terkirim" in checked and "<del>Cocokkan rekap." not in checked
    sha = checked.partition('name="indikator" value="')[2][:64]
    form = {"indikator": sha, "ringkasan": "Baik."}
    assert one.client.post(f"/tugas/{again}/kirim", data=form).status_code == 303
    read = client_of("auditor").get(f"/pelaksanaan/{instance}/indikator/indikator").text
    assert "Cocokkan rekap." not in read and "di putaran 1" not in read


def test_beside_a_note_stands_who_wrote_it_and_in_which_round(
    item: int, office: Database, client_of: Clients
) -> None:
    instance = _instance(office, item)
    for _ in range(2):
        do(office, waiting(office, instance)[0], table=None, login="tim1")
    for id in ("IK01", "IK02"):
        note = {"rows": [{"id": id, "checker_note_4": f"Cocokkan {id}."}]}
        do(office, waiting(office, instance)[0], "Setuju", table=note)
    do(office, waiting(office, instance)[0], table=None)
    read = client_of("auditor").get(f"/pelaksanaan/{instance}/indikator/indikator").text
    said = re.findall(r"\((\w+ Contoh, baris \d+, putaran \d)\):</b> (Cocokkan IK0\d)", read)
    assert said == [
        ("Meranti Contoh, baris 12, putaran 1", "Cocokkan IK01"),
        ("Waru Contoh, baris 13, putaran 1", "Cocokkan IK02"),
    ]


def test_what_another_typed_wrongly_is_told_of_him(item: int, client_of: Clients) -> None:
    one, two = (page(client_of(login), item) for login in ("tim1", "tim2"))
    one.save(r1__realisation_4="abc")
    assert two.open().count('Ulin Contoh menulis "abc"') == 2 and "Anda menulis" not in two.text
    assert one.open().count('Anda menulis "abc"') == 2


def test_of_files_it_is_said_how_large_each_and_all_of_them_may_be(
    item: int, client_of: Clients
) -> None:
    shown = page(client_of("tim1"), item).text
    assert "paling besar 10 MB per berkas dan 25 MB sekali kirim" in shown


def test_files_of_another_are_told_beside_the_button_and_named_once_they_are_gone(
    item: int, office: Database, client_of: Clients
) -> None:
    one, two = client_of("tim1"), client_of("tim2")
    form = {"bukti": "", "bukti.new": [(BytesIO(b"%PDF-1.7 foto"), "foto.pdf")]}
    two.post(f"/tugas/{item}", data=form, content_type="multipart/form-data")
    late = two.get(f"/tugas/{item}").text
    named = re.findall(r'name="(bukti(?:\.named)?)" value="(.+?)"', late)
    checked = one.post(f"/tugas/{item}", data={}).text
    assert "Berkas orang lain tidak ikut terkirim: foto.pdf." in checked
    do(office, waiting(office, _instance(office, item))[0], table=None, login="tim1")
    gone = two.post(f"/tugas/{item}", data=dict(named))
    assert gone.status_code == 409 and '<dt>Berkas</dt><dd class="pre">foto.pdf</dd>' in gone.text
    assert "tidak disimpan lagi" in gone.text and not re.search("[0-9a-f]{64}", gone.text)
