"""An owner moves what runs to the version that is in force, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from engine.database import Database
from tests.engine.test_moving import GONE, SHORTER, at, publish
from tests.office import KEY
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, wider

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
