"""Revising an SOP in the browser: begun, saved, compared, approved by a second person."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.database import Database
from engine.diagram import editing, reading
from engine.models import Draft
from tests.office import KEY, PASSWORD

DRAFT = f"/sop/{KEY}/rancangan"
DIAGRAMS = Path(__file__).parents[1] / "diagrams"
NO_STEP = DIAGRAMS / "bad/no-step.bpmn"

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def owner(client_of: SignIn) -> FlaskClient:
    """The owner, who has just begun a draft."""
    client = client_of("pemilik")
    assert client.post(f"{DRAFT}/mulai", data={"number": "1"}).status_code == 303
    return client


def diagram(client: FlaskClient) -> str:
    return client.get(f"{DRAFT}/process.bpmn").text


def save(client: FlaskClient, xml: str, edition: int) -> tuple[int, dict[str, object]]:
    answer = client.post(f"{DRAFT}/simpan", json={"xml": xml, "edition": edition})
    return answer.status_code, answer.get_json()


def slower(client: FlaskClient) -> str:
    """The draft's diagram with a longer time for row 10."""
    xml = diagram(client)
    assert xml.count('printedTime="3 Hari"') == 1
    return xml.replace('printedTime="3 Hari"', 'printedTime="4 Hari"').replace("P3D", "P4D")


def ask(client: FlaskClient, edition: int = 2) -> int:
    values = {"edition": edition, "note": "Waktu pengukuran empat hari.", "effective": ""}
    return client.post(f"{DRAFT}/ajukan", data=values).status_code


def judge(client: FlaskClient, act: str, comment: str = "") -> TestResponse:
    """Press a button of the page on which the request is read."""
    asked = re.search(r'name="request" value="(\d+)"', client.get(DRAFT).text)
    values = {"request": asked[1] if asked else "6", "comment": comment, "password": PASSWORD}
    return client.post(f"{DRAFT}/{act}", data=values)


def test_the_editor_is_given_the_draft_and_what_it_may_ask(owner: FlaskClient) -> None:
    page = owner.get(f"{DRAFT}/diagram")
    assert f'data-save="{DRAFT}/simpan"' in page.text and 'data-edition="1"' in page.text
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    assert "<bpmn:definitions" in diagram(owner)


def test_a_save_answers_with_the_edition_and_a_verdict_for_every_element(
    owner: FlaskClient,
) -> None:
    status, told = save(owner, slower(owner), 1)
    assert (status, told["edition"]) == (200, 2)
    verdicts = told["verdicts"]
    assert isinstance(verdicts, list) and {v["verdict"] for v in verdicts} <= {
        "as-drawn",
        "changed",
    }
    assert {"T1", "G12", "F16"} <= {v["element"] for v in verdicts}


def test_a_drawing_is_judged_as_a_save_would_be_and_nothing_is_kept(owner: FlaskClient) -> None:
    before = diagram(owner)
    broken = before.replace('targetRef="T15"', 'targetRef="T99"', 1)
    answer = owner.post(f"{DRAFT}/periksa", json={"xml": broken})
    found = answer.get_json()["verdicts"]
    assert any(v["verdict"] == "refused" and v["remedy"] for v in found)
    assert diagram(owner) == before
    status, told = save(owner, broken, 1)
    assert (status, told["edition"], told["verdicts"]) == (200, 2, found)


def test_a_stale_save_is_told_who_was_first_and_what_is_newest(owner: FlaskClient) -> None:
    save(owner, slower(owner), 1)
    status, told = save(owner, diagram(owner), 1)
    assert (status, told["edition"], told["theirs"]) == (409, 2, f"{DRAFT}/diagram")
    assert "Sungkai Contoh" in str(told["said"])


@pytest.mark.parametrize("sent", [{}, [], {"xml": 1, "edition": 1}])
def test_odd_input_is_refused(owner: FlaskClient, sent: object) -> None:
    assert owner.post(f"{DRAFT}/simpan", json=sent).status_code == 400


def test_an_edition_that_is_no_number_saves_no_diagram(owner: FlaskClient) -> None:
    before = diagram(owner)
    sent = {"xml": slower(owner), "edition": "1"}
    assert owner.post(f"{DRAFT}/simpan", json=sent).status_code == 400
    assert diagram(owner) == before


def test_what_is_no_diagram_is_refused_before_its_edition_is_read(owner: FlaskClient) -> None:
    assert owner.post(f"{DRAFT}/simpan", json={"xml": "x", "edition": "1"}).status_code == 422


