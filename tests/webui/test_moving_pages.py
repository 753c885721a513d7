"""Trying a draft, and moving instances, in pages."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from engine import dossier, impact, items, moving, offices
from engine.database import Database
from engine.models import Instance, Person, Version, WorkItem
from engine.moving import Order
from engine.versions import definition
from tests.engine.random_processes import a_random_process
from tests.engine.test_moving import GONE, OTHER_LANE, RENAMED, SHORTER, at, publish
from tests.office import KEY, REASON, Statements, acting, do, start, waiting, walk
from tests.webui.test_revision_pages import DRAFT, bring
from webui.papers.context import Material, context

WHY = "Menyesuaikan dengan versi baru."
NOW = datetime.now(UTC)

SignIn = Callable[[str], FlaskClient]


def versions_of(office: Database, chosen: list[int]) -> Counter[int]:
    """How many of these instances go by which version."""
    with office.reading() as session:
        of_it = select(Version.number).join(Instance, Instance.version_id == Version.id)
        return Counter(session.scalars(of_it.where(Instance.id.in_(chosen))))


@pytest.fixture
def owner(client_of: SignIn) -> FlaskClient:
    """The process owner."""
    return client_of("pemilik")


def test_a_hundred_are_moved_while_others_work_and_the_one_that_cannot_is_listed(
    office: Database, owner: FlaskClient
) -> None:
    chosen = [start(office).instance_id for _ in range(99)]
    chosen.insert(40, gone := at(office, "T11"))
    number = publish(office, *GONE)
    values = {"versi": number, "reason": WHY, "instance": chosen}
    with Statements(office) as heard:
        page, told = owner.post(f"/sop/{KEY}/pindah", data=values).iter_encoded(), b""
        while b"50 dari 100" not in told:
            told += next(page)
        # The page is still being sent: a writer would wait if one lock held all.
        assert 49 <= heard.commits < 60
        assert told.index(b'id="i-tick"') < told.index(b"#i-tick")
        start(office)
        told += b"".join(page)
    assert b"100 dari 100" in told and b"99 dari 100 dipindahkan ke versi 2" in told
    assert told.count(b"tidak ada dalam versi itu") == 1 == told.count(b'<li class="late">')
    assert versions_of(office, chosen) == {number: 99, 1: 1}
    assert versions_of(office, [gone]) == {1: 1}


def test_a_draft_is_played_decision_by_decision(owner: FlaskClient) -> None:
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    first = owner.get(f"{DRAFT}/coba").text
    assert "Dadap Contoh" in first and "Apa keputusannya?" in first and "jalan=F16" in first
    returned = owner.get(f"{DRAFT}/coba?jalan=F16").text
    assert "Putaran 2" in returned
    assert "Prosedur berakhir di sini." in owner.get(f"{DRAFT}/coba?jalan=F15,F18").text


def test_a_time_that_steps_share_is_told_once_and_the_sum_is_exact(owner: FlaskClient) -> None:
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    page = owner.get(f"{DRAFT}/coba").text
    assert page.count("berbagi waktu baris 7, dihitung sekali") == 1
    assert page.count("baku 15 menit") == 1 and "6 hari 5 jam 45 menit" in page
    assert "Satu hari = 7 jam 30 menit kerja." in page
    assert owner.get(f"/sop/{KEY}").text.count("berbagi waktu baris 7, dihitung sekali") == 1


def test_a_year_without_holidays_that_a_way_reaches_is_named(owner: FlaskClient) -> None:
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    assert "Hari libur 2027 belum diisi" in owner.get(f"{DRAFT}/coba?hari=2026-12-28").text
    assert "belum diisi: di tahun itu" not in owner.get(f"{DRAFT}/coba?hari=2026-11-02").text


def test_how_many_ways_are_not_listed_is_said(owner: FlaskClient) -> None:
    many = a_random_process(Random(6), loops_around_blocks=True)
    draft = bring(owner, "acak.bpmn", many).location
    assert "Tidak dicantumkan di sini: 68 dari 128 jalan." in owner.get(f"{draft}/coba").text
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    assert "Tidak dicantumkan" not in owner.get(f"{DRAFT}/coba").text


def test_a_day_without_holders_is_said(owner: FlaskClient) -> None:
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    assert "tidak sampai kepada siapa pun" in owner.get(f"{DRAFT}/coba?hari=2000-01-03").text


def test_what_a_draft_means_for_running_instances_stands_beside_it(
    office: Database, owner: FlaskClient
) -> None:
    start(office)
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    page = owner.get(DRAFT).text
    assert "1 pelaksanaan sedang berjalan" in page and "Setiap langkah sampai" in page


def test_of_many_instances_a_draft_tells_first_which_need_a_choice_and_then_all_others(
    office: Database, owner: FlaskClient
) -> None:
    for _ in range(21):
        start(office)
    gone = at(office, "T11")
    with office.writing() as session:
        session.get_one(Instance, gone).title = "Yang terakhir"
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    xml = owner.get(f"{DRAFT}/process.bpmn").text
    for old, new in GONE:
        xml = xml.replace(old, new)
    assert owner.post(f"{DRAFT}/simpan", json={"xml": xml, "edition": 1}).status_code == 200
    page = owner.get(DRAFT).text
    first, _, folded = page.partition("dan 2 pelaksanaan lagi")
    assert first.index("Yang terakhir") < first.index("<b>Uji</b>")
    assert first.count("<b>Uji</b>") == 19 and folded.count("<b>Uji</b>") == 2
    assert "tidak dicantumkan di sini" not in page


def test_how_many_instances_a_draft_does_not_list_is_said(
    office: Database, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impact, "MOST", 2)
    for _ in range(3):
        start(office)
    owner.post(f"{DRAFT}/mulai", data={"number": "1"})
    assert "1 lagi dimulai sesudahnya dan tidak dicantumkan di sini." in owner.get(DRAFT).text


def test_chosen_instances_are_moved_one_by_one_and_refusals_are_listed(
    office: Database, owner: FlaskClient
) -> None:
    safe, gone = at(office, "T5"), at(office, "T11")
    number = publish(office, RENAMED, *GONE)
    page = owner.get(f"/sop/{KEY}/pindah").text
    assert "ikut dengan aman" in page and "perlu pilihan" in page
    values = {"versi": number, "reason": WHY, "instance": [safe, gone, 999]}
    told = owner.post(f"/sop/{KEY}/pindah", data=values).text
    assert "1 dari 3" in told and "tidak ada dalam versi itu" in told and "999" in told
    assert "2 tetap seperti adanya" in told
    assert owner.post(f"/sop/{KEY}/pindah", data=values | {"place-T11": "T11x"}).text
    assert [row.item.node_id for row in waiting(office, gone)] == ["T11x"]
    assert "dari versi 1 ke versi 2" in owner.get(f"/pelaksanaan/{safe}").text


def test_where_all_go_on_that_stand_at_a_step_that_is_gone_is_chosen_once(
    office: Database, owner: FlaskClient
) -> None:
    gone = [at(office, "T11") for _ in range(3)]
    number = publish(office, *GONE)
    page = owner.get(f"/sop/{KEY}/pindah").text
    assert page.count("<select") == 1 and "3 pelaksanaan di “11. Menyusun draft" in page
    values = {"versi": number, "reason": WHY, "instance": gone, "place-T11": "T11x"}
    assert "3 dari 3" in owner.post(f"/sop/{KEY}/pindah", data=values).text
    assert {waiting(office, one)[0].item.node_id for one in gone} == {"T11x"}


def test_a_place_for_a_step_that_is_there_moves_nobody(
    office: Database, owner: FlaskClient
) -> None:
    instance = at(office, "T8")
    values = {"versi": publish(office, RENAMED), "reason": WHY, "instance": [instance]}
    told = owner.post(f"/sop/{KEY}/pindah", data=values | {"place-T8": "T1"}).text
    assert "0 dari 1" in told and "juga ada dalam versi itu" in told
    assert [row.item.node_id for row in waiting(office, instance)] == ["T8"]


def test_without_a_reason_nobody_is_moved_and_what_was_chosen_stays_chosen(
    office: Database, owner: FlaskClient
) -> None:
    one, gone = at(office, "T5"), at(office, "T11")
    number = publish(office, RENAMED, *GONE)
    values = {"versi": number, "reason": " ", "instance": [gone], "place-T11": "T11x"}
    page = owner.post(f"/sop/{KEY}/pindah", data=values)
    assert page.status_code == 422 and "Pemindahan memerlukan alasan" in page.text
    assert f'value="{gone}" checked' in page.text and f'value="{one}"><' in page.text
    assert '<option value="T11x" selected>' in page.text
    assert versions_of(office, [one, gone]) == {1: 2}


@pytest.mark.parametrize("login", ["pemilik", "admin"])
def test_one_is_moved_from_its_own_page(office: Database, client_of: SignIn, login: str) -> None:
    one, other = at(office, "T5"), at(office, "T5")
    number = publish(office, RENAMED)
    mover, path = client_of(login), f"/sop/{KEY}/pindah?versi={number}&amp;pelaksanaan={one}"
    assert path in mover.get(f"/pelaksanaan/{one}").text
    page = mover.get(path.replace("&amp;", "&")).text
    assert f'value="{one}" checked' in page and f"/pelaksanaan/{other}" not in page
    values = {"versi": number, "reason": WHY, "instance": one}
    assert "1 dari 1" in mover.post(f"/sop/{KEY}/pindah", data=values).text
    assert path not in mover.get(f"/pelaksanaan/{one}").text
    assert "Pindahkan pelaksanaan" in mover.get(f"/sop/{KEY}").text


def test_all_are_ticked_until_that_is_taken_back(office: Database, owner: FlaskClient) -> None:
    for _ in range(3):
        at(office, "T5")
    publish(office, RENAMED)
    assert owner.get(f"/sop/{KEY}/pindah").text.count(" checked>") == 3
    assert " checked>" not in owner.get(f"/sop/{KEY}/pindah?versi=2&kosong=1").text


def test_it_is_told_to_which_other_post_a_move_offers_the_task(
    office: Database, owner: FlaskClient
) -> None:
    instance = at(office, "T10")
    with office.writing() as session:
        items.take(session, acting(session, "tim1"), waiting(office, instance)[0].item.id, NOW)
    number = publish(office, RENAMED, edit=OTHER_LANE)
    preview = owner.get(f"/sop/{KEY}/pindah").text
    assert "Dilanjutkan pada “10. Mengukur indikator”." in preview
    assert "Akan ditawarkan kepada Pelaksana Sub Bagian" in preview
    values = {"versi": number, "reason": WHY, "instance": instance}
    owner.post(f"/sop/{KEY}/pindah", data=values).get_data()
    log = owner.get(f"/pelaksanaan/{instance}").text
    assert "Kini ditawarkan kepada Pelaksana Sub Bagian" in log and "kepada Tim Penyusun" in log
    assert "tidak lagi memegangnya" in log


@pytest.fixture
def past(office: Database) -> int:
    """An instance moved to a version without a step that was completed, and without its name."""
    instance = at(office, "T14")
    number = publish(office, RENAMED, *GONE)
    with office.writing() as session:
        order = Order(acting(session, "pemilik"), WHY, datetime.now(UTC))
        moving.to_version(session, order, instance, number, {})
    return instance


def test_what_was_done_is_told_by_the_version_by_which_it_was_done(
    owner: FlaskClient, past: int
) -> None:
    page = html.unescape(owner.get(f"/pelaksanaan/{past}").text)
    log = page[page.index('class="log') :]
    assert "menyelesaikan “Melaksanakan pengukuran indikator kinerja”" in log
    assert "menyelesaikan “Menyusun draft hasil pengukuran”" in log
    assert "Ringkasan: Contoh" in log and "Baris 11, putaran 1" in log


def test_whoever_did_a_step_that_is_gone_still_finds_it(
    office: Database, client_of: SignIn, past: int
) -> None:
    with office.reading() as session:
        done = select(WorkItem).where(WorkItem.instance_id == past, WorkItem.node_id == "T11")
        item = session.scalars(done).one()
        login = session.get_one(Person, item.closed_by).login
    person = client_of(login)
    assert "Menyusun draft hasil pengukuran" in person.get("/kotak-tugas/selesai").text
    assert person.get(f"/tugas/{item.id}").status_code == 302
    assert "Menyusun draft" in person.get(f"/tugas/{item.id}/terkirim").text


def test_an_answer_to_a_field_that_is_of_another_kind_now_hinders_nobody(
    office: Database, client_of: SignIn
) -> None:
    publish(office, ('"hambatan" type="area"', '"hambatan" type="yesno"'))
    instance = at(office, "T12")
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    number = publish(office, ('"hambatan" type="yesno"', '"hambatan" type="number"'))
    with office.writing() as session:
        order = Order(acting(session, "pemilik"), WHY, datetime.now(UTC))
        moving.to_version(session, order, instance, number, {})
    (row,) = waiting(office, instance)
    page = client_of("tim1").get(f"/tugas/{row.item.id}").text
    assert 'name="hambatan" inputmode="decimal" autocomplete="off" value=""' in page


def test_a_paper_says_what_was_done_at_a_step_that_is_gone(
    office: Database, app: Flask, past: int
) -> None:
    with office.reading() as session, app.test_request_context():
        version = session.get_one(Instance, past).version_id
        held = dossier.latest(session, past)
        material = Material(past, definition(session, version), held)
        found = context(session, material, offices.office(session), None)
    (gone,) = [step for step in found["langkah"] if step["no"] == "11"]
    assert gone["nama"] == "Menyusun draft hasil pengukuran" and gone["isian"]["ringkasan"]
    assert found["isian"]["ringkasan"] == gone["isian"]["ringkasan"]


def test_what_would_be_due_at_another_time_is_said_before_and_after_moving(
    office: Database, owner: FlaskClient
) -> None:
    soon, late = at(office, "T10"), at(office, "T10")
    with office.writing() as session:
        item = session.get_one(WorkItem, waiting(office, late)[0].item.id)
        item.opened_at -= timedelta(days=30)
    number = publish(office, SHORTER)
    page = owner.get(f"/sop/{KEY}/pindah").text
    assert page.count("Batas waktu menjadi") == 2 and page.count("menjadi terlambat") == 1
    values = {"versi": number, "reason": WHY, "instance": [soon, late]}
    assert "2 dari 2" in owner.post(f"/sop/{KEY}/pindah", data=values).text
    assert "Menurut mutu baku waktu yang baru" in owner.get(f"/pelaksanaan/{soon}").text


def test_an_instance_is_placed_at_a_step_with_a_reason(
    office: Database, owner: FlaskClient
) -> None:
    instance = at(office, "T10")
    path = f"/pelaksanaan/{instance}/tempatkan"
    page = owner.get(path).text
    assert "ditutup tanpa diselesaikan" in page and "dengan waktu baku penuh" in page
    refused = owner.post(path, data={"node": "T2", "reason": ""})
    assert refused.status_code == 422 and "Penempatan memerlukan alasan" in refused.text
    assert owner.post(path, data={"node": "T2", "reason": WHY}).status_code == 303
    page = owner.get(f"/pelaksanaan/{instance}").text
    assert WHY in page and "Sebelumnya di baris 10, tanpa diselesaikan." in page
    assert 'class="back" id="c' in page and ">dilewati<" not in page


def test_skipping_ahead_is_no_return(office: Database, owner: FlaskClient) -> None:
    instance = at(office, "T10")
    values = {"node": "T12", "reason": WHY}
    owner.post(f"/pelaksanaan/{instance}/tempatkan", data=values)
    assert 'class="back" id="c' not in owner.get(f"/pelaksanaan/{instance}").text


def test_a_step_left_and_the_rows_passed_over_are_told_where_the_instance_is_shown(
    office: Database, owner: FlaskClient
) -> None:
    instance = at(office, "T3")
    path = f"/pelaksanaan/{instance}"
    owner.post(f"{path}/tempatkan", data={"node": "T8", "reason": WHY})
    page = owner.get(path).text
    assert "Sebelumnya di baris 3, tanpa diselesaikan. Baris 4 sampai 7 dilewati." in page
    # Each once in the diagram and once in the list: row 7 has two tasks.
    assert (page.count(">ditinggalkan<"), page.count(">dilewati<")) == (2, 10)
    walk(office, instance, until="T10")
    assert owner.get(path).text.count(">dilewati<") == 10
    owner.post(f"{path}/tempatkan", data={"node": "T5", "reason": WHY})
    page = owner.get(path).text
    assert (page.count(">ditinggalkan<"), page.count(">dilewati<")) == (4, 2)


def test_a_step_at_which_an_instance_was_stopped_is_not_drawn_as_done(
    office: Database, owner: FlaskClient
) -> None:
    instance = at(office, "T3")
    owner.post(f"/pelaksanaan/{instance}/hentikan", data={"reason": WHY})
    page = owner.get(f"/pelaksanaan/{instance}").text
    assert page.count(">ditinggalkan<") == 2 and page.count('class="sign"') == 2


def test_staff_place_nothing(office: Database, client_of: SignIn) -> None:
    instance = at(office, "T10")
    assert client_of("kasubag").get(f"/pelaksanaan/{instance}/tempatkan").status_code == 403
    assert "Tempatkan" not in client_of("kasubag").get(f"/pelaksanaan/{instance}").text


def test_moving_and_placing_have_words_of_their_own(office: Database, owner: FlaskClient) -> None:
    instance = at(office, "T10")
    path = f"/pelaksanaan/{instance}"
    owner.post(f"{path}/tempatkan", data={"node": "T2", "reason": WHY})
    for placing in (owner.get(path).text, owner.get(f"{path}/tempatkan").text):
        assert "Tempatkan di langkah lain" in placing and "indahkan" not in placing
    assert "menempatkan pelaksanaan ini di" in owner.get(path).text
    publish(office, RENAMED)
    for moved in (owner.get(f"/sop/{KEY}").text, owner.get(f"/sop/{KEY}/pindah").text):
        assert "Pindahkan pelaksanaan ke versi 2" in moved and "empatkan" not in moved
