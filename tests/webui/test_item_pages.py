"""A work item in the browser's hands: nothing typed is lost, nothing is sent unseen."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from engine import items
from engine.completion import complete
from engine.database import Database
from engine.models import WorkItem
from engine.sending import Sent
from tests.engine.test_moving import to_step
from tests.office import KEY, PASSWORD, REASON, acting, do, start, upload_files, waiting, walk
from webui.app import create_app

Clients = Callable[[str], FlaskClient]


@pytest.fixture
def item(office: Database) -> int:
    """The Sekretaris's first task."""
    instance = start(office).instance_id
    walk(office, instance, until="T2")
    return waiting(office, instance)[0].item.id


@pytest.fixture
def check(office: Database) -> int:
    """The Kasubag's decision."""
    instance = start(office).instance_id
    walk(office, instance, until="T12")
    return waiting(office, instance)[0].item.id


def test_a_check_page_stands_between_the_form_and_the_record(item: int, client_of: Clients) -> None:
    client = client_of("sekretaris")
    page = client.post(f"/tugas/{item}", data={"arahan": "Siapkan bahan."}).text
    assert "Belum ada yang terkirim" in page and "Siapkan bahan." in page
    sent = client.post(f"/tugas/{item}/kirim", data={"arahan": "Siapkan bahan."})
    assert sent.status_code == 303
    assert "Kepala Dinas" in client.get(sent.location).text


def test_a_missing_field_is_named_on_top_and_beside_it(item: int, client_of: Clients) -> None:
    answer = client_of("sekretaris").post(f"/tugas/{item}", data={"catatan": "Sudah dibaca."})
    assert answer.status_code == 422
    assert 'href="#arahan"' in answer.text and 'id="arahan-error"' in answer.text
    assert "Sudah dibaca." in answer.text


def test_an_end_before_its_start_is_told_beside_the_end_in_its_row(
    office: Database, client_of: Clients
) -> None:
    item, row = waiting(office, start(office).instance_id)[0].item.id, "jadwal.0"
    form = {"tujuan": "Mengukur.", f"{row}.kegiatan": "Rapat", f"{row}.mulai": "2026-10-02"}
    form |= {f"{row}.selesai": "2026-10-01"}
    answer = client_of("kasubag").post(f"/tugas/{item}", data=form)
    assert answer.status_code == 422
    told = answer.text.partition(f'id="{row}.selesai-error"')[2].partition("</span></span>")[0]
    assert "Isi tanggal yang tidak lebih awal dari “Mulai”." in told
    assert f'href="#{row}.selesai"' in answer.text and 'value="2026-10-01"' in answer.text


def test_what_one_has_taken_oneself_is_said_so(office: Database, client_of: Clients) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T10")
    item, client = waiting(office, instance)[0].item.id, client_of("tim1")
    client.post(f"/tugas/{item}/ambil")
    for path in ("/kotak-tugas/saya", f"/tugas/{item}"):
        assert "Anda sudah mengambilnya untuk" in client.get(path).text, path
    assert "diambil oleh Anda" in client.get(f"/pelaksanaan/{instance}").text


