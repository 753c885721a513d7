"""What a task's page and the inbox hold is seen, whatever the window, and by whomever."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from engine.database import Database
from tests.office import REASON, do, start, waiting, walk
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider

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


LONG = "Alat perekam di dua kecamatan rusak sejak Oktober,\ndan petugas keliling hanya satu orang."


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 480}])
def test_the_round_before_is_read_by_everybody(
    browser: Browser, office: Database, site: str, size: dict[str, int]
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T11")
    do(office, waiting(office, instance)[0], values={"ringkasan": "Draf.", "hambatan": LONG})
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON, values={})
    with person(browser, site, "tim1", viewport=size) as page:
        page.goto(f"/tugas/{waiting(office, instance)[0].item.id}")
        page.fill("#ringkasan", "Draf kedua.")
        page.fill("#hambatan", LONG.replace("Oktober", "November"))
        press(page, ".dock button")
        page.click("details.was summary")
        is_kept(page)
        press(page, ".decide .go")
        is_kept(page)
        press(page, "form.acts button")
    with person(browser, site, "kasubag", viewport=size) as page:
        page.goto(f"/tugas/{waiting(office, instance)[0].item.id}")
        is_kept(page)
        press(page, ".decide .go")
        is_kept(page)


def is_kept(page: Page) -> None:
    """The house rules, and those of accessibility, also where a part of the page scrolls."""
    keeps_the_house_rules(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert not wider(page)
