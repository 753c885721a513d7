"""On the page of a signed paper a copy is added that was signed outside; who verifies it knows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine import documents, paper_copies, proofs
from engine.database import Database
from engine.models import DocumentVersion
from engine.paper_copies import Kind
from tests.copies import PNG, SCAN, add_copy, newest
from tests.engine.test_paper_copies import undo
from tests.office import PASSWORD, Statements, acting, start, walk
from tests.webui.test_documents import sign
from webui.papers import sheets

Clients = Callable[[str], FlaskClient]
DECREE = "D4"


@pytest.fixture
def decree(office: Database) -> DocumentVersion:
    """A decree that has just been signed."""
    instance = start(office).instance_id
    walk(office, instance, until="T8")
    sign(office, instance, "kadis", {"arahan": "Laksanakan."})
    return newest(office, instance, DECREE)


def send(
    client: FlaskClient, version: DocumentVersion, data: bytes, name: str, **typed: str
) -> TestResponse:
    """Fill the form for a copy in and send it."""
    form = {"kind": "scan", "note": "", "password": PASSWORD, "file": (BytesIO(data), name)}
    form |= typed
    path = f"/dokumen/{version.id}/salinan"
    answer = client.post(path, data=form, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()
    return answer


def verify(client: FlaskClient, token: str, data: bytes | None = None) -> str:
    """What the page says to whoever types a code or a digest, and sends a file."""
    form: dict[str, object] = {"token": token}
    if data is not None:
        form["file"] = (BytesIO(data), "sk.pdf")
    return client.post("/periksa", data=form, content_type="multipart/form-data").text


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """The browser of somebody who has not signed in."""
    return app.test_client()


def number(office: Database, version: DocumentVersion) -> int:
    with office.reading() as session:
        found = paper_copies.of_instance(session, version.instance_id)
        return found[version.id][0].row.id


def test_a_copy_is_added_on_the_page_of_the_paper_and_stands_first_on_it(
    office: Database, decree: DocumentVersion, client_of: Clients
) -> None:
    client = client_of("kadis")
    assert "Tambah naskah bertanda tangan" in client.get(f"/dokumen/{decree.id}").text
    answer = send(client, decree, SCAN, "sk.pdf", note="Map 7.")
    assert answer.status_code == 303
    page = client_of("auditor").get(f"/dokumen/{decree.id}").text
    assert page.index("Naskah bertanda tangan yang dipakai") < page.index('class="document"')
    for said in (
        "Pindaian naskah bertanda tangan basah",
        "Map 7.",
        hashlib.sha256(SCAN).hexdigest(),
    ):
        assert said.lower() in page.lower()
    assert "Tambah naskah bertanda tangan" not in page


def test_the_file_of_a_copy_is_saved_and_never_run(
    office: Database, decree: DocumentVersion, client_of: Clients, stranger: FlaskClient
) -> None:
    data = b"%PDF-1.7 <script>alert(1)</script>"
    send(client_of("kadis"), decree, data, "../sk<b>.HTML")
    path = f"/salinan/{number(office, decree)}"
    assert f'href="{path}"' in client_of("auditor").get(f"/dokumen/{decree.id}").text
    answer = client_of("auditor").get(path)
    assert answer.data == data and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert stranger.get(path).status_code == 401


@pytest.mark.parametrize(
    ("data", "typed", "said"),
    [
        (b"<html><script>1</script>", {}, "bukan berkas yang dapat disimpan"),
        (b"%PDF-" + b"0" * 20_000_000, {}, "lebih besar dari 10 MB"),
        (b"", {}, "kosong"),
        (PNG, {"kind": "certified"}, "adalah PDF"),
        (SCAN, {"kind": ""}, "belum diisi"),
    ],
    ids=["a page", "20 MB", "empty", "picture", "no kind"],
)
def test_what_is_no_copy_is_refused_beside_its_field_and_the_note_stays(
    office: Database,
    decree: DocumentVersion,
    client_of: Clients,
    data: bytes,
    typed: dict[str, str],
    said: str,
) -> None:
    answer = send(client_of("kadis"), decree, data, "sk.pdf", note="Tetap ada.", **typed)
    assert answer.status_code == 422 and said in answer.text
    assert 'value="Tetap ada."' in answer.text and "aria-invalid" in answer.text
    assert "Naskah bertanda tangan yang dipakai" not in answer.text


def test_the_same_copy_sent_twice_is_kept_once_and_told(
    office: Database, decree: DocumentVersion, client_of: Clients
) -> None:
    send(client_of("kadis"), decree, SCAN, "sk.pdf")
    answer = send(client_of("kadis"), decree, SCAN, "sk.pdf")
    assert (
        answer.status_code == 422
        and "sudah tersimpan sebagai naskah bertanda tangan" in answer.text
    )


def test_a_copy_asks_for_the_password_and_a_wrong_one_is_counted(
    office: Database, decree: DocumentVersion, client_of: Clients
) -> None:
    client = client_of("kadis")
    answer = send(client, decree, SCAN, "sk.pdf", note="Map 7.", password="bukan-sandinya")
    assert answer.status_code == 422 and "Ini bukan kata sandi Anda" in answer.text
    assert 'value="Map 7."' in answer.text and "bukan-sandinya" not in answer.text
    with office.reading() as session:
        assert paper_copies.of_instance(session, decree.instance_id) == {}
        assert proofs.secret_of(session, acting(session, "kadis")).failures == 1


def test_the_page_says_who_added_a_copy_and_whether_it_is_a_signers(
    office: Database, decree: DocumentVersion, client_of: Clients
) -> None:
    add_copy(office, decree, "kasubag")
    page = client_of("auditor").get(f"/dokumen/{decree.id}").text
    assert "bukan penanda tangan naskah ini" in page and "Meranti Contoh, Kasubag" in page
    add_copy(office, decree, "kadis", SCAN + b"2")
    page = client_of("auditor").get(f"/dokumen/{decree.id}").text
    assert "bukan penanda tangan naskah ini" not in page and "Naskah bertanda tangan lain" in page


def test_nobody_without_the_post_is_offered_the_form_or_gets_through_with_it(
    office: Database, decree: DocumentVersion, client_of: Clients
) -> None:
    walk(office, decree.instance_id)
    result = newest(office, decree.instance_id, "D7")
    for login in ("tim1", "kasubag", "auditor", "admin"):
        assert (
            "Tambah naskah bertanda tangan"
            not in client_of(login).get(f"/dokumen/{result.id}").text
        )
        assert send(client_of(login), result, SCAN, "a.pdf").status_code == 403


def test_lists_of_papers_say_that_there_is_a_copy(
    office: Database, decree: DocumentVersion, client_of: Clients
) -> None:
    add_copy(office, decree, "kadis")
    auditor = client_of("auditor")
    assert "final, bertanda tangan" in auditor.get(f"/pelaksanaan/{decree.instance_id}").text
    page = auditor.get(f"/dokumen/{decree.id - 1}").text
    assert "Naskah bertanda tangan yang dipakai" not in page


def test_the_history_tells_of_a_copy_in_both_languages(
    office: Database, decree: DocumentVersion, client_of: Clients
) -> None:
    add_copy(office, decree, "kadis", kind=Kind.CERTIFIED, note="Lewat aplikasi.")
    auditor = client_of("auditor")
    path = f"/pelaksanaan/{decree.instance_id}"
    said = "menambahkan naskah bertanda tangan “SK Tim Penyusun dan Penerapan SAKIP”, versi 2"
    page = auditor.get(path).text
    assert f"{said}: PDF dari layanan" in page and "Lewat aplikasi." in page
    auditor.get("/bahasa/en")
    assert (
        "added a copy of “Team decree”, version 2: PDF from a certified" in auditor.get(path).text
    )


def test_a_copy_of_a_version_that_became_void_counts_no_more(
    office: Database, decree: DocumentVersion, client_of: Clients, stranger: FlaskClient
) -> None:
    add_copy(office, decree, "kadis")
    undo(office, decree)
    page = client_of("kadis").get(f"/dokumen/{decree.id}").text
    assert (
        "Naskah bertanda tangan yang dipakai" not in page
        and "naskah bertanda tangannya ikut gugur" in page
    )
    assert (
        "Tambah naskah bertanda tangan" not in page and f"/salinan/{number(office, decree)}" in page
    )
    assert (
        "ada naskah bertanda tangan"
        not in client_of("auditor").get(f"/pelaksanaan/{decree.instance_id}").text
    )
    told = verify(stranger, decree.token, SCAN)
    assert "naskah bertanda tangan ini tidak berlaku lagi" in told and "Berkas sama" not in told


def test_who_verifies_a_paper_learns_that_a_copy_counts_and_of_no_note(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    add_copy(office, decree, "kadis", kind=Kind.CERTIFIED, note="Rahasia.")
    page = stranger.get(f"/periksa/{decree.token}").text
    assert (
        "Naskah bertanda tangan yang dipakai" in page and hashlib.sha256(SCAN).hexdigest() in page
    )
    assert "tidak diperiksa di sini" in page and "Rahasia." not in page
    assert "bukan tanda tangan elektronik tersertifikasi" in page


def test_a_copy_in_hand_is_recognised_the_newest_and_an_earlier_one(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    newer = SCAN + b"2"
    add_copy(office, decree, "kadis")
    add_copy(office, decree, "kadis", newer)
    for token in (decree.token, ""):
        assert "Naskah inilah yang dipakai kantor" in verify(stranger, token, newer)
        assert "Naskah ini bukan yang dipakai kantor" in verify(stranger, token, SCAN)
    altered = verify(stranger, decree.token, newer + b" ")
    assert "bukan yang dibuat di sini" in altered and "Kantor ini menyimpan" not in altered


def test_a_digest_is_looked_up_where_the_code_goes(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    add_copy(office, decree, "kadis")
    with office.reading() as session:
        draft = documents.of_instance(session, decree.instance_id)[DECREE][-1]
    made, copy = (decree.sha256 or b"").hex(), hashlib.sha256(SCAN).hexdigest()
    for digest, said in ((made, "SHA-256 ini milik berkas"), (draft.digest.hex(), "Ini sidik isi")):
        page = verify(stranger, f" {digest.upper()} ")
        assert said in page and "SK Tim" in page
    assert "Naskah inilah yang dipakai kantor" in stranger.get(f"/periksa/{copy}").text
    unknown = stranger.get(f"/periksa/{'0' * 64}")
    assert unknown.status_code == 404 and "Sidik digital tidak dikenal" in unknown.text


def test_a_paper_sent_with_another_papers_code_is_known_as_itself(
    office: Database, decree: DocumentVersion, stranger: FlaskClient
) -> None:
    other = newest(office, decree.instance_id, "D5")
    with office.reading() as session:
        data = sheets.pdf(session, other)
    add_copy(office, decree, "kadis")
    told = verify(stranger, decree.token, data)
    assert "Naskah lain dari kantor ini" in told and "Form Pengukuran" in told
    assert "bukan yang dibuat di sini" not in told
    told = verify(stranger, other.token, SCAN)
    assert "Naskah lain dari kantor ini" in told and "Naskah inilah yang dipakai kantor" in told


def test_the_page_of_a_paper_asks_no_more_of_the_database_with_many_copies(
    office: Database, decree: DocumentVersion, client_of: Clients
) -> None:
    client, asked = client_of("auditor"), []
    for data in (SCAN, SCAN + b"2"):
        add_copy(office, decree, "kadis", data)
        with Statements(office) as heard:
            client.get(f"/dokumen/{decree.id}")
        asked.append(len(heard.texts))
    assert asked[0] == asked[1]
