"""An owner moves what runs to the version that is in force, in a browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from engine.database import Database
from tests.engine.test_moving import GONE, SHORTER, at, publish
from tests.office import KEY, waiting
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider

WHY = "Langkah 11 digambar ulang."
DESK = {"width": 1366, "height": 768}
MOVING = f"/sop/{KEY}/pindah"


# How far below the middle of the one the middle of the other is, in pixels.
APART = """([one, other]) => {
  const middle = (node) => {
    const range = document.createRange();
    range.selectNode(node);
    const box = range.getBoundingClientRect();
    return box.top + box.height / 2;
  };
  return middle(document.querySelector(other)) - middle(document.querySelector(one));
}"""


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_a_tick_stands_on_the_line_of_its_title_and_a_sign_on_that_of_its_words(
    browser: Browser, site: str, office: Database, screen: dict[str, int]
) -> None:
    at(office, "T10")
    publish(office, SHORTER, *GONE)
    with person(browser, site, "pemilik", viewport=screen) as page:
        page.goto(MOVING)
        keeps_the_house_rules(page)
        assert not wider(page)
        for pair in (["[name=instance]", "tbody th a"], ["tbody td > .i", "tbody td > .i + span"]):
            assert abs(page.evaluate(APART, pair)) < 4, pair


def is_in_order(page: Page) -> None:
    keeps_the_house_rules(page)
    assert not wider(page)
    assert Axe().run(page).violations_count == 0, page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_owner_says_where_those_go_on_whose_step_is_gone_and_sees_what_became_of_each(
    browser: Browser, site: str, office: Database, scheme: str
) -> None:
    gone, stays = at(office, "T11"), at(office, "T10")
    publish(office, SHORTER, *GONE)
    with person(browser, site, "pemilik", viewport=PHONE, color_scheme=scheme) as page:
        page.goto(MOVING)
        is_in_order(page)
        page.emulate_media(media="print", color_scheme=scheme)
        assert not page.locator("select, .btn").locator("visible=true").count()
        page.emulate_media(media="screen", color_scheme=scheme)
        page.select_option("select", "T11x")
        page.uncheck(f"[name=instance][value='{stays}']")
        page.fill("#reason", WHY)
        press(page, "form.flow button.main")
        is_in_order(page)
        assert "1 dari 1 dipindahkan ke versi 2." in (page.text_content("[role=status]") or "")
        press(page, "text=Kembali ke daftar")
        assert page.locator("tbody tr").count() == 1
    assert [row.item.node_id for row in waiting(office, gone)] == ["T11x"]
