"""Files of evidence in the pages of a table: added, taken away, refused, read by others."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, select
from werkzeug.test import TestResponse

from engine import indicators
from engine.database import Database
from engine.fields.answers import MOST_FILES
from engine.models import Attachment, Upload
from tests.engine.measurement.samples import SAMPLE
from tests.office import REASON, do, start, waiting
from webui.visits import here

Clients = Callable[[str], FlaskClient]
Parts = list[tuple[BytesIO, str]]

PDF = b"%PDF-1.7 rekap"
SHA = hashlib.sha256(PDF).hexdigest()
ADD = "r1.files_4.new"
TABLE = {"rows": SAMPLE.to_json()["rows"]}


@pytest.fixture
def instance(office: Database) -> int:
    """An instance whose table waits to be filled in."""
    found = start(office, period="2026-TW4").instance_id
    to(office, found, "T10")
    return found


def to(office: Database, instance: int, node: str) -> None:
    """Complete what waits up to a node; the table is set up where that is asked, else left."""
    while (row := waiting(office, instance)[0]).item.node_id != node:
        do(office, row, table=TABLE if row.item.node_id == "T5" else None)


def page_of(office: Database, instance: int) -> str:
    return f"/tugas/{waiting(office, instance)[0].item.id}/indikator/indikator"


def files(*named: tuple[bytes, str]) -> Parts:
    return [(BytesIO(data), name) for data, name in named or [(PDF, "rekap.pdf")]]


def save(client: FlaskClient, page: str, **sent: object) -> TestResponse:
    """Press the page's save button."""
    form = {"to": "here"} | {name.replace("__", "."): value for name, value in sent.items()}
    answer = client.post(page, data=form, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()
    return answer


def add(client: FlaskClient, page: str, *named: tuple[bytes, str], at: str = ADD) -> TestResponse:
    return save(client, page, **{at: files(*named)})


def complete(client: FlaskClient, page: str) -> None:
    """Send the step of the table as it was typed."""
    item = page.partition("/indikator")[0]
    checked = client.post(item, data={"ringkasan": "Baik."}).text
    sha = checked.partition('name="indikator" value="')[2][:64]
    sent = client.post(f"{item}/kirim", data={"indikator": sha, "ringkasan": "Baik."})
    assert sent.status_code == 303


def test_several_files_are_added_to_an_indicator_with_the_pages_save_button(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, page = client_of("tim1"), page_of(office, instance)
    two = files((PDF, "rekap.pdf"), (PDF + b"2", "surat.pdf"))
    answer = save(client, page, **{ADD: two, "r1.realisation_4": "99,4"})
    assert answer.status_code == 303 and answer.location.endswith("#i1")
    shown = client.get(page).text
    assert "rekap.pdf</a> <span" in shown and "surat.pdf</a>" in shown and "99,4" in shown
    link = re.search(r'href="(/tugas/\d+/berkas/[0-9a-f]{64})">rekap', shown)
    assert link and client.get(link[1]).data == PDF


def test_each_indicator_has_files_of_its_own(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, page = client_of("tim1"), page_of(office, instance)
    add(client, page, at="r2.files_4.new")
    complete(client, page)
    with office.reading() as session:
        table = indicators.latest(session, instance, "indikator")
        assert session.scalars(select(Attachment.file_name)).all() == ["rekap.pdf"]
        assert session.scalars(select(Upload)).all() == []
    assert table and [len(row.figures.at(4).files) for row in table.rows[:3]] == [0, 1, 0]


def test_a_file_is_taken_away_with_what_was_typed_kept(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, page = client_of("tim1"), page_of(office, instance)
    add(client, page)
    pressed = {"remove": f"r1.files_4:{SHA}", "r1.evidence_4": "Rekap SIAK."}
    assert client.post(page, data=pressed).location.endswith("#i1")
    shown = client.get(page).text
    assert "rekap.pdf" not in shown and "Rekap SIAK." in shown
    with office.reading() as session:
        assert session.scalars(select(Upload)).all() == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "kosong"),
        (b"%PDF-" + b"0" * 10_000_001, "lebih besar dari 10 MB"),
        (b"<script>alert(1)</script>", "bukan berkas yang dapat disimpan"),
    ],
    ids=["empty", "large", "page"],
)
def test_a_refused_file_is_told_beside_its_indicator_and_all_else_of_the_page_is_kept(
    instance: int, office: Database, client_of: Clients, data: bytes, said: str
) -> None:
    client, page = client_of("tim1"), page_of(office, instance)
    mixed = {ADD: files((data, "rusak.html"), (PDF, "rekap.pdf")), "r2.realisation_4": "60"}
    answer = save(client, page, **mixed)
    assert answer.status_code == 422
    assert said in answer.text and 'id="r1.files_4-error"' in answer.text
    assert "rekap.pdf</a>" in answer.text and 'value="60"' in answer.text
    assert 'id="r1.files_4-error"' not in client.get(page).text


def test_a_bad_figure_elsewhere_loses_no_file(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, page = client_of("tim1"), page_of(office, instance)
    answer = save(client, page, **{ADD: files(), "r2.realisation_4": "banyak"})
    assert answer.status_code == 422 and "rekap.pdf</a>" in answer.text
    assert 'id="r1.files_4-error"' not in answer.text
    assert "rekap.pdf</a>" in client.get(page).text


def test_more_files_than_an_indicator_takes_are_told_beside_it_until_some_are_taken_away(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, page = client_of("tim1"), page_of(office, instance)
    many = [(PDF + bytes([n]), f"{n}.pdf") for n in range(MOST_FILES + 1)]
    answer = add(client, page, *many)
    assert answer.status_code == 422 and "paling banyak 20 berkas" in answer.text
    sha = hashlib.sha256(many[0][0]).hexdigest()
    assert client.post(page, data={"remove": f"r1.files_4:{sha}"}).status_code == 303
    assert client.get(page).text.count(".pdf</a>") == MOST_FILES


def test_files_of_a_table_are_judged_before_anything_is_locked(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, page, judged = client_of("tim1"), page_of(office, instance), list[int]()

    @event.listens_for(office.engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get("alur_writes"):
            judged.append(len(here.evidence))

    add(client, page)
    event.remove(office.engine, "begin", begun)
    assert judged == [1]


def test_a_file_is_added_to_no_other_column_and_no_indicator_that_is_not_there(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, page = client_of("tim1"), page_of(office, instance)
    for at in ("r1.files_3.new", "r0.files_4.new", "r99.files_4.new", "r1.evidence_4.new"):
        assert add(client, page, at=at).status_code == 303
    client.post(page, data={"remove": f"r99.files_4:{SHA}"})
    with office.reading() as session:
        assert session.scalars(select(Upload)).all() == []


def test_whoever_checks_and_whoever_reads_the_instance_opens_the_files(
    instance: int, office: Database, client_of: Clients
) -> None:
    team = client_of("tim1")
    add(team, page_of(office, instance))
    complete(team, page_of(office, instance))
    for node, login in (("T12", "kasubag"), ("T13", "sekretaris"), ("T14", "kadis")):
        to_decide(office, instance, node)
        assert opened(client_of(login), page_of(office, instance)) == PDF
    read = f"/pelaksanaan/{instance}/indikator/indikator"
    assert opened(client_of("auditor"), read) == PDF


def to_decide(office: Database, instance: int, node: str) -> None:
    while (row := waiting(office, instance)[0]).item.node_id != node:
        do(office, row, "Setuju" if row.item.node_id in ("T12", "T13") else None, table=None)


def opened(client: FlaskClient, page: str) -> bytes:
    """The file that a page lists, handed out; it cannot be taken away there."""
    shown = client.get(page).text
    link = re.search(r'href="(/berkas/\d+)">rekap.pdf', shown)
    assert link and 'name="remove"' not in shown and ".new" not in shown
    answer = client.get(link[1])
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    return answer.data


def test_after_a_return_the_files_of_the_last_round_are_there_and_the_change_is_told(
    instance: int, office: Database, client_of: Clients
) -> None:
    team = client_of("tim1")
    add(team, page_of(office, instance))
    complete(team, page_of(office, instance))
    to_decide(office, instance, "T12")
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON, table=None)
    page = page_of(office, instance)
    assert re.search(r'href="/berkas/\d+">rekap.pdf', team.get(page).text)
    add(team, page, (PDF + b"2", "rekap-baru.pdf"))
    checked = team.post(page.partition("/indikator")[0], data={"ringkasan": "Baik."}).text
    assert "<del>rekap.pdf</del>" in checked and "<ins>rekap.pdf, rekap-baru.pdf</ins>" in checked


def test_a_spreadsheet_leaves_the_files_as_they_are(
    instance: int, office: Database, client_of: Clients
) -> None:
    client, page = client_of("tim1"), page_of(office, instance)
    add(client, page)
    sheet = client.get(f"{page}/lembar.xlsx").data
    form = {"file": (BytesIO(sheet), "isian.xlsx")}
    answer = client.post(f"{page}/impor", data=form, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()
    assert answer.status_code == 303
    assert "rekap.pdf</a>" in client.get(page).text


def test_an_instance_tells_which_files_came_and_lists_them_by_indicator(
    instance: int, office: Database, client_of: Clients
) -> None:
    team = client_of("tim1")
    add(team, page_of(office, instance))
    complete(team, page_of(office, instance))
    shown = client_of("auditor").get(f"/pelaksanaan/{instance}").text
    assert "Berkas bukti: rekap.pdf" in shown and "Bukti 1 indikator</summary>" in shown
    listed = shown.partition("Bukti 1 indikator")[2].partition("</details>")[0]
    assert "IK01 " in listed and re.search(r'href="/berkas/\d+">rekap.pdf', listed)
