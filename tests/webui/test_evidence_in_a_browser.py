"""Files of evidence in a browser without scripts: added, opened, taken away, and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from engine.database import Database
from tests.engine.measurement.samples import SAMPLE
from tests.office import do, start, waiting
from tests.webui.browsing import PAPER, PHONE, keeps_the_house_rules, person, press, wider

TABLE = {"rows": SAMPLE.to_json()["rows"]}
FILES, FIGURE = '[id="r1.files_4"]', '[id="r1.realisation_4"]'
SAVE = "button[value=here]"


@pytest.fixture
def page_of(office: Database) -> str:
    """The page of a division's figures, which wait to be filled in."""
    instance = start(office, period="2026-TW4").instance_id
    while (row := waiting(office, instance)[0]).item.node_id != "T10":
        do(office, row, table=TABLE if row.item.node_id == "T5" else None)
    return f"/tugas/{row.item.id}/indikator/indikator"


def three_large(folder: Path) -> list[Path]:
    """Three files that can be kept, together more than is taken at once."""
    paths = [folder / f"{name}.pdf" for name in "abc"]
    for path in paths:
        path.write_bytes(b"%PDF-1.7" + path.stem.encode() * 9_000_000)
    return paths


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#i1 summary").click()


def test_files_are_added_opened_and_taken_away_without_scripts(
    browser: Browser, site: str, page_of: str, tmp_path: Path
) -> None:
    odd = tmp_path / "halaman.html"
    odd.write_text("<p>Bukan bukti.")
    with person(browser, site, "tim1", java_script_enabled=False) as page:
        opened(page, page_of)
        page.set_input_files(FILES, [PAPER, odd])
        page.fill(FIGURE, "99,4")
        press(page, SAVE)
        keeps_the_house_rules(page)
        assert "halaman.html bukan berkas" in (page.text_content("#i1 .err") or "")
        assert page.input_value(FIGURE) == "99,4" and page.locator(FILES).is_visible()
        with page.expect_download() as download:
            page.click("#i1 .proofs a")
        assert download.value.suggested_filename == PAPER.name
        press(page, "#i1 .proofs button")
        assert page.locator(".proofs").count() == 0 and page.input_value(FIGURE) == "99,4"


def test_enter_in_a_figure_saves_it_without_scripts_and_takes_no_file_away(
    browser: Browser, site: str, page_of: str
) -> None:
    with person(browser, site, "tim1", java_script_enabled=False) as page:
        opened(page, page_of)
        page.set_input_files(FILES, PAPER)
        press(page, SAVE)
        page.fill(FIGURE, "99,4")
        with page.expect_navigation():
            page.press(FIGURE, "Enter")
        assert page.locator("#i1 .proofs a").count() == 1
        assert "99,90" in (page.text_content("#i1") or "")


def test_what_is_chosen_is_sent_with_the_save_and_never_with_what_is_kept_meanwhile(
    browser: Browser, site: str, page_of: str
) -> None:
    kept = list[str]()

    def watch(route: Route) -> None:
        kept.append(route.request.post_data or "")
        route.continue_()

    with person(browser, site, "tim1") as page:
        opened(page, page_of)
        page.route("**/draf", watch)
        with page.expect_response("**/draf"):
            page.set_input_files(FILES, PAPER)
            page.fill(FIGURE, "99,4")
        press(page, SAVE)
        assert kept and all("files_4" not in one for one in kept)
        assert page.locator("#i1 .proofs a").count() == 1


def test_too_much_at_once_is_said_beside_the_files_before_it_is_sent(
    browser: Browser, site: str, page_of: str, tmp_path: Path
) -> None:
    large = three_large(tmp_path)
    with person(browser, site, "tim1") as page:
        opened(page, page_of)
        page.fill(FIGURE, "99,4")
        page.set_input_files(FILES, large)
        page.click(SAVE)
        said = page.locator(FILES).evaluate("one => one.validationMessage")
        assert "lebih besar dari 25 MB" in said and page.input_value(FIGURE) == "99,4"
        page.set_input_files(FILES, large[:2])
        press(page, SAVE)
        opened(page, page_of)
        assert page.locator("#i1 .proofs a").count() == 2


def test_without_scripts_a_page_says_what_to_do_and_leads_back(
    browser: Browser, site: str, page_of: str, tmp_path: Path
) -> None:
    large = three_large(tmp_path)
    with person(browser, site, "tim1", java_script_enabled=False) as page:
        opened(page, page_of)
        page.fill(FIGURE, "99,4")
        press(page, SAVE)
        page.set_input_files(FILES, large)
        press(page, SAVE)
        keeps_the_house_rules(page)
        assert "Terlalu besar sekali kirim" in page.title()
        press(page, "main .btn.main")
        assert page.input_value(FIGURE) == "99,4"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_beside_files_and_the_page_fits_a_phone(
    browser: Browser, site: str, page_of: str, scheme: str
) -> None:
    with person(browser, site, "tim1", viewport=PHONE, color_scheme=scheme) as page:
        opened(page, page_of)
        page.set_input_files(FILES, PAPER)
        press(page, SAVE)
        opened(page, page_of)
        keeps_the_house_rules(page)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert not wider(page)