def test_what_one_has_sent_on_to_oneself_comes_from_you(
    office: Database, client_of: Clients
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T10")
    do(office, waiting(office, instance)[0], login="tim1")
    item = waiting(office, instance)[0].item.id
    mine, other = (client_of(login).get(f"/tugas/{item}").text for login in ("tim1", "tim2"))
    post = "Tim Penyusun dan Penerapan SAKIP"
    assert mine.count(f"Anda ({post})") == 2 and f"Anda ({post})" not in other


def test_a_message_to_copy_leads_to_where_people_reach_this_office(
    office: Database, item: int, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALUR_URL", "https://alur.contoh/")
    with office.reading() as session:
        instance = session.get_one(WorkItem, item).instance_id
    do(office, waiting(office, instance)[0])
    (following,) = waiting(office, instance)
    page = client_of("sekretaris").get(f"/tugas/{item}/terkirim")
    assert f"https://alur.contoh/tugas/{following.item.id}<" in page.text


def test_a_draft_is_kept_on_the_server(item: int, client_of: Clients) -> None:
    client = client_of("sekretaris")
    client.post(f"/tugas/{item}", data={"arahan": "Belum selesai", "save": "draft"})
    assert "Belum selesai" in client_of("sekretaris").get(f"/tugas/{item}").text


def test_a_number_of_an_earlier_round_is_shown_so_that_it_reads_the_same(
    office: Database, client_of: Clients
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T15")
    row = waiting(office, instance)[0]
    given = {"nama": "Arsip", "jabatan": "Sekretariat", "jumlah": "12,125"}
    with office.writing() as session:
        who = acting(session, "pelaksana")
        files = upload_files(session, who, items.view(session, who, row.item.id), "buku.pdf")
        complete(session, who, row.item.id, Sent({"penerima": [given], **files}), datetime.now(UTC))
    to_step(office, instance, "T15")
    again, client = waiting(office, instance)[0].item.id, client_of("pelaksana")
    assert 'name="penerima.0.jumlah"' in (page := client.get(f"/tugas/{again}").text)
    assert 'value="12,125"' in page


def test_values_of_other_forms_and_routing_are_never_taken_from_a_post(
    item: int, client_of: Clients, office: Database
) -> None:
    data = {"arahan": "Siapkan.", "post_id": "1", "node": "T14", "person_id": "1"}
    client_of("sekretaris").post(f"/tugas/{item}/kirim", data=data)
    with office.reading() as session:
        body = session.scalar(text("SELECT body FROM record ORDER BY at DESC LIMIT 1"))
    assert "T14" not in str(body)


def test_a_return_asks_for_its_reason(check: int, client_of: Clients) -> None:
    client = client_of("kasubag")
    answer = client.post(f"/tugas/{check}", data={"decision": "F16", "reason": ""})
    assert answer.status_code == 422 and 'href="#reason"' in answer.text
    page = client.post(f"/tugas/{check}", data={"decision": "F16", "reason": REASON}).text
    assert REASON in page


def test_the_one_who_comes_second_reads_who_was_first_and_keeps_what_was_typed(
    item: int, client_of: Clients, office: Database
) -> None:
    client = client_of("sekretaris")
    do(office, waiting(office, _instance(office, item))[0])
    answer = client.post(f"/tugas/{item}/kirim", data={"arahan": "Panjang sekali."})
    assert answer.status_code == 409
    assert "Waru Contoh" in answer.text and "Panjang sekali." in answer.text


def _instance(office: Database, item: int) -> int:
    with office.reading() as session:
        query = text("SELECT instance_id FROM work_item WHERE id = :id")
        return session.scalar(query, {"id": item}) or 0


def test_signing_in_after_expiry_carries_on_with_what_was_posted(app: Flask, item: int) -> None:
    client, ours = app.test_client(), {"Origin": "http://localhost"}
    path, data = f"/tugas/{item}/kirim", {"arahan": "Ditulis lama."}
    page = client.post(path, data=data, headers=ours)
    assert page.status_code == 401 and "Ditulis lama." in page.text
    carry = _value(page.text, "carry")
    form = {"login": "sekretaris", "password": PASSWORD, "carry": carry, "next": "/"}
    resumed = client.post("/masuk", data=form).text
    assert f'action="{path}"' in resumed and 'value="Ditulis lama."' in resumed
    assert client.post(path, data=data).status_code == 303


def test_what_a_stranger_posts_is_not_carried_on(app: Flask, item: int) -> None:
    answer = app.test_client().post(
        f"/tugas/{item}/kirim", data={"arahan": "Jahat."}, headers={"Origin": "http://evil.example"}
    )
    assert answer.status_code == 401 and "Jahat." not in answer.text


def _value(page: str, name: str) -> str:
    from html import unescape

    return unescape(page.split(f'name="{name}" value="')[1].split('"')[0])


def test_a_form_without_a_token_is_refused(office: Database, item: int) -> None:
    client = create_app(office, "key").test_client()
    assert client.post(f"/tugas/{item}/kirim", data={"arahan": "x"}).status_code in (401, 403)


def test_a_full_disk_is_told_and_nothing_typed_is_lost(
    item: int, client_of: Clients, office: Database
) -> None:
    client = client_of("sekretaris")
    with office.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
    office.close()
    full = _Full(office, int(pages or 0))
    answer = client.post(f"/tugas/{item}/kirim", data={"arahan": "y" * 9_000 + "Tetap ada."})
    full.end()
    assert answer.status_code == 503 and "Tetap ada." in answer.text
    assert client.get(f"/tugas/{item}").status_code == 200


class _Full:
    """Lets a database's file grow no further, as on a full disk."""

    def __init__(self, office: Database, pages: int) -> None:
        from sqlalchemy import event

        self.office, self.event = office, event
        self.limit = lambda connection, _: connection.execute(f"PRAGMA max_page_count={pages}")
        event.listen(office.engine, "connect", self.limit)

    def end(self) -> None:
        self.event.remove(self.office.engine, "connect", self.limit)
        self.office.close()


def test_a_database_that_goes_away_is_told_and_nothing_typed_is_lost(
    item: int, client_of: Clients, app: Flask
) -> None:
    client = client_of("sekretaris")
    app.extensions["alur"] = Database("sqlite:////nowhere/at/all.db")
    answer = client.post(f"/tugas/{item}/kirim", data={"arahan": "Tetap ada."})
    assert answer.status_code == 503 and "Tetap ada." in answer.text


@pytest.mark.parametrize("path", ["//evil.example", "/\t/evil.example", "/\\evil.example", "http:"])
def test_nothing_leads_to_another_site(app: Flask, path: str) -> None:
    answer = app.test_client().get("/bahasa/en", query_string={"next": path})
    assert answer.location == "/"


@pytest.mark.parametrize("value", ["²", "9" * 30, "-1", "x_²", "2026-01-01T00:00:00+00:00_²"])
def test_odd_numbers_in_addresses_are_no_error(client_of: Clients, value: str) -> None:
    client = client_of("auditor")
    for path in (f"/pelaksanaan?holder={value}&after={value}", f"/sop/{KEY}?versi={value}"):
        assert client.get(path).status_code in (200, 404)
    assert client.get(f"/pelaksanaan/{value}").status_code == 404


def test_a_copied_cookie_opens_nothing_after_signing_out(client_of: Clients, app: Flask) -> None:
    client = client_of("kadis")
    cookie = client.get_cookie("session")
    client.post("/keluar")
    thief = app.test_client()
    thief.set_cookie("session", cookie.value if cookie else "")
    assert thief.get("/kotak-tugas").status_code == 401


@pytest.mark.parametrize("carry", ['{"a": 1}', "[" * 9_999, '{"path": "/", "values": {"a": null}}'])
def test_a_spoilt_carry_does_not_keep_anybody_out(app: Flask, carry: str) -> None:
    form = {"login": "kadis", "password": PASSWORD, "carry": carry}
    assert app.test_client().post("/masuk", data=form).status_code == 302


def test_a_mistake_of_ours_is_told_with_a_code_and_nothing_typed_is_lost(
    item: int, client_of: Clients, app: Flask
) -> None:
    client = client_of("sekretaris")
    app.config["TESTING"] = False
    # Something that no rule foresaw: a definition that cannot be used.
    app.extensions["alur"]._info["memory"].definitions = dict.fromkeys(range(100))
    answer = client.post(f"/tugas/{item}/kirim", data={"arahan": "Tetap ada."})
    assert answer.status_code == 500
    assert "Tetap ada." in answer.text and "G-" in answer.text


def test_an_approval_takes_the_password_and_a_wrong_one_is_counted_and_changes_nothing(
    office: Database, client_of: Clients
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T7")
    item = waiting(office, instance)[0].item.id
    client = client_of("kasubag")
    page = client.post(f"/tugas/{item}", data={"catatan": "Sudah diperiksa."}).text
    assert 'type="password"' in page and f'action="/tugas/{item}/tandatangan"' in page
    data = {"catatan": "Sudah diperiksa.", "password": "bukan-sandinya", "seen": seen(page)}
    answer = client.post(f"/tugas/{item}/tandatangan", data=data)
    assert answer.status_code == 422 and "bukan kata sandi Anda" in answer.text
    assert "Sudah diperiksa." in answer.text and "bukan-sandinya" not in answer.text
    assert client.post(f"/tugas/{item}/kirim", data={}).status_code == 409
    for _ in range(4):
        answer = client.post(f"/tugas/{item}/tandatangan", data=data)
    assert answer.status_code == 409 and "Kata sandi tidak diperiksa" in answer.text
    # While it is paused no password is looked at: the right one is answered as any other.
    for password in ("bukan-sandinya", PASSWORD):
        answer = client.post(f"/tugas/{item}/tandatangan", data=data | {"password": password})
        assert answer.status_code == 409 and "Sudah diperiksa." in answer.text
    assert waiting(office, instance)[0].item.id == item


def test_a_reason_typed_before_going_on_is_kept_and_not_sent(
    check: int, client_of: Clients
) -> None:
    client = client_of("kasubag")
    form = {"decision": "F15", "reason": REASON}
    page = client.post(f"/tugas/{check}", data=form).text
    assert "Belum ada yang terkirim" in page and REASON not in page
    assert REASON in client.get(f"/tugas/{check}").text


def test_a_return_takes_no_password(check: int, client_of: Clients) -> None:
    page = client_of("kasubag").post(f"/tugas/{check}", data={"decision": "F16", "reason": REASON})
    assert 'type="password"' not in page.text


def test_strangers_guessing_at_the_sign_in_keep_nobody_from_approving(
    office: Database, client_of: Clients, app: Flask
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T7")
    item, client = waiting(office, instance)[0].item.id, client_of("kasubag")
    for _ in range(5):
        guess = {"login": "kasubag", "password": "bukan-sandinya"}
        stranger = app.test_client().post("/masuk", data=guess)
    assert stranger.status_code == 401 and "Masuk ditunda" in stranger.text
    data = {"seen": seen(client.post(f"/tugas/{item}", data={}).text), "password": PASSWORD}
    answer = client.post(f"/tugas/{item}/tandatangan", data=data)
    assert answer.status_code == 303


def seen(page: str) -> str:
    """The last record that a page shows to whoever approves."""
    return re.findall(r'name="seen" value="(\d+)"', page)[0]


def test_what_cannot_be_sent_is_refused_before_the_password_is_looked_at(
    office: Database, client_of: Clients
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T7")
    item, client = waiting(office, instance)[0].item.id, client_of("kasubag")
    for _ in range(6):
        data = {"seen": "1", "password": "bukan-sandinya"}
        answer = client.post(f"/tugas/{item}/tandatangan", data=data)
        assert answer.status_code == 409 and "Kata sandi" not in answer.text


def test_passwords_sent_at_one_moment_are_looked_at_one_after_the_other(
    office: Database, client_of: Clients
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T7")
    item, client = waiting(office, instance)[0].item.id, client_of("kasubag")
    data = {"seen": seen(client.post(f"/tugas/{item}", data={}).text)}
    cookies = [client_of("kasubag") for _ in range(8)]

    def guess(n: int) -> int:
        sent = data | {"password": f"bukan-sandinya-{n}"}
        return cookies[n].post(f"/tugas/{item}/tandatangan", data=sent).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(guess, range(8)))
    assert answers == [409] * 4 + [422] * 4
