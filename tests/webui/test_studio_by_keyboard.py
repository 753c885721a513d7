"""The studio by keys: the drawing hears them wherever nothing else does."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.webui.studio import studio


def test_after_the_pad_the_keys_go_on_to_the_drawing(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T10")
        owner.pad("append.gateway")
        owner.page.keyboard.press("Delete")
        expect(owner.page.locator("[data-element-id=G14]")).to_have_count(0)
        owner.pick("T10")
        owner.connect("T3")
        drawn = owner.page.locator("[data-element-id^=F2] > .djs-visual")
        before = drawn.count()
        owner.page.keyboard.press("Delete")
        expect(drawn).to_have_count(before - 1)
        owner.pick("F15")
        owner.pad("delete")
        owner.page.keyboard.press("Control+z")
        expect(owner.page.locator("[data-element-id=F15]")).to_have_count(1)