def test_what_is_no_diagram_is_refused_in_words(owner: FlaskClient) -> None:
    status, told = save(owner, "<html/>", 1)
    assert status == 422 and "BPMN" in str(told["said"])


def test_a_session_that_ended_is_told_to_the_script(app: object, owner: FlaskClient) -> None:
    xml = diagram(owner)
    owner.post("/keluar")
    status, told = save(owner, xml, 1)
    assert status == 401 and told["said"]


def test_what_the_editor_would_leave_out_of_the_file_is_told(owner: FlaskClient) -> None:
    whole = diagram(owner)
    save(owner, whole.replace("<bpmn:laneSet", "<!-- lama --><bpmn:laneSet", 1), 1)
    answer = owner.post(f"{DRAFT}/hilang", json={"xml": whole})
    assert answer.get_json() == {"lost": [{"element": KEY, "said": "comment “lama”"}]}
    assert owner.post(f"{DRAFT}/hilang", json={"xml": "x"}).status_code == 422


def test_the_editor_is_given_a_file_of_another_encoding_as_it_reads(
    client_of: SignIn,
) -> None:
    client = client_of("pemilik")
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    text = head + (DIAGRAMS / "good/lanes.bpmn").read_text()
    bring(client, "x.bpmn", text.replace('name="', 'name="é ', 1).encode("iso-8859-1"))
    told = client.get("/sop/contoh/rancangan/berkas").get_json()
    assert 'name="é ' in told["xml"] and told["edition"] == 1


def test_a_preview_is_the_form_that_staff_would_see(owner: FlaskClient) -> None:
    answer = owner.post(f"{DRAFT}/pratinjau", json={"xml": diagram(owner), "element": "T2"})
    assert 'name="arahan"' in answer.text and "<html" not in answer.text


def test_the_difference_is_told_in_words(owner: FlaskClient) -> None:
    save(owner, slower(owner), 1)
    page = owner.get(DRAFT).text
    assert (
        "Langkah 10: waktu, seperti dicetak: </span><del>3 Hari</del> menjadi <ins>4 Hari</ins>"
        in page
    )


def test_what_differs_only_inside_the_file_is_said_to_differ(owner: FlaskClient) -> None:
    assert "Tidak ada yang berbeda pada diagram" in owner.get(DRAFT).text
    save(owner, diagram(owner).replace("</bpmn:process>", "<!-- x --></bpmn:process>"), 1)
    page = owner.get(DRAFT).text
    assert "Ada isi berkas diagram yang berbeda" in page
    assert "Tidak ada yang berbeda" not in page


def test_what_is_not_read_is_said_to_differ_beside_what_is(owner: FlaskClient) -> None:
    save(owner, slower(owner), 1)
    assert "Ada isi berkas diagram yang berbeda" not in owner.get(DRAFT).text
    note = '<bpmn:textAnnotation id="N1"><bpmn:text>x</bpmn:text></bpmn:textAnnotation>'
    save(owner, diagram(owner).replace("</bpmn:process>", f"{note}</bpmn:process>"), 2)
    assert "Ada isi berkas diagram yang berbeda" in owner.get(DRAFT).text


def test_what_the_check_refuses_cannot_be_sent_for_approval(owner: FlaskClient) -> None:
    broken = diagram(owner).replace('targetRef="T15"', 'targetRef="T99"', 1)
    assert save(owner, broken, 1)[0] == 200
    assert "Selesaikan dahulu yang ditolak" in owner.get(DRAFT).text
    assert ask(owner) == 422


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"effective": "2020-01-01"}, "effective"),
        ({"effective": "besok"}, "effective"),
        ({"note": " "}, "note"),
    ],
)
def test_what_keeps_approval_from_being_asked_for_is_said_where_it_stands(
    owner: FlaskClient, sent: dict[str, str], place: str
) -> None:
    assert save(owner, slower(owner), 1)[0] == 200
    values = {"edition": "2", "note": "Empat hari.", "effective": "", **sent}
    page = owner.post(f"{DRAFT}/ajukan", data=values).text
    assert re.findall(r'name="(\w+)"[^>]* aria-invalid="true"', page) == [place]
    assert page.count('class="err"') == 1


