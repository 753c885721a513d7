"""Papers of an instance: filed as steps are completed, bound by approvals, verified by anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine import (
    anchors,
    approvals,
    calendars,
    documents,
    dossier,
    items,
    locking,
    moving,
    organisation,
    planning,
)
from engine.completion import complete
from engine.database import Database
from engine.errors import OutputMissing, PaperChanged
from engine.foreseeing import foreseen
from engine.models import DocumentVersion
from engine.sending import Sent
from engine.versions import definition
from tests.engine.measurement.samples import SAMPLE
from tests.office import REASON, acting, do, evidence, start, upload_files, waiting, walk
from tests.pdfs import pages, reads_pdfs
from webui import words
from webui.papers import pressing, sheets
from webui.papers.context import Material

Clients = Callable[[str], FlaskClient]


def versions(office: Database, instance: int, code: str) -> list[DocumentVersion]:
    with office.reading() as session:
        return documents.of_instance(session, instance).get(code, [])


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """The browser of somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def signed(office: Database) -> int:
    """An instance whose papers kadis has just signed."""
    instance = start(office).instance_id
    walk(office, instance, until="T8")
    sign(office, instance, "kadis", {"arahan": "Laksanakan."})
    return instance


def sign(office: Database, instance: int, login: str, values: dict[str, object]) -> None:
    """Complete the step that waits with its papers printed, as the pages do."""
    row, now = waiting(office, instance)[0], datetime.now(UTC)
    with office.reading() as session:
        who = acting(session, login)
        sent = Sent(values, evidence=evidence(session, who))
        pressed = pressing.pressed(session, who, row.item.id, sent, now)
    with office.writing() as session:
        complete(session, who, row.item.id, replace(sent, pressed=pressed), now)


def test_a_paper_gets_a_version_when_what_it_says_changes(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T5")
    assert [v.n for v in versions(office, instance, "D2")] == [3, 2, 1]
    assert [v.n for v in versions(office, instance, "D1")] == [1]


def test_a_signed_paper_keeps_its_number_and_its_bytes(office: Database, signed: int) -> None:
    newest, draft = versions(office, signed, "D4")
    with office.reading() as session:
        kept = documents.kept(session, newest)
        assert documents.number(session, signed, "D4").startswith("800/1/")
        assert documents.kept(session, draft) is None
        given = [one.approval.meaning for one in documents.approvals(session, newest)]
    assert newest.is_final and kept and kept.startswith(b"%PDF")
    assert given == ["paraf", "paraf", "tanda_tangan"]


def test_a_paper_signed_by_another_after_the_signature_became_void_bears_the_other(
    office: Database, signed: int
) -> None:
    now = datetime.now(UTC)
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), "Salah penanda tangan.", now)
        moving.to_step(session, order, signed, "T8")
        begun = (now - timedelta(days=1)).date()
        who = acting(session, "admin")
        organisation.begin_holding(session, who, "tim2", "kepala-dinas", "plh", "SK", begun, now)
    sign(office, signed, "tim2", {"arahan": "Laksanakan."})
    newest, void, _ = versions(office, signed, "D4")
    with office.reading() as session:
        given = documents.approvals(session, newest)
        assert documents.kept(session, newest) != documents.kept(session, void)
        assert documents.number(session, signed, "D4").startswith("800/1/")
    told = [(one.approval.capacity, one.is_void) for one in given[-2:]]
    assert told == [("definitif", True), ("plh", False)]
    assert newest.is_final and newest.digest == void.digest


def test_a_signed_paper_stays_while_its_signature_stands(office: Database, signed: int) -> None:
    walk(office, signed, until="T10")
    assert [one.is_final for one in versions(office, signed, "D4")] == [True, False]


def test_a_signed_paper_bears_the_mark_of_the_history_before(
    office: Database, signed: int, stranger: FlaskClient
) -> None:
    newest = versions(office, signed, "D4")[0]
    with office.reading() as session:
        sheet = sheets.of_version(session, newest)
        mark = anchors.marked(session, signed, newest.seq - 1)
    assert mark.startswith(f"{newest.seq - 1}: ")
    assert sheet.verification and sheet.verification.mark == mark
    assert mark in stranger.get(f"/periksa/{newest.token}").text


