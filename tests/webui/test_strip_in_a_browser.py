"""The strip of steps on a phone: the present step is in view, a shadow lies where it goes on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from engine.database import Database
from tests.office import start, walk
from tests.webui.browsing import PHONE, person

EDGE = 2  # pixels

SIDES = "e => [e.getBoundingClientRect().left, e.getBoundingClientRect().right]"


@pytest.mark.parametrize("until", ["T1", "T8", "T15"])
def test_the_present_step_is_in_view_at_first(
    browser: Browser, site: str, office: Database, until: str
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until=until)
    with person(browser, site, "auditor", viewport=PHONE) as page:
        open_settled(page, f"/pelaksanaan/{instance}")
        names, present = (
            page.eval_on_selector(f".strip {part}", SIDES) for part in (".names", ".is-now")
        )
        assert names[1] <= present[0] and present[1] <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_shadow_lies_where_the_strip_goes_on(
    browser: Browser, site: str, office: Database, scheme: str
) -> None:
    instance = start(office).instance_id
    with person(browser, site, "auditor", viewport=PHONE, color_scheme=scheme) as page:
        open_settled(page, f"/pelaksanaan/{instance}")
        plain = edge(page, 0, "left")
        assert edge(page, 0, "right") != plain
        assert edge(page, 9999, "left") != plain and edge(page, 9999, "right") == plain


def open_settled(page: Page, address: str) -> None:
    """Open a page, and wait until the strip stands where it stands at first."""
    page.goto(address)
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")


def edge(page: Page, scrolled: int, side: str) -> bytes:
    """What is seen above the drawing at an edge of the strip, scrolled so far."""
    strip = page.locator(".strip")
    strip.evaluate("(strip, left) => { strip.scrollLeft = left }", scrolled)
    box, names = strip.bounding_box(), page.locator(".strip .names").bounding_box()
    assert box and names
    left = names["x"] + names["width"] if side == "left" else box["x"] + box["width"] - EDGE
    clip = {"x": left, "y": box["y"], "width": EDGE, "height": EDGE}
    return page.screenshot(clip=clip, animations="disabled")
