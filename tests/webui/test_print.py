"""Pages on paper: F4, nothing to press, states in words and dates that hold on another day."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from engine.database import Database
from tests.office import KEY, start, waiting, walk
from tests.webui.browsing import person
from tests.webui.drafts import ask, change

UPRIGHT, WIDE = (215, 330), (330, 215)
PAGES = [
    ("kasubag", "/kotak-tugas", UPRIGHT),
    ("kasubag", "/tugas/{item}", UPRIGHT),
    ("auditor", "/pelaksanaan", UPRIGHT),
    ("auditor", "/pelaksanaan/{instance}", WIDE),
    ("auditor", f"/sop/{KEY}", WIDE),
    ("admin", "/pengelolaan", UPRIGHT),
    ("admin", "/pengelolaan/orang/kadis", UPRIGHT),
]
DRAFT = f"/sop/{KEY}/rancangan"
DRAFTS = [
    ("pemilik", DRAFT, WIDE),
    ("pemilik", f"{DRAFT}/tabel", WIDE),
    ("pemilik", f"{DRAFT}/coba", UPRIGHT),
    ("pemilik", f"/sop/{KEY}/pindah", UPRIGHT),
    ("kadis", f"{DRAFT}/sahkan", UPRIGHT),
]
TO_PRESS = "button, .btn, select, input:not([type=hidden]), nav a"


@pytest.fixture
def known(office: Database) -> dict[str, int]:
    """An instance that waits for a decision, and the item."""
    instance = start(office).instance_id
    walk(office, instance, until="T12")
    return {"instance": instance, "item": waiting(office, instance)[0].item.id}


def printed(page: Page) -> set[tuple[int, int]]:
    """The sizes of the sheets of a page, in millimetres."""
    boxes = re.findall(
        rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True)
    )
    return {(round(float(w) / 72 * 25.4), round(float(h) / 72 * 25.4)) for w, h in boxes}


@pytest.mark.parametrize(("login", "path", "size"), PAGES)
def test_a_page_prints_on_f4_without_anything_to_press(
    browser: Browser,
    site: str,
    known: dict[str, int],
    login: str,
    path: str,
    size: tuple[int, int],
) -> None:
    prints_well(browser, site, login, path.format(**known), size)


@pytest.mark.parametrize(("login", "path", "size"), DRAFTS)
def test_the_pages_of_a_draft_print_as_well(
    browser: Browser, drafted: str, office: Database, login: str, path: str, size: tuple[int, int]
) -> None:
    change(office)
    if login == "kadis":
        ask(office)
    prints_well(browser, drafted, login, path, size)


def prints_well(browser: Browser, site: str, login: str, path: str, size: tuple[int, int]) -> None:
    """A page comes on sheets of one size, in black on white, and says when and for whom."""
    with person(browser, site, login, color_scheme="dark") as page:
        page.goto(path)
        assert printed(page) == {size}
        page.emulate_media(media="print", color_scheme="dark")
        assert page.locator(f"{TO_PRESS} >> visible=true").all_text_contents() == []
        assert re.search(r"Keadaan .+, dicetak oleh .+ Contoh\.", page.inner_text("footer"))
        assert not re.search(r"\b(hari ini|kemarin|besok) \d", page.inner_text("main"))
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )


@pytest.mark.parametrize("path", ["/pelaksanaan/{instance}", f"/sop/{KEY}"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_letters_of_a_diagram_can_be_read_on_paper(
    browser: Browser, site: str, known: dict[str, int], path: str, language: str
) -> None:
    sheet = {"width": round(306 / 25.4 * 96), "height": round(194 / 25.4 * 96)}
    with person(browser, site, "auditor", viewport=sheet) as page:
        page.goto(f"/bahasa/{language}?next={path.format(**known)}")
        page.emulate_media(media="print")
        points = page.evaluate(LETTERS)
    assert points >= 7.5


# The size of the letters in the diagram, in points.
LETTERS = """() => {
    const map = document.querySelector('.map.full'), scale = map.getScreenCTM().a;
    return parseFloat(map.getAttribute('font-size')) * scale * 72 / 96;
}"""
