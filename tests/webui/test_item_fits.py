"""What a task's page and the inbox hold is seen, whatever the window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from engine.database import Database
from tests.office import start, waiting, walk
from tests.webui.browsing import PHONE, person, wider

SEEN = """found => {
  const box = found.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + 5, box.top + box.height / 2);
  return top !== null && (found.contains(top) || top.contains(found));
}"""


def is_seen(page: Page, selector: str) -> bool:
    """Whether nothing lies over a part of a page, and it stands in the window."""
    seen: bool = page.locator(selector).last.evaluate(SEEN)
    return seen


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768), (1024, 720), (1280, 480)])
@pytest.mark.parametrize("node", ["T7", "T12"])
def test_the_papers_of_a_step_stay_beside_its_form_under_the_decision(
    browser: Browser, office: Database, site: str, node: str, width: int, height: int
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until=node)
    item = waiting(office, instance)[0].item.id
    with person(browser, site, "kasubag", viewport={"width": width, "height": height}) as page:
        page.goto(f"/tugas/{item}")
        page.mouse.move(200, 300)
        page.mouse.wheel(0, 300)
        page.wait_for_function("scrollY > 250")
        assert is_seen(page, ".decide h2")
        page.mouse.move(width - 100, 200)
        page.mouse.wheel(0, 300)
        page.wait_for_timeout(200)
        assert is_seen(page, "aside .papers li:last-child")


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_part_of_the_inbox_is_out_of_sight_on_a_phone(
    browser: Browser, office: Database, site: str, language: str
) -> None:
    for _ in range(12):
        start(office)
    with person(browser, site, "kasubag", viewport=PHONE) as page:
        page.goto(f"/bahasa/{language}?next=/kotak-tugas")
        assert "12" in (page.text_content(".nav [aria-current]") or "")
        for link in page.locator(".tabs a, .nav a").all():
            box = link.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
        assert page.locator(".tabs a").count() == 4 and not wider(page)