def test_what_is_added_to_a_signed_paper_says_which_version_was_signed(
    office: Database, signed: int, client_of: Clients, stranger: FlaskClient
) -> None:
    walk(office, signed, until="T10")
    grown, was_signed, *_ = versions(office, signed, "D2")
    with office.reading() as session:
        sheet = sheets.of_version(session, grown)
    (one,) = sheet.signatures
    assert one.version == was_signed.n and one.date
    assert sheet.watermark == ("CONTOH",)
    said = f"Versi {was_signed.n} disetujui oleh Dadap Contoh"
    assert said in client_of("auditor").get(f"/dokumen/{grown.id}").text
    assert said in stranger.get(f"/periksa/{grown.token}").text


def test_what_is_added_after_a_signature_became_void_is_a_draft(
    office: Database, signed: int
) -> None:
    with office.writing() as session:
        order = moving.Order(acting(session, "pemilik"), "Arahan keliru.", datetime.now(UTC))
        moving.to_step(session, order, signed, "T4")
    do(office, waiting(office, signed)[0])
    with office.reading() as session:
        sheet = sheets.of_version(session, versions(office, signed, "D2")[0])
    (awaited,) = sheet.signatures
    assert "KONSEP" in sheet.watermark and not awaited.approved


def test_what_is_initialled_is_marked_a_draft_until_it_is_signed(
    office: Database, signed: int
) -> None:
    walk(office, signed)
    marked = {}
    with office.reading() as session:
        for code, made in documents.of_instance(session, signed).items():
            sheet = sheets.of_version(session, made[0]) if made[0].made_from == "template" else None
            marked |= {code: "KONSEP" in sheet.watermark} if sheet else {}
    # What is filled in, handed over or recorded without an approval is no draft of anything.
    initialled_only, signed_or_plain = ("D3", "D6"), ("D1", "D2", "D4", "D9")
    assert all(marked[code] for code in initialled_only)
    assert not any(marked[code] for code in signed_or_plain)


def test_a_paper_that_nobody_signs_bears_the_date_on_which_it_was_made(
    office: Database, signed: int
) -> None:
    walk(office, signed)
    (receipt,) = versions(office, signed, "D9")
    with office.reading() as session:
        made = receipt.made_at.astimezone(calendars.zone(session)).date()
        said = repr(sheets.of_version(session, receipt).blocks)
    assert words.written_date(made, "id") in said


def test_two_instances_never_get_one_number(office: Database, signed: int) -> None:
    other = start(office).instance_id
    walk(office, other, until="T8")
    sign(office, other, "kadis", {"arahan": "Laksanakan."})
    with office.reading() as session:
        numbers = {documents.number(session, one, "D4") for one in (signed, other)}
    assert len(numbers) == 2


