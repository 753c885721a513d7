"""Owners change a draft as a table, and begin an SOP from one, in a browser without scripts."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.office import KEY
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider

PASTED = """No\tKegiatan\tPelaksana\tWaktu\tKembali
1\tMenyusun jawaban\tKasubag Perencanaan dan Pelaporan\t1 jam\t
2\tMenandatangani jawaban\tKepala Dinas\t30 menit\t1
"""


def looks_right(page: Page) -> None:
    """A page is accessible, fits, and keeps the house rules."""
    keeps_the_house_rules(page)
    assert Axe().run(page).violations_count == 0, page.url
    assert not wider(page), page.url


def begin(page: Page) -> None:
    page.goto(f"/sop/{KEY}")
    press(page, 'form[action$="/rancangan/mulai"] button')
    page.goto(f"/sop/{KEY}/rancangan/tabel")


def test_an_owner_moves_a_row_to_another_post_on_a_phone(browser: Browser, site: str) -> None:
    with person(browser, site, "pemilik", viewport=PHONE) as page:
        begin(page)
        looks_right(page)
        press(page, '#T15 a[href$="/tabel/T15"]')
        looks_right(page)
        page.check('[name=lane][value="TIM"]')
        press(page, "main form .btn.main")
        page.wait_for_url("**/rancangan/tabel#T15")
        assert "Tim Penyusun" in page.inner_text("#T15")
        page.goto(f"/sop/{KEY}/rancangan")
        assert "menjadi Tim Penyusun dan Penerapan SAKIP" in page.inner_text("main")


def test_all_of_the_table_works_without_scripts(browser: Browser, site: str) -> None:
    with person(browser, site, "pemilik", java_script_enabled=False) as page:
        begin(page)
        page.click("#T14 summary")
        press(page, '#T14 button[value="confirm"]')
        assert "Perlu konfirmasi" not in page.inner_text("#T14")
        page.click("#T14 summary")
        press(page, '#T14 a[href$="/sisip"]')
        page.fill("#name", "Mencatat penetapan")
        press(page, "main form .btn.main")
        assert page.locator("tr", has_text="Mencatat penetapan").inner_text().startswith("15")


def test_what_goes_with_a_row_is_read_on_a_phone_before_it_is_removed(
    browser: Browser, site: str
) -> None:
    with person(browser, site, "pemilik", viewport=PHONE, java_script_enabled=False) as page:
        begin(page)
        page.click("#T4 summary")
        press(page, '#T4 a[href$="/hapus"]')
        keeps_the_house_rules(page)
        assert not wider(page)
        press(page, "main a.btn:has-text('Batal')")
        assert page.locator("#T4").count() == 1
        page.goto(f"{page.url.partition('#')[0]}/T4/hapus")
        press(page, "main form .btn.main")
        assert page.locator("#T4").count() == 0


def test_an_sop_begins_from_pasted_rows(browser: Browser, site: str) -> None:
    with person(browser, site, "pemilik", viewport=PHONE) as page:
        page.goto("/sop")
        press(page, 'a[href="/sop/baru"]')
        looks_right(page)
        page.fill("#name", "Menjawab Surat")
        page.click("main details summary")
        page.fill("#pasted", PASTED)
        press(page, "[name=take]")
        looks_right(page)
        press(page, "main form .btn.main")
        page.wait_for_url("**/sop/menjawab-surat/rancangan")
        looks_right(page)
        assert "ditolak" not in page.inner_text("main")
