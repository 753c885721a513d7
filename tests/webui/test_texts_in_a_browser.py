"""Owners write the text of a paper beside what it becomes: on a phone, in the dark, unscripted."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider
from tests.webui.studio import DRAFT, studio

TEXTS = f"{DRAFT}/naskah"
WIDE = {"width": 1600, "height": 1000}
LOADED = "picture => picture.decode().then(() => picture.naturalWidth)"


def looks_right(page: Page) -> None:
    """A page is accessible, fits, and keeps the house rules."""
    keeps_the_house_rules(page)
    assert Axe().run(page).violations_count == 0, page.url
    assert not wider(page), page.url


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (WIDE, "light")])
def test_the_pages_of_texts_look_right(
    browser: Browser, drafted: str, size: dict[str, int], scheme: str
) -> None:
    with person(browser, drafted, "pemilik", viewport=size, color_scheme=scheme) as page:
        for path in (TEXTS, f"{DRAFT}/naskah-baru", f"{TEXTS}/D8", f"{TEXTS}/D4"):
            page.goto(path)
            looks_right(page)
        page.fill("#text", page.input_value("#text").replace("{{ nomor }}", "{{ nomer }}", 1))
        press(page, "main form .btn.main")
        page.wait_for_selector("#faults")
        looks_right(page)
        page.goto(DRAFT)
        looks_right(page)


def test_a_text_is_written_corrected_and_shown_without_scripts(
    browser: Browser, drafted: str
) -> None:
    with person(browser, drafted, "pemilik", java_script_enabled=False) as page:
        page.goto(TEXTS)
        press(page, "text=Tanda Terima")
        page.fill("#text", "---\nkind: surat\n---\n{{ isian.salah }}\n")
        press(page, "main form .btn.main")
        assert "baris 4" in page.inner_text("#faults")
        assert page.locator(".desk .page").count() == 0
        page.fill("#text", "---\nkind: surat\n---\nSatu\n\n***\n\nDua\n")
        press(page, "main form .btn.main")
        assert page.locator(".desk .page").count() == 2 and page.locator("#faults").count() == 0
        first = page.locator(".desk img").first
        assert first.evaluate(LOADED) > 1000


def test_a_paper_renamed_in_the_editor_is_renamed_in_the_field_that_brings_it(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.unfold("papers")
        owner.page.locator("#papers > li", has_text="D10").locator("summary").click()
        code = owner.page.locator("#papers input[id$=-code]").last
        code.fill("BUKTI")
        code.press("Tab")
        owner.save()
        fields = [f for node in owner.process.user_tasks if node.step for f in node.step.fields]
        assert [f.paper for f in fields if f.paper] == ["BUKTI"]
        assert "BUKTI" in owner.process.node["T15"].step.standard.outputs
