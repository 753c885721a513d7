"""Files in the form of a step: kept with what is typed, sent with the step, never run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from flask import g
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, select
from werkzeug.test import TestResponse

from engine import uploads
from engine.database import Database
from engine.models import Attachment, Content, Upload, WorkItem
from tests.office import start, waiting, walk

Clients = Callable[[str], FlaskClient]

PDF = b"%PDF-1.7 rekap"
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def item(office: Database) -> int:
    """The team's measurement, whose form takes files."""
    instance = start(office).instance_id
    walk(office, instance, until="T10")
    return waiting(office, instance)[0].item.id


def office_file(*names: str, mimetype: bytes = b"") -> bytes:
    """A zip as an office program writes it."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


def add(
    client: FlaskClient, item: int, data: bytes, name: str = "rekap.pdf", **typed: object
) -> TestResponse:
    """Choose a file and press the button beside it."""
    form = {"bukti": "", "bukti.new": (BytesIO(data), name), "upload": "bukti"} | typed
    answer = client.post(f"/tugas/{item}", data=form, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()
    return answer


def test_a_file_is_kept_with_what_is_typed_and_sent_with_the_step(
    item: int, client_of: Clients, office: Database
) -> None:
    client = client_of("tim1")
    page = add(client, item, PDF, catatan="Sudah lengkap.").text
    assert "rekap.pdf" in page and f'value="{SHA}"' in page and "Sudah lengkap." in page
    assert "rekap.pdf" in client.post(f"/tugas/{item}", data={"bukti": SHA}).text
    client.post(f"/tugas/{item}/kirim", data={"bukti": ["", SHA]})
    with office.reading() as session:
        assert session.scalars(select(Attachment.file_name)).all() == ["rekap.pdf"]
        assert session.get(Content, bytes.fromhex(SHA)).bytes == PDF
        assert session.scalars(select(Upload)).all() == []


@pytest.mark.parametrize("name", ["Laporan – TW III.pdf", "rekap “akhir”;.pdf", "報告.pdf"])
def test_a_file_is_handed_out_whatever_letters_its_name_has(
    item: int, client_of: Clients, name: str
) -> None:
    client = client_of("tim1")
    add(client, item, PDF, name)
    named = client.get(f"/tugas/{item}/berkas/{SHA}").headers["Content-Disposition"]
    # What a server cannot write as Latin-1 it does not send at all.
    assert named.encode("latin-1")
    assert unquote(named.partition("filename*=UTF-8''")[2]) == name


def test_a_file_is_handed_out_to_be_saved_and_never_run(
    item: int, client_of: Clients, office: Database
) -> None:
    client = client_of("tim1")
    add(client, item, PDF, name='..\\"<script>.HTML')
    client.post(f"/tugas/{item}/kirim", data={"bukti": SHA})
    with office.reading() as session:
        number = session.scalar(select(Attachment.id))
    instance = client_of("auditor").get(f"/pelaksanaan/{_instance(office, item)}").text
    assert f'href="/berkas/{number}"' in instance
    answer = client_of("auditor").get(f"/berkas/{number}")
    assert answer.data == PDF and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert ".HTML.pdf" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_what_was_not_sent_is_nobody_elses_business(item: int, client_of: Clients) -> None:
    add(client_of("tim1"), item, PDF)
    assert client_of("tim1").get(f"/tugas/{item}/berkas/{SHA}").data == PDF
    assert client_of("tim2").get(f"/tugas/{item}/berkas/{SHA}").status_code == 404
    page = client_of("tim2").get(f"/tugas/{item}").text
    assert SHA not in page and page.count("rekap.pdf") == page.count("terkirim: rekap.pdf.")
    answer = client_of("tim2").post(f"/tugas/{item}/kirim", data={"bukti": SHA})
    assert answer.status_code == 422


def test_a_removed_file_leaves_nothing_behind(
    item: int, client_of: Clients, office: Database
) -> None:
    client = client_of("tim1")
    add(client, item, PDF)
    page = client.post(f"/tugas/{item}", data={"bukti": ["", SHA], "remove": "bukti:0"}).text
    assert "rekap.pdf" not in page
    with office.reading() as session:
        assert session.scalars(select(Upload)).all() == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "kosong"),
        (b"%PDF-" + b"0" * 20_000_000, "lebih besar dari 10 MB"),
        (b"<script>alert(1)</script>", "bukan berkas yang dapat disimpan"),
        (b"MZ\x90\x00", "bukan berkas yang dapat disimpan"),
        (office_file("a.txt"), "bukan berkas yang dapat disimpan"),
        (office_file("xl/workbook.xml", "xl/vbaProject.bin"), "bukan berkas yang dapat disimpan"),
        (b"PK\x03\x04 broken", "bukan berkas yang dapat disimpan"),
    ],
    ids=["empty", "20 MB", "page", "program", "zip", "macros", "broken"],
)
def test_a_file_that_cannot_be_kept_is_refused_beside_its_field_and_the_rest_stays(
    item: int, client_of: Clients, data: bytes, said: str
) -> None:
    answer = add(client_of("tim1"), item, data, catatan="Tetap ada.")
    assert answer.status_code == 422
    assert said in answer.text and 'id="bukti-error"' in answer.text
    assert "Tetap ada." in answer.text


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (office_file("xl/workbook.xml"), "xlsx"),
        (office_file("word/document.xml"), "docx"),
        (office_file(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "ods"),
    ],
)
def test_a_file_is_named_by_what_it_holds(
    item: int, client_of: Clients, data: bytes, ending: str
) -> None:
    assert f"bukti.exe.{ending}" in add(client_of("tim1"), item, data, name="bukti.exe").text


def test_more_files_than_a_field_takes_are_refused_as_they_come(
    item: int, client_of: Clients, office: Database
) -> None:
    client, kept = client_of("tim1"), list[str]()
    for number in range(uploads.MOST_FILES):
        data = PDF + bytes([number])
        kept.append(hashlib.sha256(data).hexdigest())
        assert add(client, item, data, bukti=kept[:-1]).status_code == 200
    answer = add(client, item, PDF, bukti=kept)
    assert answer.status_code == 422 and "paling banyak 20 berkas" in answer.text
    with office.reading() as session:
        assert len(session.scalars(select(Upload.id)).all()) == uploads.MOST_FILES


def test_more_unsent_bytes_than_a_person_may_keep_in_an_item_are_refused_as_they_come(
    item: int, client_of: Clients
) -> None:
    client, kept = client_of("tim1"), list[str]()
    for number in range(5):
        data = b"%PDF-" + bytes([number]) * 9_999_995
        kept.append(hashlib.sha256(data).hexdigest())
        assert add(client, item, data, bukti=kept[:-1]).status_code == 200
    answer = add(client, item, PDF, bukti=kept)
    assert answer.status_code == 422 and "lebih besar dari 50 MB" in answer.text
    assert 'id="bukti-error"' in answer.text
    assert add(client, item, PDF, bukti=kept[1:]).status_code == 200


def test_a_file_that_the_form_does_not_name_any_more_gives_its_room_to_the_next(
    item: int, client_of: Clients, office: Database
) -> None:
    client = client_of("tim1")
    for data in (PDF, PDF + b"2"):
        add(client, item, data, bukti="bukan-sha")
    with office.reading() as session:
        assert session.scalars(select(Upload.data)).all() == [PDF + b"2"]


def test_files_are_judged_before_anything_is_locked(
    item: int, client_of: Clients, office: Database
) -> None:
    client, judged = client_of("tim1"), list[int]()

    @event.listens_for(office.engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("alur_writes"):
            judged.append(len(g.uploads))

    add(client, item, PDF)
    event.remove(office.engine, "begin", begun)
    assert judged == [1]


def test_more_than_can_be_read_is_refused_with_its_limit(item: int, client_of: Clients) -> None:
    client = client_of("tim1")
    client.post(f"/tugas/{item}", data={"catatan": "Sudah dihitung.", "save": "draft"})
    answer = add(client, item, b"%PDF-" + b"0" * 26_000_000)
    assert answer.status_code == 413 and "2 MB teks, dan 25 MB" in answer.text
    assert "Kirim lebih sedikit berkas sekaligus" in answer.text
    assert "Sudah dihitung." in client.get(f"/tugas/{item}").text


@pytest.mark.parametrize(
    ("came", "leads"),
    [
        ("http://localhost/tugas/7?bidang=2", 'href="/tugas/7?bidang=2"'),
        ("https://lain.contoh/tugas/7", None),
        ("", None),
    ],
)
def test_what_was_too_much_leads_back_to_the_form_that_it_came_from(
    item: int, client_of: Clients, came: str, leads: str | None
) -> None:
    sent = {"bukti.new": (BytesIO(b"0" * 26_000_000), "rekap.pdf")}
    headers = {"Referer": came} if came else {}
    page = client_of("tim1").post(
        f"/tugas/{item}", data=sent, headers=headers, content_type="multipart/form-data"
    )
    page.request.environ["wsgi.input"].close()
    assert page.status_code == 413
    assert ("Buka formulir seperti terakhir disimpan" in page.text) == bool(leads)
    assert leads is None or leads in page.text


def _instance(office: Database, item: int) -> int:
    with office.reading() as session:
        return session.get_one(WorkItem, item).instance_id
