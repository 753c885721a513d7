"""The summary of a result as a PDF: its figures, its pictures, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from engine.database import Database
from engine.models import Setting
from tests.engine.test_results import finish
from tests.pdfs import marks, pages, reads_pdfs

Clients = Callable[[str], FlaskClient]

pytestmark = reads_pdfs


@pytest.fixture
def office(copied: Callable[..., str]) -> Iterator[Database]:
    """The demonstration office with what its people have done."""
    database = Database(copied("sqlite", "told"))
    yield database
    database.close()


def summary(client: FlaskClient, page: str = "/hasil") -> bytes:
    """The summary that a page of a result leads to."""
    found = re.search(r'href="(/hasil/\d+/ringkasan[.]pdf[^"]*)"', client.get(page).text)
    assert found, "the page leads to no summary"
    answer = client.get(found[1].replace("&amp;", "&"))
    assert answer.mimetype == "application/pdf"
    return bytes(answer.data)


def test_the_first_page_says_whose_it_is_where_it_comes_from_and_what_it_came_to(
    client_of: Clients,
) -> None:
    first = pages(summary(client_of("kasubag")))[0]
    assert "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL" in first
    assert "Ringkasan Hasil Pengukuran Triwulan III 2026" in first
    assert re.search(r"Dokumen Hasil Pengukuran Indikator Kinerja 800/\d+/DUKCAPIL/2026", first)
    assert "Pengukuran Indikator Kinerja, versi 1" in first and "Kepala Dinas, Dadap" in first
    assert "97,65" in first and "+5,93 terhadap Triwulan II 2026" in first
    assert re.search(r"Sangat Tinggi \d+ \d+ \d+ ", first)


def test_every_indicator_stands_in_its_division_with_its_picture(client_of: Clients) -> None:
    said = " ".join(pages(summary(client_of("auditor"))))
    assert "Bidang PIAK dan Pemanfaatan Data: rata-rata 80,95, 2 dari 2 diukur" in said
    # Once at the last point of its picture, once in the column beside it.
    assert said.count("14,20") == 2
    assert len(re.findall("I +II +III +IV", said)) == 10
    assert [n for n in range(1, 11) if f"IK{n:02}" not in said] == []


def test_a_first_quarter_is_compared_with_that_of_the_year_before_alone(
    client_of: Clients, office: Database
) -> None:
    finish(office, "2027-TW1")
    first = pages(summary(client_of("kasubag")))[0]
    assert re.search("7,77 terhadap Triwulan I 2026", first)
    assert "terhadap Triwulan III" not in first


def test_two_hundred_indicators_are_all_there_and_none_is_cut(
    client_of: Clients, office: Database
) -> None:
    finish(office, "2027-TW1", several=200)
    said = "".join(marks(summary(client_of("kasubag"))))
    assert [n for n in range(1, 201) if f"Satu{n}A{n}(" not in said] == []
    assert "200dari200diukur" in said


def test_it_is_no_paper_and_says_so_on_every_page(client_of: Clients) -> None:
    said = pages(summary(client_of("kasubag")))
    assert len(said) > 1
    assert all("Ringkasan halaman hasil, bukan naskah yang ditetapkan" in page for page in said)


def test_the_demonstration_says_on_every_page_that_nothing_is_real(client_of: Clients) -> None:
    said = marks(summary(client_of("kasubag")))
    assert all(page.count("CONTOH") > 1 and "bukandataresmi" in page for page in said)


def test_a_real_office_prints_no_such_thing(client_of: Clients, office: Database) -> None:
    with office.writing() as session:
        session.get_one(Setting, "kind").value = "real"
    assert not any("CONTOH" in page for page in marks(summary(client_of("kasubag"))))


def test_it_is_indonesian_whatever_language_the_pages_have(client_of: Clients) -> None:
    client = client_of("kasubag")
    client.set_cookie("lang", "en")
    said = " ".join(pages(summary(client)))
    assert "Sangat Tinggi" in said and "Very high" not in said


def test_the_paper_that_enacts_the_result_is_linked_by_its_own_name(client_of: Clients) -> None:
    client = client_of("kasubag")
    page = client.get("/hasil").text
    assert "Ringkasan (PDF)" in page
    paper = re.search(r'href="(/dokumen/\d+)">Dokumen Hasil Pengukuran', page)
    assert paper and "/berkas" in client.get(paper[1]).text


def test_what_is_not_finished_has_no_summary(client_of: Clients) -> None:
    client = client_of("kasubag")
    running = re.search(r"/pelaksanaan/(\d+)", client.get("/pelaksanaan").text)
    assert running and client.get(f"/hasil/{running[1]}/ringkasan.pdf").status_code == 404