def test_a_second_person_approves_and_the_version_is_in_force(
    owner: FlaskClient, client_of: SignIn
) -> None:
    save(owner, slower(owner), 1)
    assert ask(owner) == 303
    assert judge(owner, "sahkan").status_code == 409
    head = client_of("kadis")
    for path in ("/sop", "/kotak-tugas"):
        assert f'<a href="{DRAFT}">Pengukuran Indikator Kinerja</a>: Waktu' in head.get(path).text
    assert "Tidak ada yang menunggu Anda" not in head.get("/kotak-tugas").text
    done = judge(head, "sahkan")
    assert done.status_code == 303 and done.location == f"/sop/{KEY}?versi=2"
    page = head.get(f"/sop/{KEY}").text
    assert "4 Hari" in page
    for term in ("Tanggal pembuatan", "Tanggal revisi", "Tanggal efektif"):
        assert re.search(rf'<dt>{term}</dt><dd class="pre">[0-9]+ \w+ 20', page), term
    assert "Digantikan" in head.get(f"/sop/{KEY}?versi=1").text


def test_a_version_that_was_replaced_says_by_which_and_starts_no_instance(
    owner: FlaskClient, client_of: SignIn
) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    judge(client_of("kadis"), "sahkan")
    clerk = client_of("kasubag")
    old, now = (clerk.get(f"/sop/{KEY}{of}").text for of in ("?versi=1", ""))
    assert f'<a href="/sop/{KEY}">digantikan versi 2</a>' in old and "digantikan" not in now
    assert "Mulai pelaksanaan" in now and "Mulai pelaksanaan" not in old


def test_what_was_changed_outside_is_shown_to_nobody_as_what_he_approves(
    office: Database, owner: FlaskClient, client_of: SignIn
) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    head = client_of("kadis")
    assert head.get(f"{DRAFT}/sahkan").status_code == 200
    with office.writing() as session:
        session.scalars(select(Draft)).one().note = "Hanya salah ketik."
    page = head.get(f"{DRAFT}/sahkan")
    assert page.status_code == 500 and "bukan yang menurut catatan dimintakan" in page.text
    assert "Hanya salah ketik." not in page.text


def test_what_is_approved_stands_on_one_page(owner: FlaskClient, client_of: SignIn) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    page = client_of("kadis").get(f"{DRAFT}/sahkan").text
    assert "waktu, seperti dicetak: </span><del>3 Hari</del> menjadi <ins>4 Hari</ins>" in page
    for told in ("Sungkai Contoh", "Waktu pengukuran empat hari.", "versi 2", "perlu konfirmasi"):
        assert told in page
    assert owner.get(f"{DRAFT}/sahkan").location == DRAFT


def test_an_approval_takes_the_password(owner: FlaskClient, client_of: SignIn) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    head = client_of("kadis")
    asked = re.findall(r'name="request" value="(\d+)"', head.get(DRAFT).text)[0]
    for wrong in ({}, {"password": "bukan sandi saya"}):
        answer = head.post(f"{DRAFT}/sahkan", data={"request": asked} | wrong)
        assert answer.status_code == 422 and "bukan kata sandi Anda" in answer.text
        assert 'href="#password"' in answer.text
    assert head.get(f"/sop/{KEY}?versi=2").status_code == 404


def test_whoever_mistypes_the_password_for_what_was_withdrawn_reads_the_draft(
    owner: FlaskClient, client_of: SignIn
) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    judge(owner, "tarik")
    answer = client_of("kadis").post(f"{DRAFT}/sahkan", data={"password": "bukan sandi saya"})
    assert (answer.status_code, answer.location) == (303, DRAFT)


def test_no_password_approves_a_draft_while_none_is_looked_at(
    owner: FlaskClient, client_of: SignIn
) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    head = client_of("kadis")
    asked = re.findall(r'name="request" value="(\d+)"', head.get(DRAFT).text)[0]
    sent = [*["bukan sandi saya"] * 6, PASSWORD]
    answers = [
        head.post(f"{DRAFT}/sahkan", data={"request": asked, "password": one}) for one in sent
    ]
    assert "Kata sandi tidak diperiksa" in answers[-1].text
    assert answers[-1].status_code == answers[-2].status_code
    assert head.get(f"/sop/{KEY}?versi=2").status_code == 404


def test_steps_to_be_confirmed_are_listed_and_confirmed_at_a_press(owner: FlaskClient) -> None:
    page = owner.get(DRAFT).text
    assert "9 langkah perlu konfirmasi" in page and "keyakinan 95%" in page
    assert "“Memberi”: Membentuk" in page and "Didukung" not in page
    answer = owner.post(f"{DRAFT}/pasti/T5", data={"edition": 1})
    assert answer.location == f"{DRAFT}#unconfirmed"
    page = owner.get(DRAFT).text
    assert "8 langkah perlu konfirmasi" in page and re.search("Langkah 5, “.+”, dikonfirmasi", page)
    assert owner.post(f"{DRAFT}/pasti/T6", data={"edition": 1}).status_code == 422


