"""The table of indicators in pages: set up, filled in, checked, returned, read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from engine import bundles, indicators, publishing
from engine.database import Database
from tests.engine.measurement.samples import SAMPLE
from tests.office import PASSWORD, REASON, acting, do, start, waiting, walk
from webui.offices_on_disk import shipped_sops

Clients = Callable[[str], FlaskClient]

ROWS = SAMPLE.to_json()["rows"]
TEAM = {"anggota_tim.0.nama": "Contoh", "anggota_tim.0.jabatan": "Kasubag"}
TEAM |= {"anggota_tim.0.kedudukan": "ketua"}


@pytest.fixture
def instance(office: Database) -> int:
    """An instance that stands at the first set-up of its table."""
    found = start(office, period="2026-TW4").instance_id
    walk(office, found, until="T5")
    return found


def at(office: Database, instance: int) -> int:
    return waiting(office, instance)[0].item.id


def to_fill(office: Database, instance: int, rows: list[dict[str, Any]] = ROWS) -> int:
    """The item in which figures are filled in, the sample or other rows having been set up."""
    do(office, waiting(office, instance)[0], table={"rows": rows})
    while (row := waiting(office, instance)[0]).item.node_id != "T10":
        do(office, row, table=None)
    return at(office, instance)


def figures(figure: str) -> dict[str, str]:
    """The same figure for every indicator, as the page sends it."""
    cells = {"XY": ("x_4", "y_4")}
    return {
        f"r{place}.{key}": figure
        for place, row in enumerate(ROWS, 1)
        for key in cells.get(row["consolidation"], ("realisation_4",))
    }


def page_of(item: int, end: str = "") -> str:
    return f"/tugas/{item}/indikator/indikator{end}"


def test_a_table_begins_with_the_sample(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, item = client_of("kasubag"), at(office, instance)
    assert "CONTOH, bukan data resmi" in client.get(page_of(item)).text
    client.post(page_of(item, "/mulai"), data={"origin": "sample"})
    page = client.get(page_of(item)).text
    assert "10 indikator" in page and "IK09" in page
    assert "10 indikator" in client.get(f"/tugas/{item}").text


def test_an_indicator_is_added_moved_and_taken_out(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, item = client_of("kasubag"), at(office, instance)
    row = {"id": "A", "name": "Pertama", "unit": "%", "direction": "max"}
    row |= {"consolidation": "TLK", "frequency": "quarter", "target_4": "90,5"}
    for id in ("A", "B"):
        assert client.post(page_of(item, "/baru"), data=row | {"id": id}).status_code == 303
    client.post(page_of(item, "/susun"), data={"act": "up:2"})
    client.post(page_of(item, "/susun"), data={"act": "remove:2"})
    client.post(f"/tugas/{item}/kirim", data=TEAM)
    with office.reading() as session:
        (kept,) = indicators.latest(session, instance, "indikator").rows
    assert kept.indicator.id == "B" and str(kept.indicator.quarter_targets[3].low) == "90.5"


def test_a_bad_target_is_told_beside_its_cell_and_kept(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, item = client_of("kasubag"), at(office, instance)
    row = {"id": "A", "name": "Pertama", "unit": "%", "direction": "max", "target_4": "banyak"}
    answer = client.post(page_of(item, "/baru"), data=row)
    assert answer.status_code == 422 and 'id="target_4-error"' in answer.text
    assert 'value="banyak"' in client.get(page_of(item, "/1")).text
    checked = client.post(f"/tugas/{item}", data=TEAM)
    assert checked.status_code == 422 and "sel tabel ini perlu diperbaiki" in checked.text


def test_figures_are_reckoned_with_every_save_and_a_bad_one_is_told_beside_its_cell(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, client = to_fill(office, instance), client_of("tim1")
    answer = client.post(page_of(item), data={"r1.realisation_4": "99,4", "r2.realisation_4": "x"})
    assert answer.status_code == 422
    assert 'id="r2.realisation_4-error"' in answer.text and 'value="x"' in answer.text
    assert "99,90" in answer.text
    assert client.post(page_of(item), data={"r2.realisation_4": "60"}).status_code == 303
    page = client.get(page_of(item)).text
    assert "100,00" in page and "Sangat Tinggi" in page and "perlu diperbaiki" not in page


def test_what_to_fill_in_stands_beside_the_unit(
    instance: int, office: Database, client_of: Clients
) -> None:
    page = client_of("tim1").get(page_of(to_fill(office, instance), "?bidang=1")).text
    assert "(%; keadaan pada akhir triwulan)" in page
    assert "penduduk merekam / penduduk wajib KTP-el × 100</p>" in page


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"direction": "stable"}, "%, makin dekat dengan target makin baik"),
        (
            {"direction": "range", "year_target": ["3", "5"], "target_4": ["3", "5"]},
            "%, tercapai bila di antara batas bawah dan batas atas",
        ),
    ],
)
def test_where_more_is_not_better_the_unit_says_what_is(
    about: dict[str, Any], said: str, instance: int, office: Database, client_of: Clients
) -> None:
    texts = {key: cell for key, cell in ROWS[0].items() if "target" not in key}
    item = to_fill(office, instance, [texts | {"target_4": "5"} | about])
    assert said in client_of("tim1").get(page_of(item)).text


def test_lines_are_counted_through_the_divisions_and_codes_stand_beside(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, item = client_of("tim1"), to_fill(office, instance)
    pages = [client.get(page_of(item, f"?bidang={n}")).text for n in (1, 2)]
    found = [
        (int(line), code)
        for page in pages
        for line, code in re.findall(r'"what">(\d+)\. .* <span class="hint">(IK\d+) ', page)
    ]
    assert [line for line, _ in found] == list(range(1, len(found) + 1))
    assert [code for _, code in found] != sorted(code for _, code in found)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"consolidation": "SUM"}, "angka triwulan ini saja; triwulan dijumlahkan"),
        ({"definition": "akta / (kematian) × 100"}, "X dari Y, triwulan ini saja: akta / (kem"),
        ({"definition": "(akta / kematian) x 100%"}, "X: akta, Y: kematian, triwulan ini saja"),
        ({"definition": ""}, "X dari Y, triwulan ini saja)"),
    ],
)
def test_how_the_quarters_consolidate_says_what_to_fill_in(
    about: dict[str, str], said: str, instance: int, office: Database, client_of: Clients
) -> None:
    rate = next(row for row in ROWS if row["consolidation"] == "XY")
    row = {key: cell for key, cell in rate.items() if key[:2] not in ("x_", "y_")}
    item = to_fill(office, instance, [row | about])
    assert f"(%; {said}" in client_of("tim1").get(page_of(item)).text


def test_what_is_typed_stays_when_the_step_is_saved_and_when_it_is_refused(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, client = to_fill(office, instance), client_of("tim1")
    client.post(page_of(item, "/draf"), data={"r1.realisation_4": "4 PKS"})
    client.post(f"/tugas/{item}", data={"catatan": "Tetap.", "save": "draft"})
    client.post(f"/tugas/{item}/draf", data={"catatan": "Tetap juga."})
    assert client.post(f"/tugas/{item}", data={"catatan": "Lagi."}).status_code == 422
    assert 'value="4 PKS"' in client.get(page_of(item)).text
    assert "Lagi." in client.get(f"/tugas/{item}").text


def test_what_was_checked_is_what_is_sent(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, client = to_fill(office, instance), client_of("tim1")
    client.post(page_of(item), data={"r1.realisation_4": "99,4"})
    page = client.post(f"/tugas/{item}", data={"catatan": ""}).text
    sha = page.partition('name="indikator" value="')[2][:64]
    assert "Realisasi triwulan IV" in page and len(sha) == 64
    client.post(page_of(item), data={"r1.realisation_4": "99,5"})
    assert client.post(f"/tugas/{item}/kirim", data={"indikator": sha}).status_code == 409
    page = client.post(f"/tugas/{item}", data={"catatan": ""}).text
    sha = page.partition('name="indikator" value="')[2][:64]
    assert client.post(f"/tugas/{item}/kirim", data={"indikator": sha}).status_code == 303


def test_indicators_without_a_figure_are_named_to_who_sends_and_to_who_checks(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, team = to_fill(office, instance), client_of("tim1")
    team.post(page_of(item), data=figures("1"))
    assert "belum diisi" not in team.post(f"/tugas/{item}", data={}).text
    team.post(page_of(item), data={"r1.realisation_4": "", "r3.realisation_4": ""})
    said = "2 indikator belum diisi</span> IK01, IK03</p>"
    assert said in team.post(f"/tugas/{item}", data={}).text
    team.post(f"/tugas/{item}/kirim", data={})
    walk(office, instance, until="T12")
    assert said in client_of("kasubag").get(f"/tugas/{at(office, instance)}").text


def test_after_a_return_the_readers_see_what_changed(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, team = to_fill(office, instance), client_of("tim1")
    team.post(page_of(item), data={"r1.realisation_4": "99"})
    team.post(f"/tugas/{item}/kirim", data={})
    team.post(f"/tugas/{at(office, instance)}/kirim", data={"ringkasan": "Draf."})
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    again = at(office, instance)
    assert 'value="99"' in team.get(page_of(again)).text
    team.post(page_of(again), data={"r1.realisation_4": "99,5"})
    assert "Sebelum putaran ini: 99" in team.get(page_of(again)).text
    team.post(f"/tugas/{again}/kirim", data={"ringkasan": "Draf kedua."})
    link = f"/pelaksanaan/{instance}/indikator/indikator"
    assert link in client_of("kasubag").get(f"/tugas/{at(office, instance)}").text
    page = client_of("auditor").get(link).text
    assert "<del>99</del>" in page and "<ins>99,5</ins>" in page
    assert link in client_of("auditor").get(f"/pelaksanaan/{instance}").text


def test_each_record_leads_to_the_table_as_its_step_left_it(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, team, auditor = to_fill(office, instance), client_of("tim1"), client_of("auditor")
    for figure, sent in (("99", {}), ("97,25", {"ringkasan": "Draf."})):
        team.post(page_of(item), data={"r1.realisation_4": figure})
        team.post(f"/tugas/{item}/kirim", data=sent)
        item = at(office, instance)
    history = auditor.get(f"/pelaksanaan/{instance}").text.partition('id="history"')[2]
    links = re.findall(
        r'href="(/pelaksanaan/[0-9]+/indikator/indikator[?]catatan=[0-9]+)"', history
    )
    drafted, measured, handed_on, *_ = (auditor.get(link).text for link in links)
    assert "<del>99</del>" in drafted and "<ins>97,25</ins>" in drafted
    assert "<ins>99</ins>" in measured and "97,25" not in measured
    assert "Langkah ini tidak mengubah tabel." in handed_on
    assert history.count("tidak diubah langkah ini") == len(links) - 3
    sheet = auditor.get(links[1].replace("?", "/tabel.xlsx?")).data
    assert 99 in [cell.value for cell in load_workbook(BytesIO(sheet)).active[3]]
    assert auditor.get(links[0] + "0").status_code == 404


def test_a_note_of_who_checks_is_read_by_who_corrects(
    instance: int, office: Database, client_of: Clients
) -> None:
    to_fill(office, instance)
    walk(office, instance, until="T12")
    item, head = at(office, instance), client_of("kasubag")
    page = head.get(page_of(item)).text
    assert 'name="r1.checker_note_4"' in page and 'name="r1.realisation_4"' not in page
    note = {"r1.checker_note_4": "Cocokkan dengan SIAK.", "r1.realisation_4": "1"}
    head.post(page_of(item), data=note | {"to": "step"})
    head.post(f"/tugas/{item}/kirim", data={"decision": "F16", "reason": REASON})
    team = client_of("tim1").get(page_of(at(office, instance))).text
    assert "Cocokkan dengan SIAK." in team and 'name="r1.checker_note_4"' not in team
    read = client_of("auditor").get(f"/pelaksanaan/{instance}/indikator/indikator").text
    told = r"<b>Catatan pemeriksa \(\w+ Contoh, baris 12, putaran 1\):</b> Cocokkan dengan SIAK\."
    assert re.search(told, read)


def test_a_note_is_shown_and_checked_as_it_was_written(
    instance: int, office: Database, client_of: Clients
) -> None:
    to_fill(office, instance)
    walk(office, instance, until="T12")
    item, head = at(office, instance), client_of("kasubag")
    head.post(page_of(item), data={"r1.checker_note_4": "Lihat tabel 2.5."})
    checked = head.post(f"/tugas/{item}", data={"decision": "F15"}).text
    assert "<ins>Lihat tabel 2.5.</ins>" in checked
    note = {"id": "IK01", "checker_note_4": "Lihat tabel 2.5."}
    do(office, waiting(office, instance)[0], "Setuju", table={"rows": [note]})
    page = client_of("sekretaris").get(page_of(at(office, instance))).text
    assert "Lihat tabel 2.5.</textarea>" in page


def test_a_table_of_a_step_that_is_initialled_is_sent_as_it_was_checked(
    office: Database, client_of: Clients
) -> None:
    initialled(office)
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    do(office, waiting(office, instance)[0], table={"rows": ROWS})
    do(office, waiting(office, instance)[0], table=None)
    item, client = at(office, instance), client_of("kasubag")
    client.post(page_of(item), data={"r1.realisation_4": "99,4"})
    page = client.post(f"/tugas/{item}", data={"catatan": ""}).text
    sha = page.partition('name="indikator" value="')[2][:64]
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    form = {"indikator": sha, "password": PASSWORD, "seen": seen}
    assert client.post(f"/tugas/{item}/tandatangan", data=form).status_code == 303
    with office.reading() as session:
        assert indicators.named(session, instance, "indikator")[0].sha256 == sha


def initialled(office: Database) -> None:
    """Publish the SOP anew, with figures filled in by whoever initials the form."""
    files = dict(bundles.read(shipped_sops()[0]))
    before, step, after = files[bundles.DIAGRAM].partition(b'id="T7"')
    field = b'<alur:field key="indikator" type="indikator" mode="fill" label="Tabel" /><alur:field '
    files[bundles.DIAGRAM] = before + step + after.replace(b"<alur:field ", field, 1)
    with office.writing() as session:
        owner, now = acting(session, "pemilik"), datetime.now(UTC)
        publishing.publish(session, owner, files, "Angka pada paraf.", now, owner.today)


def test_whoever_saves_a_table_too_late_is_told_so_and_loses_nothing(
    instance: int, office: Database, client_of: Clients
) -> None:
    item, second = to_fill(office, instance), client_of("tim2")
    do(office, waiting(office, instance)[0], login="tim1")
    late = second.post(page_of(item), data=figures("87,25"))
    assert late.status_code == 409
    assert "sudah diselesaikan Ulin Contoh" in late.text and "87,25" in late.text
