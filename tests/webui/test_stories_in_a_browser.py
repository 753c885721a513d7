"""The whole SOP clicked through in Chromium, as its users would."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from engine.database import Database
from tests.office import KEY, PASSWORD, REASON, start, waiting, walk
from tests.webui.browsing import (
    PHONE,
    People,
    fill_in,
    keeps_the_house_rules,
    person,
    press,
    served,
    wider,
)


@pytest.fixture
def both(dialect: str, copied: Callable[..., str]) -> Iterator[str]:
    """The site on SQLite and on PostgreSQL."""
    database = Database(copied(dialect, "office"))
    with served(database) as address:
        yield address
    database.close()


# Who does what, in order, with one return at rows 12 and 13.
STORY = [
    ("kasubag", None), ("sekretaris", None), ("kadis", None), ("sekretaris", None),
    ("kasubag", None), ("pelaksana", None), ("kasubag", None), ("sekretaris", None),
    ("kadis", None), ("sekretaris", None), ("tim1", None), ("tim2", None),
    ("kasubag", "Tidak setuju"), ("tim1", None), ("kasubag", "Setuju"),
    ("sekretaris", "Tidak setuju"), ("kasubag", "Setuju"), ("sekretaris", "Setuju"),
    ("kadis", None), ("pelaksana", None),
]  # fmt: skip


def begin(page: Page) -> None:
    page.goto("/pelaksanaan/mulai")
    page.fill("#title", "Pengukuran triwulan III")
    page.select_option("#period", "2026-TW3")
    press(page, "main form button")


def decide(page: Page, decision: str | None) -> None:
    """Open the first task, fill it in, decide, check, send."""
    page.goto("/kotak-tugas")
    press(page, "li.row h3 a")
    fill_in(page)
    if decision == "Tidak setuju":
        page.fill("#reason", REASON)
        press(page, ".decide .return")
    else:
        press(page, ".decide .go")
    page.wait_for_selector(".verdict")
    assert "Belum ada yang terkirim" in page.text_content("main")
    if page.locator("#password").count():
        page.fill("#password", PASSWORD)
    press(page, "form.acts button")
    page.wait_for_url("**/terkirim")


@pytest.mark.parametrize(
    "options",
    [{"java_script_enabled": False}, {"viewport": PHONE}],
    ids=["without JavaScript", "on a phone"],
)
def test_the_whole_sop_with_returns(
    browser: Browser, site: str, options: dict[str, object]
) -> None:
    tell(browser, site, options)


def test_the_whole_sop_with_returns_on_both_databases(browser: Browser, both: str) -> None:
    tell(browser, both, {})


def tell(browser: Browser, site: str, options: dict[str, object]) -> None:
    """The story: five people, two returns, to the end; the auditor reads it."""
    with People(lambda login: person(browser, site, login, **options)) as people:
        begin(people["kasubag"])
        for login, decision in STORY:
            decide(people[login], decision)
        auditor = people["auditor"]
        press(auditor, "main table th a")
        told = auditor.text_content("main") or ""
        assert "Selesai" in told and told.count(REASON) >= 2
        assert not wider(auditor)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_what_was_typed_goes_along_with_a_return(
    browser: Browser, site: str, office: Database, scripts: bool
) -> None:
    walk(office, start(office).instance_id, until="T12")
    with person(browser, site, "kasubag", java_script_enabled=scripts) as page:
        page.goto("/kotak-tugas")
        press(page, "li.row h3 a")
        page.fill("#catatan", "Lihat lampiran kedua.")
        page.fill("#reason", REASON)
        press(page, ".decide .return")
        page.wait_for_selector(".verdict")
        assert "Lihat lampiran kedua." in (page.text_content("main") or "")
        press(page, "main > p > a")
        assert page.input_value("#catatan") == "Lihat lampiran kedua."
        assert page.input_value("#reason") == REASON


def test_a_wrong_password_is_seen_at_once_on_a_phone(
    browser: Browser, site: str, office: Database
) -> None:
    walk(office, start(office).instance_id, until="T7")
    with person(browser, site, "kasubag", viewport=PHONE, java_script_enabled=False) as page:
        page.goto("/kotak-tugas")
        press(page, "li.row h3 a")
        fill_in(page)
        press(page, ".decide .go")
        page.fill("#password", "bukan-sandinya")
        press(page, "form.acts button")
        said = page.locator("#errors a[href='#password']")
        expect(said).to_contain_text("bukan kata sandi Anda")
        expect(said).to_be_in_viewport()
        keeps_the_house_rules(page)


PAGES = {
    "kasubag": ["/kotak-tugas", "/kotak-tugas/selesai", "/tugas/{item}", "/pelaksanaan/mulai"],
    "auditor": ["/pelaksanaan", "/pelaksanaan/{instance}", "/sop", f"/sop/{KEY}", "/akun"],
    "admin": ["/pengelolaan", "/pengelolaan?cari=x", "/pengelolaan/jabatan",
              "/pengelolaan/kalender", "/pengelolaan/jam-kerja", "/x",
              "/pengelolaan/impor", "/pengelolaan/orang/kadis",
              "/pelaksanaan/{instance}/hentikan"],
}  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_house_rules_hold_on_any_page(
    browser: Browser, site: str, office: Database, scheme: str
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T12", returns=0)
    known = {"instance": instance, "item": waiting(office, instance)[0].item.id}
    for login, paths in PAGES.items():
        with person(browser, site, login, color_scheme=scheme) as page:
            for path in paths:
                page.goto(path.format(**known))
                keeps_the_house_rules(page)
                found = Axe().run(page)
                assert found.violations_count == 0, f"{path}: {found.generate_report()}"