def test_what_is_new_what_is_changed_and_what_goes_is_told_apart_in_words(
    owner: FlaskClient,
) -> None:
    data = editing.remove_row(slower(owner).encode(), "T4")
    shape = editing.row_of(reading.read(data).node["T9"])
    data, _ = editing.insert_row(data, "T9", replace(shape, name="Memeriksa bukti"), "KSB")
    assert save(owner, data.decode(), 1)[0] == 200
    page = owner.get(DRAFT).text
    before, after = page[page.index('id="former"') :].split('id="next"')
    of = {word: f'<text class="no" [^>]*>{word}</text>' for word in ("baru", "diubah", "dihapus")}
    counts = [len(re.findall(of[word], part)) for word in of for part in (before, after)]
    assert counts[0:2] == [0, 1] and counts[4:6] == [1, 0]
    assert counts[2] and counts[2] == counts[3]


def test_whoever_approves_reads_how_many_steps_are_to_be_confirmed(
    owner: FlaskClient, client_of: SignIn
) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    page = client_of("kadis").get(f"{DRAFT}/sahkan").text
    assert "9 langkah masih bertanda “perlu konfirmasi”. Yang disahkan dicetak tanpa" in page


def test_how_sure_a_reading_is_is_said_in_one_way_and_explained_once(
    owner: FlaskClient, client_of: SignIn
) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    head = client_of("kadis")
    for page in (owner.get(f"{DRAFT}/tabel"), head.get(DRAFT), head.get(f"{DRAFT}/sahkan")):
        for told in ("Keyakinan: seberapa yakin", "Perlu konfirmasi: pemilik proses belum"):
            assert page.text.count(told) == 1
        assert "(keyakinan 95%)" in page.text
        assert not re.search(r"(?<!keyakinan )\b[0-9]+%\)", page.text)
    sop = head.get(f"/sop/{KEY}").text
    assert sop.count("Perlu konfirmasi: pemilik proses belum") == 1


def test_no_confidence_is_named_where_nobody_doubts(owner: FlaskClient) -> None:
    certain = diagram(owner).replace('confidence="0.95" unconfirmed', 'confidence="1" unconfirmed')
    assert certain != diagram(owner)
    save(owner, certain, 1)
    page = owner.get(DRAFT).text
    assert "9 langkah perlu konfirmasi" in page and "keyakinan 100%" not in page


def test_an_old_page_withdraws_no_newer_request(owner: FlaskClient) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    old = re.findall(r'name="request" value="(\d+)"', owner.get(DRAFT).text)[0]
    judge(owner, "tarik")
    ask(owner)
    assert owner.post(f"{DRAFT}/tarik", data={"request": old}).status_code == 409
    assert "Menunggu pengesahan" in owner.get(DRAFT).text
    assert judge(owner, "tarik").status_code == 303


def test_a_return_is_read_by_the_makers(owner: FlaskClient, client_of: SignIn) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    head = client_of("kadis")
    assert judge(head, "kembalikan", " ").status_code == 422
    judge(head, "kembalikan", "Tiga hari sudah cukup.")
    assert "Tiga hari sudah cukup." in owner.get(DRAFT).text


def test_the_auditor_reads_what_happened_to_an_sop(owner: FlaskClient, client_of: SignIn) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    judge(client_of("kadis"), "kembalikan", "Tiga hari sudah cukup.")
    told = client_of("auditor").get(f"/sop/{KEY}/riwayat").text
    assert "Dadap Contoh mengembalikan rancangan." in told and "Tiga hari sudah cukup." in told
    assert "Sungkai Contoh menyimpan rancangan simpanan ke-2." in told
    assert re.search(r"berlaku mulai [0-9]{1,2} [A-Z][a-z]+ [0-9]{4}\.", told)
    assert client_of("kasubag").get(f"/sop/{KEY}/riwayat").status_code == 403


def test_staff_see_no_draft(office: Database, owner: FlaskClient, client_of: SignIn) -> None:
    clerk = client_of("pelaksana")
    assert clerk.get(DRAFT).status_code == 403
    assert "Rancangan" not in clerk.get(f"/sop/{KEY}").text


def bring(client: FlaskClient, name: str, data: bytes) -> TestResponse:
    sent = {"file": (BytesIO(data), name)}
    return client.post("/rancangan/bawa", data=sent, content_type="multipart/form-data")


