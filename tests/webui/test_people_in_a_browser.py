"""The list of people, long and on a small screen."""

from __future__ import annotations

from datetime import UTC, datetime

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from engine.database import Database
from engine.organisation import add_person
from tests.office import acting
from tests.webui.browsing import PHONE, person, press, wider


def test_one_of_many_people_is_found_on_a_phone(
    browser: Browser, site: str, office: Database
) -> None:
    with office.writing() as session:
        admin, now = acting(session, "admin"), datetime.now(UTC)
        for n in range(120):
            add_person(session, admin, f"orang{n}", f"Orang Contoh {n:03}", f"CONTOH-{n}", now)
    with person(browser, site, "admin", viewport=PHONE) as page:
        press(page, ".pager [rel=next]")
        assert not wider(page)
        assert Axe().run(page).violations_count == 0
        page.fill("#search", "contoh 077")
        press(page, ".filters button")
        assert page.locator("main tbody a").all_text_contents() == ["Orang Contoh 077"]
