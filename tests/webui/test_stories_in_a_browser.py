"""The whole SOP clicked through in Chromium, as its users would."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from waitress import create_server

from engine.database import Database
from tests.office import KEY, PASSWORD, REASON, start, waiting, walk
from webui.app import create_app


@contextmanager
def served(database: Database) -> Iterator[str]:
    server = create_server(create_app(database, "key"), listen="127.0.0.1:0", threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join()


@pytest.fixture
def site(office: Database) -> Iterator[str]:
    with served(office) as address:
        yield address


@pytest.fixture
def both(dialect: str, copied: Callable[..., str]) -> Iterator[str]:
    """The site on SQLite and on PostgreSQL."""
    database = Database(copied(dialect, "office"))
    with served(database) as address:
        yield address
    database.close()


@contextmanager
def person(browser: Browser, site: str, login: str, **options: object) -> Iterator[Page]:
    """A signed-in person's page; every page visited keeps the house rules."""
    context = browser.new_context(base_url=site, **options)
    page = context.new_page()
    page.goto("/masuk")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("main form button")
    yield page
    context.close()


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
    page.click("main form button")


def decide(page: Page, decision: str | None) -> None:
    """Open the first task, fill it in, decide, check, send."""
    page.goto("/kotak-tugas")
    page.click("li.row h3 a")
    if page.locator("#arahan").count():
        page.fill("#arahan", "Mohon disiapkan.")
    if decision == "Tidak setuju":
        page.fill("#reason", REASON)
        page.click(".decide .return")
    else:
        page.click(".decide .go")
    assert "Belum ada yang terkirim" in page.text_content("main")
    page.click("form.acts button")
    assert page.url.endswith("/terkirim"), page.text_content("main")


@pytest.mark.parametrize(
    "options",
    [{"java_script_enabled": False}, {"viewport": {"width": 360, "height": 740}}],
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
    with person(browser, site, "kasubag", **options) as page:
        begin(page)
    for login, decision in STORY:
        with person(browser, site, login, **options) as page:
            decide(page, decision)
    with person(browser, site, "auditor", **options) as page:
        page.click("main table th a")
        told = page.text_content("main") or ""
        assert "Selesai" in told and told.count(REASON) >= 2
        assert not wider(page)


def wider(page: Page) -> bool:
    """Whether a page scrolls sideways."""
    if not page.viewport_size:
        return False
    return page.locator("body").bounding_box()["width"] > page.viewport_size["width"]  # type: ignore[index]


def test_a_decision_by_keyboard_alone(browser: Browser, site: str, office: Database) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T12")
    with person(browser, site, "kasubag") as page:
        page.goto("/kotak-tugas")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/tugas/*")
        focus(page, ".decide .go")
        page.keyboard.press("Enter")
        page.wait_for_selector("form.acts")
        focus(page, "form.acts button")
        page.keyboard.press("Enter")
        page.wait_for_url("**/terkirim")
    assert waiting(office, instance)[0].item.node_id == "T13"


def focus(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")


PAGES = {
    "kasubag": ["/kotak-tugas", "/kotak-tugas/selesai", "/tugas/{item}", "/pelaksanaan/mulai"],
    "auditor": ["/pelaksanaan", "/pelaksanaan/{instance}", "/sop", f"/sop/{KEY}", "/akun"],
    "admin": ["/pengelolaan", "/pengelolaan/jabatan", "/pengelolaan/kalender", "/x",
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


def keeps_the_house_rules(page: Page) -> None:
    title = (page.text_content("h1") or "").strip()
    assert page.title() == f"{title} · Alur", page.url
    assert page.get_attribute("html", "lang") in ("id", "en")
    assert page.locator("[style], script:not([src]), style").count() == 0, page.url
    ids = page.eval_on_selector_all("[id]", "found => found.map(e => e.id)")
    assert len(ids) == len(set(ids)), (page.url, ids)
    tokens = page.locator('form[method="post"]:not(:has([name=csrf_token]))')
    assert tokens.count() == 0, page.url