@pytest.mark.parametrize("name", ["sub-process", "service-task", "event-gateway", "timer-event"])
def test_what_cannot_run_is_shown_in_every_page_of_its_draft(client_of: SignIn, name: str) -> None:
    client = client_of("pemilik")
    draft = bring(client, "x.bpmn", (DIAGRAMS / f"bad/{name}.bpmn").read_bytes()).location
    for page in ("", "/tabel", "/coba", "/diagram", "/naskah"):
        assert client.get(f"{draft}{page}").status_code == 200


def test_a_name_beyond_all_measure_becomes_no_draft_and_is_told_so(client_of: SignIn) -> None:
    text = (DIAGRAMS / "good/lanes.bpmn").read_text()
    data = text.replace("Memeriksa laporan", "N" * 400_000).encode()
    answer = bring(client_of("pemilik"), "panjang.bpmn", data)
    assert answer.status_code == 422 and "memuat 400000 karakter, “NNN" in answer.text
    assert len(answer.text) < 20_000


def test_what_goes_out_as_a_zip_comes_in_as_the_same_draft(owner: FlaskClient) -> None:
    save(owner, slower(owner), 1)
    packed = owner.get(f"{DRAFT}/paket.zip").data
    owner.post(f"{DRAFT}/buang", data={"edition": 2})
    assert bring(owner, "sop.zip", packed).location == DRAFT
    assert owner.get(f"{DRAFT}/paket.zip").data == packed
    for page in (DRAFT, f"{DRAFT}/diagram"):
        html = owner.get(page).text
        assert "dibawa dari berkas sop.zip" in html and "dari versi" not in html


def test_an_sop_that_has_a_draft_takes_no_other_one_and_says_what_to_do(
    owner: FlaskClient,
) -> None:
    answer = bring(owner, "sop.zip", owner.get(f"{DRAFT}/paket.zip").data)
    assert answer.status_code == 422 and "selesaikan atau buang dahulu rancangan itu" in answer.text
    assert f'<a class="btn" href="{DRAFT}">Buka rancangan itu</a>' in answer.text


def test_a_diagram_of_another_tool_becomes_a_draft_that_says_what_it_lacks(
    client_of: SignIn,
) -> None:
    owner = client_of("pemilik")
    other = (DIAGRAMS / "bad/no-lane.bpmn").read_bytes()
    answer = bring(owner, "lain.bpmn", other)
    assert answer.status_code == 303
    page = owner.get(answer.location).text
    assert "ditolak" in page and "Alur membuatkan yang belum ada" in page
    drawn = reading.read(owner.get(f"{answer.location}/process.bpmn").data)
    assert (drawn.key, len(drawn.nodes)) == ("contoh", len(reading.read(other).nodes))
    assert drawn.drawing.boxes.keys() >= drawn.node.keys()
    assert "rancangan yang belum memiliki versi" in owner.get("/sop").text


def lanes_without(client_of: SignIn, *elements: str) -> tuple[FlaskClient, str, str]:
    """The owner, the address of a draft that lacks shapes or lines, and its file."""
    text = (DIAGRAMS / "good/lanes.bpmn").read_text()
    for name in elements:
        drawn = rf'<bpmndi:\w+ id="{name}_di".*?</bpmndi:BPMN(Shape|Edge)>'
        text = re.sub(drawn, "", text, flags=re.DOTALL)
    owner = client_of("pemilik")
    return owner, bring(owner, "lain.bpmn", text.encode()).location, text


def test_what_a_drawing_lacks_is_drawn_at_a_press(client_of: SignIn) -> None:
    owner, draft, text = lanes_without(client_of, "susun", "start_susun", "susun_periksa")
    assert owner.get(f"{draft}/process.bpmn").text == text
    assert "3 unsur belum bertempat" in owner.get(draft).text
    assert owner.post(f"{draft}/gambar", data={"edition": 1}).status_code == 303
    page = owner.get(draft).text
    assert "belum bertempat" not in page and "Alur membuatkan yang belum ada" in page
    assert "susun" in reading.read(owner.get(f"{draft}/process.bpmn").data).drawing.boxes


