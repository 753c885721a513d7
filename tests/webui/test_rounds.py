"""Whoever does a step again sees the round before beside the new one, and what was corrected."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from engine import organisation
from engine.database import Database
from engine.models import Post
from tests.engine.test_moving import to_step
from tests.measuring import ROWS, measuring
from tests.office import REASON, acting, do, start, waiting, walk

Clients = Callable[[str], FlaskClient]

LONG = "Alat perekam di dua kecamatan rusak sejak Oktober, dan petugas keliling hanya satu orang."
DRAFT = {"ringkasan": "Draf.", "hambatan": LONG, "tindak_lanjut": "Perbaikan alat."}
BETTER = DRAFT | {"ringkasan": "Draf kedua.", "hambatan": LONG.replace("Oktober", "November")}
SINCE = "Yang berubah sejak dikembalikan"


def words(html: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def section(html: str, id: str) -> str:
    """What the section of a heading says."""
    return words(html.partition(f'aria-labelledby="{id}"')[2].partition("</section>")[0])


def at(office: Database, instance: int) -> int:
    return waiting(office, instance)[0].item.id


def again(office: Database, node: str, *rounds: dict[str, Any]) -> int:
    """The item of a step that was done with these answers, and placed again each time."""
    instance = start(office).instance_id
    walk(office, instance, until=node)
    for values in rounds:
        do(office, waiting(office, instance)[0], values=values)
        to_step(office, instance, node)
    return at(office, instance)


@pytest.fixture
def checked(office: Database) -> int:
    """An instance with a table, whose draft waits to be checked."""
    found = measuring(office, "T11")
    send(office, found)
    return found


def send(office: Database, instance: int, login: str = "tim1", **values: Any) -> None:
    do(office, waiting(office, instance)[0], login=login, values=DRAFT | values)


def give_back(office: Database, instance: int, reason: str = REASON) -> None:
    do(office, waiting(office, instance)[0], "Tidak setuju", reason, values={})


def figures(*numbers: str) -> dict[str, Any]:
    plain = (row["id"] for row in ROWS if row["consolidation"] != "XY")
    rows = [{"id": id, "realisation_4": one} for id, one in zip(plain, numbers, strict=False)]
    return {"indikator": {"rows": rows}}


def test_a_field_that_says_something_else_shows_what_was_sent_in_the_round_before(
    office: Database, checked: int, client_of: Clients
) -> None:
    give_back(office, checked)
    item, team = at(office, checked), client_of("tim1")
    assert "Putaran 1:" not in team.get(f"/tugas/{item}").text
    team.post(f"/tugas/{item}", data=BETTER | {"save": "draft"})
    page = team.get(f"/tugas/{item}").text
    assert 'id="ringkasan-was">Putaran 1: Draf.</span>' in page
    assert 'aria-describedby="ringkasan-was"' in page
    assert "dihapus: Oktober, ditambahkan: November," in words(page)
    assert page.count("Berubah sejak putaran 1") == 1 and "tindak_lanjut-was" not in page


@pytest.mark.parametrize(
    ("node", "before", "after", "said"),
    [
        ("T2", {"arahan": "A.", "sifat": "segera"}, {"sifat": "rahasia"}, "Putaran 1: Segera"),
        ("T2", {"arahan": "A."}, {"arahan": "A.", "catatan": "Baru."}, "Putaran 1: kosong"),
        (
            "T1",
            {"tujuan": "A.", "jadwal": [{"kegiatan": "Rapat", "mulai": "2026-10-02"}]},
            {"jadwal.0.kegiatan": "Rapat", "jadwal.0.mulai": "2026-10-03"},
            "Jadwal, baris 1, Mulai 2 Oktober 2026 menjadi 3 Oktober 2026",
        ),
        (
            "T1",
            {"tujuan": "A.", "jadwal": [{"kegiatan": "Rapat"}]},
            {"jadwal.0.kegiatan": "Rapat", "jadwal.1.kegiatan": "Kunjungan"},
            "Jadwal, baris 2 kosong menjadi Kegiatan: Kunjungan",
        ),
        ("T15", {"penerima": []}, {"dokumentasi": ""}, "Putaran 1: surat.pdf"),
    ],
)
def test_each_kind_of_answer_is_shown_as_people_read_it(
    node: str,
    before: dict[str, Any],
    after: dict[str, str],
    said: str,
    office: Database,
    client_of: Clients,
) -> None:
    item = sent_with_a_file(office) if node == "T15" else again(office, node, before)
    client = client_of({"T1": "kasubag", "T2": "sekretaris", "T15": "pelaksana"}[node])
    client.post(f"/tugas/{item}", data=after | {"save": "draft"})
    assert said in words(client.get(f"/tugas/{item}").text)


def sent_with_a_file(office: Database) -> int:
    """The last step, sent with a file and placed again."""
    instance = start(office).instance_id
    walk(office, instance, until="T15")
    do(office, waiting(office, instance)[0])
    to_step(office, instance, "T15")
    return at(office, instance)


def test_the_check_page_lists_what_changed_in_the_step_with_its_figures(
    office: Database, checked: int, client_of: Clients
) -> None:
    give_back(office, checked)
    item, team = at(office, checked), client_of("tim1")
    same = team.post(f"/tugas/{item}", data=DRAFT).text
    assert "Pada langkah ini tidak ada yang berubah sejak putaran 1." in section(same, "again")
    team.post(f"/tugas/{item}/indikator/indikator", data={"r1.realisation_4": "99,5"})
    assert "Diubah pada putaran ini: IK01" in team.get(f"/tugas/{item}").text
    told = section(team.post(f"/tugas/{item}", data=BETTER).text, "again")
    assert told.startswith("> Yang berubah pada langkah ini sejak putaran 1")
    assert "Ringkasan Draf. menjadi Draf kedua." in told and "Rencana tindak lanjut" not in told
    assert "IK01: Realisasi triwulan IV kosong menjadi 99,5" in told


def test_who_returned_a_step_sees_on_both_pages_why_and_what_was_corrected_by_whom(
    office: Database, checked: int, client_of: Clients
) -> None:
    give_back(office, checked)
    send(office, checked, "tim2", **BETTER, **figures("99,5"))
    item, head = at(office, checked), client_of("kasubag")
    for page in (
        head.get(f"/tugas/{item}").text,
        head.post(f"/tugas/{item}", data={"decision": "F15"}).text,
    ):
        assert f"Anda mengembalikannya pada putaran 1 {REASON}" in section(page, "left")
        told = section(page, "since")
        assert SINCE in told and "Baris 11, Menyusun draft hasil pengukuran Jati Contoh" in told
        assert "Ringkasan Draf. menjadi Draf kedua." in told
        assert "IK01: Realisasi triwulan IV kosong menjadi 99,5" in told
        assert "Rencana tindak lanjut" not in told


def test_that_nothing_was_corrected_is_said(
    office: Database, checked: int, client_of: Clients
) -> None:
    give_back(office, checked)
    send(office, checked)
    page = client_of("kasubag").get(f"/tugas/{at(office, checked)}").text
    assert f"{SINCE} Tidak ada isian atau angka yang berubah." in section(page, "since")


def test_whoever_stands_in_is_told_who_returned_it(
    office: Database, checked: int, client_of: Clients
) -> None:
    give_back(office, checked)
    send(office, checked)
    now = datetime.now(UTC)
    with office.writing() as session:
        who, day = acting(session, "admin"), date(2026, 1, 1)
        post = waiting(office, checked)[0].item.post_id
        key = session.get_one(Post, post).key
        organisation.begin_holding(session, who, "tim2", key, "plh", "SK", day, now)
    page = client_of("tim2").get(f"/tugas/{at(office, checked)}").text
    post_name = "Kasubag Perencanaan dan Pelaporan"
    assert f"Meranti Contoh ({post_name}) mengembalikannya pada putaran 1" in section(page, "left")


def test_who_comes_after_a_chain_of_returns_sees_all_that_was_corrected(
    office: Database, checked: int, client_of: Clients
) -> None:
    do(office, waiting(office, checked)[0], "Setuju", values={})
    give_back(office, checked, "Angka dan hambatan belum cocok.")
    give_back(office, checked, "Lihat catatan Sekretaris.")
    send(office, checked, **BETTER)
    do(office, waiting(office, checked)[0], "Setuju", values={"catatan": "Sudah cocok."})
    page = client_of("sekretaris").get(f"/tugas/{at(office, checked)}").text
    assert "Angka dan hambatan belum cocok." in section(page, "left")
    told = section(page, "since")
    assert "Ringkasan Draf. menjadi Draf kedua." in told
    assert "Baris 12" in told and "kosong menjadi Sudah cocok." in told


def test_who_does_a_step_for_the_first_time_reads_of_no_round_before(
    office: Database, checked: int, client_of: Clients
) -> None:
    item, head = at(office, checked), client_of("kasubag")
    for page in (
        head.get(f"/tugas/{item}").text,
        head.post(f"/tugas/{item}", data={"decision": "F15"}).text,
    ):
        assert "Yang berubah" not in page and "mengembalikannya" not in page


def test_figures_to_look_at_again_are_named_and_lead_to_their_place(
    office: Database, checked: int, client_of: Clients
) -> None:
    give_back(office, checked)
    send(office, checked, **figures("120"))
    item, head = at(office, checked), client_of("kasubag")
    place = f"/tugas/{item}/indikator/indikator?bidang=1#i1"
    for page in (
        head.get(f"/tugas/{item}").text,
        head.post(f"/tugas/{item}", data={"decision": "F15"}).text,
    ):
        assert f'<a href="{place}"' in page and "1 angka perlu dilihat lagi. IK01" in words(page)
    assert 'id="i1"' in head.get(place).text


def test_a_page_stays_small_though_two_hundred_figures_and_long_texts_changed(
    office: Database, client_of: Clients
) -> None:
    row = next(row for row in ROWS if row["consolidation"] == "TLK")
    many = [row | {"id": f"IK{number:03}", "target_4": "90"} for number in range(200)]
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    do(office, waiting(office, instance)[0], table={"rows": many})
    while waiting(office, instance)[0].item.node_id != "T11":
        do(office, waiting(office, instance)[0], table=None)
    for number in ("120", "130"):
        long = " ".join(f"kata{number}{place}" for place in range(900))
        rows = [{"id": one["id"], "realisation_4": number} for one in many]
        texts = dict.fromkeys(DRAFT, long) | {"indikator": {"rows": rows}}
        send(office, instance, **texts)
        if number == "120":
            give_back(office, instance)
    page = client_of("kasubag").get(f"/tugas/{at(office, instance)}")
    assert "dan 160 perubahan lagi" in page.text and "dan 190 lagi" in page.text
    assert len(page.data) < 100_000