def test_what_was_printed_is_not_signed_when_it_says_something_else_by_then(
    office: Database,
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T8")
    row, now = waiting(office, instance)[0], datetime.now(UTC)
    with office.reading() as session:
        who = acting(session, "kadis")
        sent = Sent({"arahan": "Laksanakan."}, evidence=evidence(session, who))
        pressed = pressing.pressed(session, who, row.item.id, sent, now)
    other = replace(sent, values={"arahan": "Jangan."}, pressed=pressed)
    with pytest.raises(PaperChanged), office.writing() as session:
        complete(session, who, row.item.id, other, now)
    assert waiting(office, instance)[0].item.id == row.item.id


def test_a_paper_that_nothing_makes_keeps_its_step_from_being_completed(office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T15")
    row = waiting(office, instance)[0]
    with office.reading() as session:
        item = locking.seen(session, acting(session, "pelaksana"), row.item.id)
        with pytest.raises(OutputMissing, match="bukti dukung"):
            planning.planned(session, item, dossier.latest(session, instance))


def test_each_file_of_a_paper_is_a_version_of_its_own(office: Database, client_of: Clients) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T15")
    number, now = waiting(office, instance)[0].item.id, datetime.now(UTC)
    with office.writing() as session:
        who = acting(session, "pelaksana")
        files = upload_files(session, who, items.view(session, who, number), "satu.pdf", "dua.pdf")
        sent = Sent(files | {"penerima": [{"nama": "Ani", "jabatan": "Inspektur"}]})
        told = foreseen(session, locking.seen(session, who, number), sent, now)
        complete(session, who, number, sent, now)
    made = versions(office, instance, "D10")
    assert [(one.n, one.file_name) for one in made] == [(2, "dua.pdf"), (1, "satu.pdf")]
    assert [p.file["name"] for p in told.plans if p.file] == ["satu.pdf", "dua.pdf"]
    auditor = client_of("auditor")
    page = auditor.get(f"/pelaksanaan/{instance}").text
    assert "versi 1, satu.pdf" in page and "versi 2, dua.pdf" in page
    assert "Ada versi lebih baru" not in auditor.get(f"/dokumen/{made[1].id}").text


def test_a_return_makes_approvals_void_and_the_paper_says_so(
    office: Database, client_of: Clients
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T13")
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    (draft,) = versions(office, instance, "D6")
    with office.reading() as session:
        assert [one.is_void for one in documents.approvals(session, draft)] == [True]
        assert "T12" not in {one.node_id for one in approvals.standing(session, instance)}
    assert "gugur" in client_of("auditor").get(f"/dokumen/{draft.id}").text


def test_anybody_verifies_a_paper_by_its_code(
    office: Database, signed: int, stranger: FlaskClient
) -> None:
    newest = versions(office, signed, "D4")[0]
    page = stranger.get(f"/periksa/{newest.token}").text
    assert "800/1/" in page and "Ditandatangani" in page and "Kepala Dinas" in page
    assert stranger.get("/periksa/tidak-ada").status_code == 404


def test_a_paper_altered_by_one_byte_is_exposed(
    office: Database, signed: int, stranger: FlaskClient
) -> None:
    newest = versions(office, signed, "D4")[0]
    with office.reading() as session:
        kept = documents.kept(session, newest) or b""
    altered = kept[:-2] + bytes([kept[-2] ^ 1]) + kept[-1:]
    for data, said in ((kept, "sama persis"), (altered, "bukan yang dibuat di sini")):
        form = {"token": newest.token, "file": (BytesIO(data), "sk.pdf")}
        answer = stranger.post("/periksa", data=form, content_type="multipart/form-data")
        assert said in answer.text


def test_an_unknown_file_sent_alone_is_told_without_talk_of_a_code(stranger: FlaskClient) -> None:
    form = {"token": "", "file": (BytesIO(b"%PDF-1.7"), "sk.pdf")}
    page = stranger.post("/periksa", data=form, content_type="multipart/form-data").text
    assert "tidak dikenal di sini" in page and "Kode tidak dikenal" not in page


def test_a_draft_printed_twice_is_the_same_file(office: Database, signed: int) -> None:
    draft = versions(office, signed, "D4")[1]
    with office.reading() as session:
        assert sheets.pdf(session, draft) == sheets.pdf(session, draft)


@reads_pdfs
def test_a_paper_says_where_the_office_was_when_it_was_signed(
    office: Database, signed: int
) -> None:
    with office.writing() as session:
        now, admin = datetime.now(UTC), acting(session, "admin")
        organisation.change_office(session, admin, "Jalan Lain", "Tapin", now)
    newest, draft = versions(office, signed, "D4")
    with office.reading() as session:
        printed = sheets.pdf(session, newest)
        found = [sheets.of_version(session, one) for one in (newest, draft)]
        completed = dossier.latest(session, signed)
        material = Material(signed, definition(session, newest.version_id), completed)
        later = sheets.draft(session, material, "D4")
    kept, other = " ".join(pages(printed)), " ".join(pages(later))
    assert "Ditetapkan di Rantau" in kept and "alamat contoh" in kept
    assert [one.signatures[0].place for one in found] == ["Rantau", "Rantau"]
    assert "Ditetapkan di Tapin" in other and "Jalan Lain" in other


def test_the_tables_of_a_paper_are_regions_with_names_of_their_own(
    office: Database, signed: int, client_of: Clients
) -> None:
    (plan,) = versions(office, signed, "D1")
    page = client_of("auditor").get(f"/dokumen/{plan.id}").text
    assert re.findall(r'role="region" aria-label="(.+?)"', page) == ["Tabel 1", "Tabel 2"]


def test_papers_are_read_by_those_who_may_read_the_instance(
    office: Database, signed: int, client_of: Clients, stranger: FlaskClient
) -> None:
    newest = versions(office, signed, "D4")[0]
    for path in (f"/dokumen/{newest.id}", f"/dokumen/{newest.id}/berkas"):
        assert client_of("auditor").get(path).status_code == 200
        assert stranger.get(path).status_code == 401


def test_a_paper_is_saved_under_its_name_and_the_period(
    office: Database, client_of: Clients
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T9")
    newest = versions(office, instance, "D4")[0]
    headers = client_of("auditor").get(f"/dokumen/{newest.id}/berkas").headers
    name = headers["Content-Disposition"].partition("filename=")[2]
    assert name.endswith(f', Triwulan IV 2026, v{newest.n}.pdf"') and "D4" not in name


@reads_pdfs
def test_who_approves_is_shown_the_paper_with_his_own_answers_in_it(
    office: Database, client_of: Clients
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T8")
    item, client = waiting(office, instance)[0].item.id, client_of("kadis")
    page = client.post(f"/tugas/{item}", data={"arahan": "Dipercepat."}).text
    assert f"/tugas/{item}/naskah/D2" in page
    assert "pratinjau: menjadi versi saat dikirim" in page and "belum dibuat" not in page
    shown = client.get(f"/tugas/{item}/naskah/D2").data
    assert any("Dipercepat." in one for one in pages(shown))
    assert [one.n for one in versions(office, instance, "D2")] == [3, 2, 1]


def test_a_paper_opens_beside_the_page_on_which_a_step_is_checked(
    office: Database, client_of: Clients
) -> None:
    walk(office, instance := start(office).instance_id, until="T8")
    item, client = waiting(office, instance)[0].item.id, client_of("kadis")
    page = client.post(f"/tugas/{item}", data={"arahan": "Dipercepat."}).text
    link = page.partition(f'href="/tugas/{item}/naskah/D2')[2].partition("</a>")[0]
    assert 'target="_blank" rel="noopener"' in link and "(di tab baru)" in link


def test_a_paper_signed_without_its_print_is_compared_with_one_set_anew(
    office: Database, stranger: FlaskClient
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T9")
    newest = versions(office, instance, "D4")[0]
    with office.reading() as session:
        data = sheets.pdf(session, newest)
    assert newest.is_final and newest.sha256 is None
    for sent, said in ((data, "sama persis"), (data + b"\n", "bukan yang dibuat")):
        form = {"token": newest.token, "file": (BytesIO(sent), "sk.pdf")}
        page = stranger.post("/periksa", data=form, content_type="multipart/form-data").text
        assert said in page and "Ini konsep" not in page


def test_a_receipt_names_the_document_by_its_number_and_has_room_for_who_hands_it_over(
    office: Database, signed: int
) -> None:
    walk(office, signed, until="T14")
    sign(office, signed, "kadis", {})
    do(office, waiting(office, signed)[0])
    (receipt,) = versions(office, signed, "D9")
    with office.reading() as session:
        number = documents.number(session, signed, "D7")
        sheet = sheets.of_version(session, receipt)
    assert number and number in repr(sheet.blocks)
    (one,) = sheet.signatures
    assert one.said == "Yang menyerahkan" and one.name and one.post and one.date
    assert not one.approved and sheet.watermark == ("CONTOH",)


@pytest.mark.parametrize("is_made_before", [True, False])
def test_a_receipt_names_the_number_of_a_signature_that_stood_when_it_was_made(
    office: Database, signed: int, is_made_before: bool
) -> None:
    walk(office, signed, until="T14")
    sign(office, signed, "kadis", {})
    if is_made_before:
        do(office, waiting(office, signed)[0])
    for node in ("T14", "T15"):
        with office.writing() as session:
            order = moving.Order(acting(session, "pemilik"), REASON, datetime.now(UTC))
            moving.to_step(session, order, signed, node)
    do(office, waiting(office, signed)[0])
    with office.reading() as session:
        number = documents.number(session, signed, "D7")
        *_, receipt = documents.of_instance(session, signed)["D9"]
        sheet = sheets.of_version(session, receipt)
    assert number and (number in repr(sheet.blocks)) is is_made_before


def test_a_plan_says_who_drew_it_up_and_awaits_no_number(office: Database, signed: int) -> None:
    (plan,) = versions(office, signed, "D1")
    with office.reading() as session:
        sheet = sheets.of_version(session, plan)
    (one,) = sheet.signatures
    assert (one.said, one.name, one.approved) == ("Disusun oleh", "Meranti Contoh", "")
    assert "Nomor'" not in repr(sheet.blocks)


def test_a_paper_that_no_step_makes_is_kept_outside_and_of_another_the_row_is_named(
    office: Database, signed: int, client_of: Clients
) -> None:
    page = client_of("auditor").get(f"/pelaksanaan/{signed}").text
    assert re.search(r"Buku Agenda</span><span></span><small>disimpan oleh kantor", page)
    assert "belum dibuat; akan dibuat pada baris 15" in page


@reads_pdfs
def test_a_receipt_is_printed_from_what_is_typed_before_its_scan_is_there(
    office: Database, signed: int, client_of: Clients
) -> None:
    walk(office, signed, until="T14")
    sign(office, signed, "kadis", {})
    item, client = waiting(office, signed)[0].item.id, client_of("pelaksana")
    assert "Cetak Tanda Terima dari isian ini" in client.get(f"/tugas/{item}").text
    typed = {"penerima.0.nama": "Ani Contoh", "print": "D9"}
    answer = client.post(f"/tugas/{item}", data=typed)
    assert answer.status_code == 303
    (said,) = pages(client.get(answer.location).data)
    assert "Ani Contoh" in said and "Yang menyerahkan" in said and "KONSEP" not in said
    assert waiting(office, signed)[0].item.id == item and not versions(office, signed, "D9")


def test_no_receipt_is_printed_without_an_answer_that_is_wrong(
    office: Database, signed: int, client_of: Clients
) -> None:
    walk(office, signed, until="T14")
    sign(office, signed, "kadis", {})
    item, client = waiting(office, signed)[0].item.id, client_of("pelaksana")
    typed = {"penerima.0.nama": "Ani Contoh", "penerima.0.jumlah": "1 eks.", "print": "D9"}
    answer = client.post(f"/tugas/{item}", data=typed)
    assert answer.status_code == 422
    assert "Tulis angka saja. Anda menulis &#34;1 eks.&#34;" in answer.text
    assert 'value="1 eks."' in answer.text
    assert client.get(f"/tugas/{item}/naskah/D9/cetak").status_code == 422


def test_only_papers_that_say_what_is_typed_are_printed_from_a_form(
    office: Database, client_of: Clients
) -> None:
    instance = start(office).instance_id
    for login, node, offered in (
        ("kasubag", "T1", ["D1"]),
        ("kasubag", "T5", ["D4"]),
        ("kasubag", "T7", []),
        ("tim1", "T10", []),
    ):
        walk(office, instance, until=node)
        page = client_of(login).get(f"/tugas/{waiting(office, instance)[0].item.id}").text
        assert re.findall(r'name="print" value="(\w+)"', page) == offered


def test_what_is_enacted_with_a_note_beside_an_indicator_is_printed_before_its_table_is_kept(
    office: Database,
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    do(office, waiting(office, instance)[0], table={"rows": SAMPLE.to_json()["rows"]})
    while (row := waiting(office, instance)[0]).item.node_id != "T14":
        do(office, row, "Setuju" if row.item.node_id in ("T12", "T13") else None, table=None)
    note = {"rows": [{"id": "IK01", "approver_note_4": "Baik."}]}
    sign(office, instance, "kadis", {"indikator": note})
    (made,) = versions(office, instance, "D7")
    assert made.is_final and waiting(office, instance)[0].item.node_id == "T15"
