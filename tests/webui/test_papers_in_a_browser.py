"""A paper of an instance as it is read on a page, on a phone too."""

from __future__ import annotations

from playwright.sync_api import Browser

from engine import documents
from engine.database import Database
from tests.office import start, walk
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, wider


def test_the_tables_of_a_paper_are_read_on_a_phone(
    browser: Browser, site: str, office: Database
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T2")
    with office.reading() as session:
        (made,) = documents.of_instance(session, instance)["D1"]
    with person(browser, site, "auditor", viewport=PHONE) as page:
        page.goto(f"/dokumen/{made.id}")
        cell = page.locator(".document td").first
        assert cell.is_visible()
        # "anywhere" would let a narrow column break words and numbers letter by letter.
        assert cell.evaluate("td => getComputedStyle(td).overflowWrap") == "break-word"
        keeps_the_house_rules(page)
        assert not wider(page)