def test_an_editor_that_has_nothing_to_show_offers_a_drawing_and_the_table(
    client_of: SignIn,
) -> None:
    owner = client_of("pemilik")
    empty = re.sub("<(startEvent|endEvent|sequenceFlow) [^>]*>", "", NO_STEP.read_text())
    draft = bring(owner, "kosong.bpmn", empty.encode()).location
    page = owner.get(f"{draft}/diagram").text
    assert f'action="{draft}/gambar"' in page and f'href="{draft}/tabel"' in page
    answer = owner.post(f"{draft}/gambar", data={"edition": 1})
    assert answer.status_code == 422 and "tidak ada langkah" in answer.text
    assert owner.get(f"{draft}/tabel").status_code == 200


@pytest.mark.parametrize("name", ["_Proses1", "baru"])
def test_a_process_id_that_names_no_sop_is_mended_at_a_press(client_of: SignIn, name: str) -> None:
    owner = client_of("pemilik")
    odd = (DIAGRAMS / "good/lanes.bpmn").read_text().replace('"contoh"', f'"{name}"')
    draft = bring(owner, "lain.bpmn", odd.encode()).location
    assert draft == "/sop/contoh/rancangan"
    assert f"“{name}”" in owner.get(draft).text
    owner.post(f"{draft}/kunci", data={"edition": 1})
    mended = owner.get(f"{draft}/process.bpmn").text
    assert f'"{name}"' not in mended and '<process id="contoh"' in mended


def test_a_process_that_another_tool_marked_not_to_run_is_mended_at_a_press(
    client_of: SignIn,
) -> None:
    owner = client_of("pemilik")
    idle = (DIAGRAMS / "bad/not-executable.bpmn").read_bytes()
    draft = bring(owner, "signavio.bpmn", idle).location
    assert "ditandai tidak dapat dijalankan" in owner.get(draft).text
    assert f'action="{draft}/jalankan"' in owner.get(draft).text
    edition = re.search(r'name="edition" value="(\d+)"', owner.get(draft).text)
    owner.post(f"{draft}/jalankan", data={"edition": edition and edition[1]})
    assert "ditandai tidak dapat dijalankan" not in owner.get(draft).text
    assert 'isExecutable="true"' in owner.get(f"{draft}/process.bpmn").text


def test_a_mark_to_run_is_refused_to_whoever_looks_at_an_older_edition(client_of: SignIn) -> None:
    owner = client_of("pemilik")
    idle = (DIAGRAMS / "bad/not-executable.bpmn").read_bytes()
    draft = bring(owner, "signavio.bpmn", idle).location
    assert owner.post(f"{draft}/jalankan", data={"edition": 999}).status_code == 422
    assert 'isExecutable="false"' in owner.get(f"{draft}/process.bpmn").text


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"<html/>"])
def test_what_is_no_sop_is_refused(client_of: SignIn, data: bytes) -> None:
    assert bring(client_of("pemilik"), "sop.zip", data).status_code == 422


def test_a_zip_that_would_fill_the_memory_is_refused(client_of: SignIn) -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("process.bpmn", b" " * 6_000_000)
    assert bring(client_of("pemilik"), "bom.zip", out.getvalue()).status_code == 422


ODD = {
    "a draft begun from no number": ("mulai", {"number": "abc"}),
    "an edition of many digits": ("buang", {"edition": "9" * 5000}),
    "a request in another script": ("sahkan", {"request": "٣", "password": PASSWORD}),
}


@pytest.mark.parametrize("act, values", ODD.values(), ids=ODD)
def test_odd_numbers_are_refused_in_words(
    owner: FlaskClient, act: str, values: dict[str, str]
) -> None:
    assert owner.post(f"{DRAFT}/{act}", data=values).status_code in (403, 404, 409)


@pytest.mark.parametrize("xml", ["x", "\ud800", "<a>" * 9000])
def test_odd_diagrams_are_refused_in_words(owner: FlaskClient, xml: str) -> None:
    assert save(owner, xml, 1)[0] == 422
    sent = {"xml": xml, "element": "T1"}
    for place in ("pratinjau", "periksa"):
        assert owner.post(f"{DRAFT}/{place}", json=sent).status_code == 422


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-30", "kemarin"])
def test_a_day_that_no_office_plans_is_today(owner: FlaskClient, day: str) -> None:
    assert owner.get(f"{DRAFT}/coba?hari={day}").status_code == 200


@pytest.mark.parametrize("name", ["../x.md", "C:x.md", "a\\..\\x.md", "x\t.md", "x" * 300])
def test_a_zip_with_odd_names_is_refused(client_of: SignIn, name: str) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("process.bpmn", "<a/>")
        archive.writestr(name, "x")
    assert bring(client_of("pemilik"), "sop.zip", out.getvalue()).status_code == 422
