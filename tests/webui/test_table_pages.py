"""An SOP's draft changed as a table, without its diagram and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import webui
from engine.database import Database
from engine.diagram import editing, graph, reading
from engine.diagram.process import Process
from tests.office import KEY, start

DRAFT = f"/sop/{KEY}/rancangan"
TABLE = f"{DRAFT}/tabel"

WORDS = Path(webui.__file__).parent / "frontend/src/studio/words/id.js"

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def owner(client_of: SignIn) -> FlaskClient:
    """The owner, who has just begun a draft."""
    client = client_of("pemilik")
    assert client.post(f"{DRAFT}/mulai", data={"number": "1"}).status_code == 303
    return client


def process(client: FlaskClient) -> Process:
    return reading.read(client.get(f"{DRAFT}/process.bpmn").data)


def form_at(client: FlaskClient, address: str) -> dict[str, str]:
    """What stands in the main form of a page, as a browser would send it."""
    html = client.get(address).text.partition('<form class="form"')[2].partition("</form>")[0]
    values = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', html))
    chosen = re.findall(r'<input type="radio"[^>]* name="(\w+)" value="([^"]*)" checked', html)
    areas = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n?([^<]*)</textarea>', html)
    selects = re.findall(r'<select[^>]* name="(\w+)"(.*?)</select>', html, re.S)
    picked = [(n, re.findall(r'value="([^"]*)" selected', options)) for n, options in selects]
    values |= {"edition": re.findall(r'name="edition" value="(\d+)"', html)[0]}
    return values | dict(chosen) | dict(areas) | {name: found[0] for name, found in picked if found}


def standard_of(client: FlaskClient, node: str) -> tuple[str, str]:
    """The printed and the enforced time of a row."""
    row = editing.row_of(process(client).node[node])
    return row.time, row.duration


def save(client: FlaskClient, address: str, **changes: str) -> int:
    return client.post(address, data=form_at(client, address) | changes).status_code


def test_the_table_shows_every_row_and_what_the_check_says(owner: FlaskClient) -> None:
    page = owner.get(TABLE).text
    assert page.count('<tr id="T') == 16
    assert "3 Hari" in page and "unsur berjalan seperti digambar" in page
    assert "Tidak setuju: kembali ke 11" in page


def test_the_printed_and_the_enforced_time_are_called_as_in_the_studio(owner: FlaskClient) -> None:
    form = owner.get(f"{TABLE}/T3").text
    words = WORDS.read_text()
    for called in ("Waktu baku", "Waktu, seperti dicetak"):
        assert f">{called}" in form and f"'{called}'" in words


def test_a_row_saved_as_it_stands_changes_nothing(owner: FlaskClient) -> None:
    before = owner.get(f"{DRAFT}/process.bpmn").data
    for step in process(owner).user_tasks:
        assert save(owner, f"{TABLE}/{step.id}") == 303
    assert owner.get(f"{DRAFT}/process.bpmn").data == before


def test_a_row_is_changed_and_moved_to_another_post(owner: FlaskClient) -> None:
    assert save(owner, f"{TABLE}/T15", name="Mengarsipkan", lane="TIM", time="2 jam") == 303
    node = process(owner).node["T15"]
    assert (node.name, node.lane) == ("Mengarsipkan", "TIM")
    assert node.step and node.step.standard.duration == "PT2H"
    assert save(owner, f"{TABLE}/T15", time="1 Hari", limit="3 jam") == 303
    node = process(owner).node["T15"]
    assert node.step and node.step.standard.duration == "PT3H"


def test_a_row_goes_to_a_post_that_has_no_lane_yet(owner: FlaskClient, client_of: SignIn) -> None:
    admin = client_of("admin")
    post = {"key": "bendahara", "name": "Bendahara", "kind": "single"}
    admin.post("/pengelolaan/jabatan", data=post)
    assert save(owner, f"{TABLE}/T15", lane="post:bendahara") == 303
    changed = process(owner)
    assert changed.post_of("T15") == "bendahara" and len(changed.lanes) == 6
    assert save(owner, f"{TABLE}/T15", lane="PLK") == 303
    lane = changed.lanes[-1].id
    assert "Jalur tanpa baris" in owner.get(TABLE).text
    assert owner.post(f"{DRAFT}/jalur/{lane}/hapus", data={"edition": 3}).status_code == 303
    assert len(process(owner).lanes) == 5


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "Isian ini belum diisi"),
        ("limit", "segera", "Tulis waktu seperti"),
        ("lane", "X", ""),
        ("number", "dua", "Tulis nomor baris dengan angka"),
        ("number", "9", "Baris 9 sudah ada"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_kept(
    owner: FlaskClient, field: str, value: str, said: str
) -> None:
    sent = form_at(owner, f"{TABLE}/T3") | {field: value, "outputs": "Nota dinas"}
    answer = owner.post(f"{TABLE}/T3", data=sent)
    assert answer.status_code == 422
    assert said in answer.text and "Nota dinas" in answer.text


def test_a_row_becomes_one_with_its_neighbour_of_the_same_time_and_leaves_it_alone(
    owner: FlaskClient,
) -> None:
    before = standard_of(owner, "T4")
    assert save(owner, f"{TABLE}/T3", number="4", time=before[0], limit="") == 303
    assert standard_of(owner, "T3") == before
    assert save(owner, f"{TABLE}/T3", number="3", time="50 menit", limit="") == 303
    assert standard_of(owner, "T3") == ("50 menit", "PT50M")
    assert standard_of(owner, "T4") == before


def test_a_row_does_not_become_one_with_a_neighbour_of_another_time(owner: FlaskClient) -> None:
    sent = form_at(owner, f"{TABLE}/T5") | {"number": "6"}
    answer = owner.post(f"{TABLE}/T5", data=sent)
    assert answer.status_code == 422 and "Baris 6 berbeda waktu bakunya" in answer.text


def test_the_two_boxes_of_a_row_keep_one_time(owner: FlaskClient) -> None:
    assert save(owner, f"{TABLE}/T7", time="20 menit") == 303
    assert standard_of(owner, "T7b")[1] == "PT20M"


def test_a_row_is_inserted_moved_and_removed(owner: FlaskClient) -> None:
    address = f"{TABLE}/T3/sisip"
    assert save(owner, address, name="Meneliti", lane="KSB", time="30 menit") == 303
    new = next(node for node in process(owner).user_tasks if node.name == "Meneliti")
    assert graph.rows(process(owner))[new.id] == "4"
    acts = f"{TABLE}/{new.id}/ubah"
    for edition, act in enumerate(("up", "down", "remove"), 2):
        assert owner.post(acts, data={"act": act, "edition": edition}).status_code == 303
    assert new.id not in process(owner).node


def test_a_first_row_is_inserted(owner: FlaskClient) -> None:
    assert save(owner, f"{TABLE}/Mulai/sisip", name="Membuka", lane="KSB") == 303
    assert process(owner).outgoing["Mulai"][0].target == "T16"


def test_what_goes_with_a_row_is_said_before_it_is_removed(
    owner: FlaskClient, office: Database
) -> None:
    start(office)
    assert f'href="{TABLE}/T1/hapus"' in owner.get(TABLE).text
    assert 'value="remove"' not in owner.get(TABLE).text
    page = owner.get(f"{TABLE}/T1/hapus").text
    assert re.search(r"<li>Uji\b[^<]*</li>", page) and "tempat melanjutkannya" in page
    assert "Langkah 1 dihapus: “Melaporkan rencana kegiatan pengukuran”" in page
    assert "T1" in process(owner).node
    sent = {"act": "remove", "edition": form_edition(page)}
    assert owner.post(f"{TABLE}/T1/ubah", data=sent).status_code == 303
    assert "T1" not in process(owner).node
    assert "Tidak ada pelaksanaan yang berada di sana" in owner.get(f"{TABLE}/T3/hapus").text


def form_edition(page: str) -> str:
    return re.findall(r'name="edition" value="(\d+)"', page)[0]


def test_a_row_that_is_needed_says_so_before_it_is_asked(owner: FlaskClient) -> None:
    page = owner.get(f"{TABLE}/T12/hapus").text
    assert "Baris 12 tidak dapat dihapus" in page and "Hapus baris ini" not in page


def test_what_a_row_is_needed_for_is_said(owner: FlaskClient) -> None:
    answer = owner.post(f"{TABLE}/T12/ubah", data={"act": "remove", "edition": 1})
    assert answer.status_code == 422 and "Baris 12 tidak dapat dihapus" in answer.text


def test_a_row_is_confirmed(owner: FlaskClient) -> None:
    assert owner.get(TABLE).text.count("Perlu konfirmasi</span>") == 9
    owner.post(f"{TABLE}/T14/ubah", data={"act": "confirm", "edition": 1})
    assert owner.get(TABLE).text.count("Perlu konfirmasi</span>") == 8


def test_a_way_back_is_added_and_taken_away(owner: FlaskClient) -> None:
    sent = {"to": "T13", "name": "Perbaiki dahulu", "name_en": "Mend it first", "edition": 1}
    assert owner.post(f"{TABLE}/T14/kembali", data=sent).status_code == 303
    assert "Perbaiki dahulu: kembali ke 13" in owner.get(f"{TABLE}/T14").text
    flow = next(flow for flow in process(owner).flows if flow.name == "Perbaiki dahulu")
    gone = owner.post(f"{TABLE}/T14/kembali/hapus", data={"flow": flow.id, "edition": 2})
    assert gone.status_code == 303 and not graph.decisions(process(owner), "T14")
    refused = owner.post(f"{TABLE}/T14/kembali", data=sent | {"to": "T15", "edition": 3})
    assert refused.status_code == 422 and "tidak dapat kembali ke baris itu" in refused.text


def test_the_identity_is_changed(owner: FlaskClient) -> None:
    before = owner.get(f"{DRAFT}/process.bpmn").data
    assert save(owner, f"{DRAFT}/identitas") == 303
    assert owner.get(f"{DRAFT}/process.bpmn").data == before
    changes = {"number": "800/1/2026", "block_equipment": "ATK\n\nPemindai"}
    assert save(owner, f"{DRAFT}/identitas", **changes) == 303
    identity = process(owner).identity
    assert identity.number == "800/1/2026"
    assert [clause.text for clause in identity.block("equipment")] == ["ATK", "Pemindai"]


def test_dates_of_the_identity_are_chosen_and_printed_as_people_write_them(
    owner: FlaskClient,
) -> None:
    page = owner.get(f"{DRAFT}/identitas").text
    assert (
        len(re.findall(r'<input[^>]* type="date"[^>]* name="(created|revised|effective)"', page))
        == 3
    )
    assert save(owner, f"{DRAFT}/identitas", created="30-11-2026") == 422
    assert save(owner, f"{DRAFT}/identitas", created="2026-11-30") == 303
    assert process(owner).identity.created == "2026-11-30"
    assert "<ins>30 November 2026</ins>" in owner.get(DRAFT).text


def dated(client: FlaskClient, created: str) -> None:
    """Save the draft with words as its date, as another tool or an older form left them."""
    xml = client.get(f"{DRAFT}/process.bpmn").text.replace('created=""', f'created="{created}"')
    sent = {"xml": xml, "edition": int(form_at(client, f"{DRAFT}/identitas")["edition"])}
    assert client.post(f"{DRAFT}/simpan", json=sent).status_code == 200


def test_a_date_in_words_is_read_and_stays_as_it_is_written(owner: FlaskClient) -> None:
    dated(owner, "5 Januari 2026")
    assert form_at(owner, f"{DRAFT}/identitas")["created"] == "2026-01-05"
    assert save(owner, f"{DRAFT}/identitas", number="1/2026") == 303
    assert process(owner).identity.created == "5 Januari 2026"
    assert "tidak dapat dibaca" not in owner.get(DRAFT).text


def test_words_that_say_no_date_are_noted_and_kept_until_a_date_takes_their_place(
    owner: FlaskClient,
) -> None:
    dated(owner, "awal 2026")
    assert "Tanggal “awal 2026” pada identitas tidak dapat dibaca" in owner.get(DRAFT).text
    assert save(owner, f"{DRAFT}/identitas", number="1/2026") == 303
    assert process(owner).identity.created == "awal 2026"
    assert save(owner, f"{DRAFT}/identitas", created="5-1-2026") == 303
    assert process(owner).identity.created == "2026-01-05"


def test_a_stale_save_is_refused_with_what_was_typed_beside_the_newer_state(
    owner: FlaskClient,
) -> None:
    typed = form_at(owner, f"{TABLE}/T3") | {"time": "2 Jam"}
    save(owner, f"{TABLE}/T3", outputs="Nota dinas", time="45 Menit")
    answer = owner.post(f"{TABLE}/T3", data=typed)
    assert answer.status_code == 422 and "Sungkai Contoh" in answer.text
    assert 'value="2 Jam"' in answer.text and "45 Menit" in answer.text
    assert owner.post(f"{TABLE}/T3", data=typed | {"edition": "2"}).status_code == 303


def test_a_draft_under_review_shows_no_buttons(owner: FlaskClient) -> None:
    save(owner, f"{TABLE}/T3", time="2 Jam")
    values = {"edition": 2, "note": "Waktu dua jam.", "effective": ""}
    owner.post(f"{DRAFT}/ajukan", data=values)
    page = owner.get(TABLE).text
    assert "menunggu pengesahan" in page and "/ubah" not in page


@pytest.mark.parametrize("address", [f"{TABLE}/X", f"{TABLE}/X/sisip", f"{TABLE}/G12"])
def test_what_is_no_row_is_not_found(owner: FlaskClient, address: str) -> None:
    assert owner.get(address).status_code == 404


def test_staff_have_no_table(owner: FlaskClient, client_of: SignIn) -> None:
    assert client_of("pelaksana").get(TABLE).status_code == 403


# --- a new SOP --------------------------------------------------------------------------------

PASTED = """No\tKegiatan\tPelaksana\tKelengkapan\tWaktu\tOutput\tKeputusan
1\tMenerima surat\tSekretaris\tSurat\t10 menit\tSurat tercatat\t
2\tMenyusun jawaban\tArsiparis\tSurat\t1 jam\tKonsep\t
3\tMenyetujui\tKepala Dinas\tKonsep\t30 menit\tSurat\tkembali ke baris 2
"""


def rows_of(html: str) -> dict[str, str]:
    """The cells of the rows that a page shows, as a browser would send them."""
    cells = dict(re.findall(r'<input class="in"[^>]* name="(rows\.[^"]+)" value="([^"]*)"', html))
    return cells | dict(re.findall(r'<textarea[^>]* name="(rows\.[^"]+)"[^>]*>\n?([^<]*)<', html))


def test_a_new_sop_is_pasted_completed_and_begun(client_of: SignIn) -> None:
    owner = client_of("pemilik")
    named = {"name": "Surat Keluar", "unit": "Dinas Contoh", "number": "1/2026"}
    page = owner.post("/sop/baru", data=named | {"pasted": PASTED, "take": "yes"})
    sent = named | rows_of(page.text)
    assert sent["rows.2.back"] == "2" and "“Arsiparis” adalah jabatan baru" in page.text
    assert owner.post("/sop/baru", data=sent).status_code == 422
    begun = owner.post("/sop/baru", data=sent | {"kind_arsiparis": "single"})
    assert begun.location == "/sop/surat-keluar/rancangan"
    draft = owner.get(begun.location).text
    assert "ditolak" not in draft
    assert "masih kosong: Dasar hukum, Kualifikasi pelaksana, Peralatan/perlengkapan" in draft
    assert 'href="/sop/surat-keluar/rancangan/identitas">Ubah identitas' in draft
    found = reading.read(owner.get("/sop/surat-keluar/rancangan/process.bpmn").data)
    assert [lane.post for lane in found.lanes] == ["sekretaris", "arsiparis", "kepala-dinas"]
    assert [flow.name for flow in graph.decisions(found, "T3")] == ["Setuju", "Tidak setuju"]
    assert "surat-keluar" in owner.get("/sop").text


def test_more_pasted_rows_than_an_sop_may_have_are_refused_and_kept(client_of: SignIn) -> None:
    owner, named = client_of("pemilik"), {"name": "Surat Keluar", "rows.0.activity": "Menerima"}
    pasted = "Mencatat\tArsiparis\n" * 60
    page = owner.post("/sop/baru", data=named | {"pasted": pasted, "take": "yes"})
    assert page.status_code == 422 and "paling banyak 60 baris" in page.text
    assert pasted.strip() in page.text and rows_of(page.text)["rows.0.activity"] == "Menerima"
    fits = pasted.removeprefix("Mencatat\tArsiparis\n")
    page = owner.post("/sop/baru", data=named | {"pasted": fits, "take": "yes"})
    assert rows_of(page.text)["rows.59.post"] == "Arsiparis"


def test_a_pasted_cell_beyond_measure_is_refused_in_words(client_of: SignIn) -> None:
    owner, named = client_of("pemilik"), {"name": "Surat Keluar"}
    pasted = f"{'surat ' * 30_000}\tSekretaris"
    page = owner.post("/sop/baru", data=named | {"pasted": pasted, "take": "yes"})
    begun = owner.post("/sop/baru", data=named | rows_of(page.text))
    assert begun.status_code == 422 and "Anda menulis 179999." in begun.text


def test_rows_are_added_and_removed_without_a_script(client_of: SignIn) -> None:
    owner = client_of("pemilik")
    rows = {"rows.0.activity": "Menerima", "rows.1.activity": "Mencatat"}
    more = owner.post("/sop/baru", data=rows | {"add": "rows"}).text
    assert rows_of(more)["rows.2.activity"] == "" and "Mencatat" in more
    less = owner.post("/sop/baru", data=rows | {"remove": "rows:0"}).text
    assert rows_of(less)["rows.0.activity"] == "Mencatat"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rows.0.back": "1"}, "baris yang lebih awal"),
        ({"rows.0.time": "segera"}, "Tulis waktu seperti"),
        ({"key": "Surat Keluar"}, "tidak dapat berupa"),
        ({"key": KEY}, "Sudah ada SOP"),
        ({"key": "baru"}, "tidak dapat berupa"),
        ({"name": ""}, "Isian ini belum diisi"),
    ],
)
def test_what_a_new_sop_cannot_have_is_said(
    client_of: SignIn, changes: dict[str, str], said: str
) -> None:
    sent = {"name": "Surat", "rows.0.activity": "Menerima", "rows.0.post": "Sekretaris"}
    answer = client_of("pemilik").post("/sop/baru", data=sent | changes)
    assert answer.status_code == 422 and said in answer.text


def test_staff_begin_no_sop(client_of: SignIn) -> None:
    assert client_of("pelaksana").get("/sop/baru").status_code == 403
