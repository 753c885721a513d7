"""What the studio offers: only what the engine runs, in the reader's language, to everybody."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from engine.diagram import reading
from engine.fields.kinds import FieldType
from tests.office import KEY
from tests.webui.browsing import keeps_the_house_rules, person, press
from tests.webui.studio import DRAFT, Studio, studio
from webui import app

WEBUI = Path(app.__file__).parent
BUNDLES = WEBUI / "static/dist"
WORDS = WEBUI / "frontend/src/studio/words/id.js"
LARGEST = 550_000

RUNNING = set(reading.KINDS) - {"task", "manualTask"}
DRAWN = {"participant", "extensionElements", "laneSet", "sequenceFlow"}
DRAWN |= {"textAnnotation", "association"}


def offered(owner: Studio) -> list[str]:
    """The buttons beside the selected element."""
    buttons = owner.page.locator(".djs-context-pad .entry")
    return [button.get_attribute("data-action") or "" for button in buttons.all()]


def kinds(owner: Studio) -> set[str]:
    """What kinds of elements the kept diagram holds, in the process and beside it."""
    root = ElementTree.fromstring(owner.draft)
    parts = [*root.findall("{*}process/*"), *root.findall("{*}collaboration/*")]
    return {part.tag.rpartition("}")[2] for part in parts}


def test_whatever_the_palette_makes_is_something_that_runs(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        makers = owner.page.locator(".djs-palette [data-group=create] .entry")
        for place in range(makers.count()):
            owner.pick("T10")
            makers.nth(place).press("Enter")
            owner.page.keyboard.type("Baru")  # into the name, where there is one to write
        owner.save()
        assert kinds(owner) <= RUNNING | DRAWN
        assert {"parallelGateway", "textAnnotation"} <= kinds(owner)
        assert len(owner.process.lanes) == 6


def test_whatever_is_appended_is_something_that_runs(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T10")
        for action in [name for name in offered(owner) if name.startswith("append")]:
            owner.pick("T10")
            owner.pad(action)
            owner.page.keyboard.type("Baru")
        owner.save()
        assert kinds(owner) <= RUNNING | DRAWN


CHANGES = {
    "T10": [],
    "G12": ["Cabang serentak"],
    "Mulai": [],  # the process needs it
    "Selesai": [],  # a second start cannot run
    "KD": [],
    "F15": [],
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_element_changes_only_into_what_runs(browser: Browser, drafted: str, name: str) -> None:
    with studio(browser, drafted) as owner:
        owner.pick(name)
        assert ("replace" in offered(owner)) is bool(CHANGES[name])
        if CHANGES[name]:
            owner.pad("replace")
            labels = owner.page.locator(".djs-popup .djs-popup-label").all_text_contents()
            assert labels == CHANGES[name]


SEEN = """() => [...document.querySelectorAll("main *")].flatMap((element) => [
    element.title, element.ariaLabel, element.placeholder,
    ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data),
]).filter(Boolean).map((text) => text.trim())"""


def english() -> set[str]:
    """The English texts whose Indonesian differs."""
    pairs = re.findall(r"^  '([^']+)': '([^']+)',$", WORDS.read_text(), re.MULTILINE)
    return {text for text, words in pairs if text != words}


def look_at_everything(owner: Studio) -> set[str]:
    """Every text that the editor shows on the way through its panels and menus."""
    owner.save()
    owner.page.click("#papers-add")
    seen = set[str](owner.page.evaluate(SEEN))
    for name in ("T5", "G12", "F15", "KD", "Mulai"):
        owner.pick(name)
        seen |= set(owner.page.evaluate(SEEN))
    owner.pick("G12")
    owner.pad("replace")
    owner.page.wait_for_selector(".djs-popup")
    seen |= set(owner.page.evaluate(SEEN))
    owner.page.keyboard.press("Escape")
    owner.pick("T5")
    owner.unfold("fields")
    for kind in FieldType:
        owner.page.click("#fields-add")
        owner.page.locator("#fields > li > details > div select[id$=-type]").last.select_option(
            kind
        )
        seen |= set(owner.page.evaluate(SEEN))
    return seen


def test_no_english_is_left_in_indonesian(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:  # which complains of texts that have no Indonesian
        seen = look_at_everything(owner)
        assert "Makna penyelesaian" in seen
        assert seen & english() == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, drafted: str, scheme: str) -> None:
    screen = {"width": 1366, "height": 768}
    with studio(browser, drafted, color_scheme=scheme, viewport=screen) as owner:
        owner.save()
        for name in ("T5", "G12", "F15", "KD"):
            owner.pick(name)
            if name == "T5":
                owner.unfold("fields")
                owner.page.click("#fields-add")
            found = Axe().run(owner.page)
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"


def test_a_long_form_scrolls_in_the_panel_and_never_the_page(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted, viewport={"width": 1366, "height": 768}) as owner:
        owner.pick("T5")
        owner.unfold("fields")
        owner.page.locator(".studio-panel .sr").first.wait_for(state="attached")
        height = "document.documentElement.scrollHeight"
        assert owner.page.evaluate(f"{height} <= innerHeight")


def test_the_panel_of_the_process_leads_to_the_identity(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        press(owner.page, ".studio-panel a:has-text('Identitas')")
        assert owner.page.url.endswith(f"{DRAFT}/identitas")


def test_the_scripts_are_small_and_loaded_by_the_studio_alone() -> None:
    manifest = json.loads((BUNDLES / "manifest.json").read_text())
    assert len(gzip.compress((BUNDLES / manifest["studio.js"]).read_bytes())) < LARGEST
    loading = [
        page.name
        for page in (WEBUI / "templates").rglob("*.html")
        if "studio.js" in page.read_text()
    ]
    assert loading == ["studio.html"]


def test_without_scripts_revising_leads_on_to_the_table_and_the_draft(
    browser: Browser, site: str
) -> None:
    with person(browser, site, "pemilik", java_script_enabled=False) as page:
        page.goto(f"/sop/{KEY}")
        press(page, "button:has-text('Revisi')")
        keeps_the_house_rules(page)
        assert page.locator("main button:visible").count() == 0
        assert not page.locator("#studio").is_visible()
        for words, place in (
            ("Sunting sebagai tabel", f"{DRAFT}/tabel"),
            ("Buka rancangan", DRAFT),
        ):
            press(page, f"main a:has-text('{words}')")
            assert page.url == f"{site}{place}"
            page.go_back()
