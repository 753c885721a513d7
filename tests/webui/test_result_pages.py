"""The page of results: the newest, the year's course in pictures and tables, all years beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from openpyxl import load_workbook
from playwright.sync_api import Browser
from sqlalchemy import select, update

from engine.database import Database
from engine.models import Holding, Person, Post
from tests.engine.test_results import finish, publish
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider

Clients = Callable[[str], FlaskClient]

QUARTER = re.compile(r'href="(/hasil/\d+)[^"]*"[^>]*>(?:<b>)?([0-9,]+)<')


@pytest.fixture
def office(copied: Callable[..., str]) -> Iterator[Database]:
    """The demonstration office with what its people have done."""
    database = Database(copied("sqlite", "told"))
    yield database
    database.close()


def quarters(page: str) -> dict[str, str]:
    """The pages of the quarters by their means."""
    return {mean: path for path, mean in QUARTER.findall(page)}


def test_the_newest_finished_quarter_is_shown_with_its_mean(client_of: Clients) -> None:
    page = client_of("kasubag").get("/hasil").text
    assert "Triwulan III 2026" in page and "97,65" in page
    assert "+5,93 terhadap Triwulan II 2026" in page


def test_a_first_quarter_is_compared_with_that_of_the_year_before_alone(
    client_of: Clients, office: Database
) -> None:
    finish(office, "2027-TW1")
    page = client_of("kasubag").get("/hasil").text
    assert re.search("yang diukur, .7,77 terhadap Triwulan I 2026[.]", page)
    assert "Terhadap TW I 2026" in page and "Triwulan III 2026" not in page


def test_the_line_of_the_years_begins_anew_with_each(client_of: Clients, office: Database) -> None:
    finish(office, "2027-TW1")
    page = client_of("kasubag").get("/hasil").text
    years = page[page.index('id="years"') :]
    (line,) = re.findall(r'class="ln" d="([^"]+)"', years[: years.index("</svg>")])
    assert (line.count("M"), line.count("L")) == (1, 2)


def test_a_quarter_without_a_single_target_says_that_nothing_was_measured(
    client_of: Clients, office: Database
) -> None:
    finish(office, "2027-TW1", measured=False), finish(office, "2028-TW1", measured=False)
    page = client_of("kasubag").get("/hasil").text
    assert (
        "Tidak ada indikator yang diukur pada triwulan ini." in page and "Triwulan I 2028" in page
    )


def test_what_was_not_filled_in_is_not_said_to_be_measured_in_other_quarters(
    client_of: Clients, office: Database
) -> None:
    finish(office, "2027-TW1", figure="")
    page = client_of("kasubag").get("/hasil").text
    assert page.count("Belum diisi") == 3 and "Triwulanan: diukur" not in page


def test_another_quarter_is_chosen_by_its_mean(client_of: Clients) -> None:
    client = client_of("auditor")
    paths = quarters(client.get("/hasil").text)
    assert paths.keys() == {"87,77", "91,72", "97,65"}
    page = client.get(paths["91,72"]).text
    assert "Triwulan II 2026" in page and "11,60" in page and "14,20" not in page


def test_the_picture_says_in_words_what_it_shows(client_of: Clients) -> None:
    page = client_of("kasubag").get("/hasil").text
    assert "realisasi TW I 8,10, TW II 11,60, TW III 14,20; target TW I 10, TW II 15" in page
    assert "Rata-rata capaian: TW I 87,77, TW II 91,72, TW III 97,65." in page


def test_each_indicator_is_named_by_its_code_too_where_it_is_drawn_and_in_the_table(
    client_of: Clients,
) -> None:
    page = client_of("kasubag").get("/hasil").text
    for n in range(1, 11):
        assert page.count(f">IK{n:02} (") == 2


def test_one_division_is_shown_by_itself(client_of: Clients) -> None:
    client = client_of("kasubag")
    path = quarters(client.get("/hasil").text)["97,65"]
    page = client.get(f"{path}?bidang=3").text
    assert "Bidang PIAK dan Pemanfaatan Data sepanjang 2026" in page
    assert "Identitas Kependudukan Digital" in page and "akta kematian" not in page


def test_a_large_division_is_drawn_once_it_is_chosen(client_of: Clients, office: Database) -> None:
    path = f"/hasil/{finish(office, '2027-TW1', several=50)}"
    client, asked = client_of("kasubag"), "Pilih bidang di atas"
    whole, one = client.get(path).text, client.get(f"{path}?bidang=1").text
    assert asked in whole and asked not in one
    assert one.count("<figure><figcaption>") == 50 and "<figure><figcaption>" not in whole


def test_the_result_leads_to_its_paper_and_its_instance(client_of: Clients) -> None:
    client = client_of("kadis")
    page = client.get("/hasil").text
    paper = re.search(r'href="(/dokumen/\d+)">Dokumen Hasil', page)
    assert paper and "Dadap Contoh" in page and 'href="/pelaksanaan/' in page
    assert client.get(paper[1]).status_code == 200


def test_the_spreadsheet_has_the_year_quarter_by_quarter(client_of: Clients) -> None:
    client = client_of("auditor")
    path = quarters(client.get("/hasil").text)["97,65"]
    book = load_workbook(BytesIO(client.get(f"{path}/tahun.xlsx").data))
    assert book.sheetnames == ["Indikator 2026", "Sepanjang tahun", "Ringkasan", "Per bidang"]
    assert {sheet["A1"].value.partition(",")[0] for sheet in book} == {"CONTOH"}
    _, heads, *rows = book["Ringkasan"].values
    assert heads[:3] == (
        "Triwulan",
        "Rata-rata capaian (%)",
        "Terhadap TW sebelumnya (poin persen)",
    )
    assert [row[:3] for row in rows] == [
        ("TW I 2026", 87.77, None),
        ("TW II 2026", 91.72, 3.95),
        ("TW III 2026", 97.65, 5.93),
    ]
    _, heads, *rows = book["Sepanjang tahun"].values
    course = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert course["IK05"]["Realisasi s.d. TW II"] == 11.6
    assert course["IK05"]["Predikat TW III"] == "Sedang"


def test_of_two_tables_of_an_sop_each_has_its_results(client_of: Clients, office: Database) -> None:
    publish(office, doubled)
    finish(office, "2027-TW1")
    client = client_of("kasubag")
    page = client.get("/hasil").text
    tabs = re.findall(r'href="(/hasil[^"]+)"[^>]*>(Tabel [a-z]+)', page)
    assert [label for _, label in tabs] == ["Tabel indikator", "Tabel kegiatan"]
    other = client.get(tabs[1][0].replace("&amp;", "&")).text
    assert "Triwulan I 2027" in other and "97,65" not in other and "97,65" in page
    summary = re.search(r'href="(/hasil/[0-9]+/ringkasan.pdf[^"]*)"', other)
    answer = client.get(summary[1].replace("&amp;", "&")) if summary else None
    assert answer and "ringkasan-kegiatan-2027-TW1" in answer.headers["Content-Disposition"]


def doubled(data: bytes) -> bytes:
    """The table beside another one that is filled in at the same steps."""
    field = rb'(\s*<alur:field key=")indikator(" type="indikator" label="Tabel )indikator([^>]*/>)'
    return re.sub(field, rb"\g<0>\1kegiatan\2kegiatan\3", data)


def test_whoever_may_not_read_an_instance_gets_none_of_its_figures(
    client_of: Clients, office: Database
) -> None:
    path = quarters(client_of("auditor").get("/hasil").text)["97,65"]
    with office.writing() as session:
        elsewhere = Post(key="lain", name="Jabatan lain")
        session.add(elsewhere)
        session.flush()
        person = session.scalars(select(Person.id).where(Person.login == "tim2")).one()
        held = update(Holding).where(Holding.person_id == person)
        session.execute(held.values(post_id=elsewhere.id))
    client = client_of("tim2")
    assert "97,65" not in client.get("/hasil").text
    for part in ("", "/tahun.xlsx", "/ringkasan.pdf"):
        assert client.get(path + part).status_code == 404


def test_what_is_not_finished_has_no_result(client_of: Clients, office: Database) -> None:
    client = client_of("kasubag")
    running = re.search(r"/pelaksanaan/(\d+)", client.get("/pelaksanaan").text)
    assert running and client.get(f"/hasil/{running[1]}").status_code == 404


def test_results_are_shown_to_whoever_reads_instances(client_of: Clients) -> None:
    assert ">Hasil</a>" in client_of("pelaksana").get("/pelaksanaan").text
    assert "97,65" in client_of("admin").get("/hasil").text


def test_the_page_speaks_english(client_of: Clients) -> None:
    client = client_of("kasubag")
    client.set_cookie("lang", "en")
    page = client.get("/hasil").text
    assert "Mean achievement of 8 indicators that were measured" in page and "Very high" in page
    assert "realisation Q I 8" in page


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}, {"color_scheme": "dark"}])
def test_results_are_read_on_any_screen(
    browser: Browser, site: str, options: dict[str, object]
) -> None:
    with person(browser, site, "kadis", **options) as page:
        press(page, "nav >> text=Hasil")
        keeps_the_house_rules(page)
        assert not wider(page)
        assert Axe().run(page).response["violations"] == []


def test_with_another_year_beside_it_the_page_fits_a_phone(
    browser: Browser, site: str, office: Database
) -> None:
    finish(office, "2027-TW1", figure="75")
    with person(browser, site, "kadis", viewport=PHONE) as page:
        press(page, "nav >> text=Hasil")
        assert page.locator("text=Terhadap TW I 2026").count() and not wider(page)
        keeps_the_house_rules(page)
        assert Axe().run(page).response["violations"] == []


class TestBeforeAnythingIsFinished:
    @pytest.fixture
    def office(self, copied: Callable[..., str]) -> Iterator[Database]:
        """The demonstration office in which nobody has begun."""
        database = Database(copied("sqlite", "office"))
        yield database
        database.close()

    def test_the_page_says_so(self, client_of: Clients) -> None:
        assert "Belum ada pengukuran yang selesai" in client_of("kasubag").get("/hasil").text
