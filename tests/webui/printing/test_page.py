"""The printed form as a page, in Chromium and as a client reads it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from tests.office import KEY, PASSWORD
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, wider

FORM = f"/sop/{KEY}/cetak"

SignIn = Callable[[str], FlaskClient]


def test_the_identity_page_has_the_fields_of_the_form_in_order(client_of: SignIn) -> None:
    page = client_of("auditor").get(FORM).text
    labels = [
        *("Nomor SOP", "Tanggal Pembuatan", "Tanggal Revisi", "Tanggal Efektif", "Disahkan oleh"),
        *("Nama SOP", "Dasar Hukum", "Kualifikasi Pelaksana", "Keterkaitan"),
        *("Peralatan/Perlengkapan", "Peringatan", "Pencatatan dan Pendataan", "Pengertian"),
    ]
    places = [page.index(f">{label}<") for label in labels]
    assert places == sorted(places)


def test_the_holder_of_the_approving_post_signs(client_of: SignIn) -> None:
    page = client_of("auditor").get(FORM).text
    assert "<p>Kepala Dinas Kependudukan dan Pencatatan Sipil</p>" in page
    assert "<b>Dadap Contoh</b><br>NIP CONTOH-01" in page


def test_an_sop_that_says_nothing_of_itself_is_headed_by_its_office_and_whoever_approved_it(
    client_of: SignIn,
) -> None:
    owner, new = client_of("pemilik"), "/sop/surat-keluar"
    row = {"rows.0.activity": "Menerima surat", "rows.0.post": "Sekretaris", "rows.0.time": "1 jam"}
    owner.post("/sop/baru", data={"name": "Surat Keluar"} | row)
    edition = re.search(r'name="edition" value="(\d+)"', owner.get(f"{new}/rancangan").text)
    asked = {"edition": edition[1] if edition else "", "note": "Baru."}
    assert owner.post(f"{new}/rancangan/ajukan", data=asked).status_code == 303
    head = client_of("kadis")
    request = re.search(r'name="request" value="(\d+)"', head.get(f"{new}/rancangan").text)
    approved = {"request": request[1] if request else "", "password": PASSWORD}
    assert head.post(f"{new}/rancangan/sahkan", data=approved).status_code == 303
    page = owner.get(f"{new}/cetak").text
    above = "PEMERINTAH KABUPATEN TAPIN<br>DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL KABUPATEN TAPIN"
    assert f"<p>{above}</p>" in page and above in owner.get(new).text
    assert "<p>Kepala Dinas</p><p><b>Dadap Contoh</b><br>NIP CONTOH-01" in page
    assert f'<a href="{new}?versi=1">Surat Keluar</a>' in page
    printed = owner.get(f"{new}/cetak.pdf")
    assert printed.status_code == 200 and printed.data.startswith(b"%PDF")


def test_the_table_has_a_column_for_each_lane(client_of: SignIn) -> None:
    page = client_of("auditor").get(FORM).text
    assert page.count('<col width="') == 2 * (6 + 5)
    assert '<th colspan="5" scope="colgroup">Pelaksana</th>' in page


def test_the_form_is_indonesian_in_an_english_page(client_of: SignIn) -> None:
    reader = client_of("auditor")
    reader.get("/bahasa/en")
    page = reader.get(FORM).text
    assert "<h1>Printed form, version 1</h1>" in page and '<div lang="id">' in page
    assert "Mutu Baku" in page and "Uraian prosedur" in page


def test_an_sop_page_leads_to_the_form_of_its_version(client_of: SignIn) -> None:
    assert f'href="{FORM}?versi=1"' in client_of("pelaksana").get(f"/sop/{KEY}").text


def test_papers_are_those_that_the_office_has(client_of: SignIn) -> None:
    reader = client_of("auditor")
    assert "form-page own-kop a4" in reader.get(f"{FORM}?kertas=a4").text
    assert "form-page own-kop a4" not in reader.get(f"{FORM}?kertas=../x").text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_house_rules_hold(
    browser: Browser, site: str, scheme: str
) -> None:
    with person(browser, site, "auditor", color_scheme=scheme) as page:
        page.goto(FORM)
        keeps_the_house_rules(page)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_on_a_phone_sentences_stand_in_place_of_the_drawings(browser: Browser, site: str) -> None:
    with person(browser, site, "auditor", viewport=PHONE) as page:
        page.goto(FORM)
        assert not wider(page)
        assert page.locator(".alt").first.bounding_box()["width"] > 100  # type: ignore[index]
        assert not page.locator(".drawn").first.is_visible()


def test_drawings_meet_at_the_borders_of_rows(browser: Browser, site: str) -> None:
    """The picture of a row is as high as its row, whatever the words need."""
    with person(browser, site, "auditor", viewport={"width": 1366, "height": 900}) as page:
        page.goto(FORM)
        for cell in page.locator("td.lanes").all():
            box, drawn = cell.bounding_box(), cell.locator(".drawn").bounding_box()
            assert box and drawn and abs(box["height"] - drawn["height"]) < 2


def test_the_browser_prints_a_sheet_on_a_page(browser: Browser, site: str) -> None:
    with person(browser, site, "auditor") as page:
        page.goto(FORM)
        pdf = page.pdf(prefer_css_page_size=True)
        # Identity, two sheets, duties, procedure: what Chromium writes as page objects.
        assert pdf.count(b"/Type /Page\n") == 5
