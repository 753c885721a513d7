"""The whole SOP by keyboard alone: whoever cannot use a mouse carries it from start to end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from engine.database import Database
from tests.office import PASSWORD, REASON, start, waiting, walk
from tests.webui.browsing import People, fill_in, person, press, visitor

MOST_TABS = 60

# Who does what, in order, with one return at row 12.
STORY = [
    ("kasubag", False), ("sekretaris", False), ("kadis", False), ("sekretaris", False),
    ("kasubag", False), ("pelaksana", False), ("kasubag", False), ("sekretaris", False),
    ("kadis", False), ("sekretaris", False), ("tim1", False), ("tim2", False),
    ("kasubag", True), ("tim1", False), ("kasubag", False), ("sekretaris", False),
    ("kadis", False), ("pelaksana", False),
]  # fmt: skip


class Keys:
    """A person who has a keyboard and no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, selector: str) -> None:
        """Press Tab until an element has the focus, and see that it shows."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                assert self.page.evaluate(FRAMED), f"the focus on {selector} does not show"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {selector} on {self.page.url}")

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def enter(self, selector: str, leads_to: str) -> None:
        """Press Enter on a link, button or field, which leads to another page."""
        self.tab_to(selector)
        with self.page.expect_navigation(url=re.compile(f"{leads_to}$")):
            self.page.keyboard.press("Enter")


# What has the focus is framed, itself or around the whole row that it stands for.
FRAMED = """() => [undefined, '::after'].some(part => {
    const style = getComputedStyle(document.activeElement, part);
    return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
})"""


@contextmanager
def typist(browser: Browser, site: str, login: str) -> Iterator[Keys]:
    """Somebody who signs in by keyboard."""
    with visitor(browser, site) as page:
        keys = Keys(page)
        keys.write("#login", login)
        keys.write("#password", PASSWORD)
        keys.enter("#password", "/(kotak-tugas|pelaksanaan)")
        yield keys


def begin(keys: Keys) -> None:
    """Start the SOP for a period that is chosen from the list."""
    keys.enter("nav a[href='/pelaksanaan']", "/pelaksanaan")
    keys.enter("a[href='/pelaksanaan/mulai']", "/mulai")
    keys.write("#title", "Pengukuran triwulan III")
    keys.write("#period", "Triwulan III")
    assert keys.page.input_value("#period").endswith("-TW3")
    keys.enter("main form .btn.main", r"/pelaksanaan/\d+")


def decide(keys: Keys, goes_back: bool) -> None:
    """Open the first task from the inbox, fill it in, decide, check, send."""
    keys.enter("nav a[href='/kotak-tugas']", "/kotak-tugas")
    keys.page.keyboard.press("j")
    keys.enter("li.row h3 a", r"/tugas/\d+")
    fill_in(keys.page)
    if goes_back:
        keys.write("#reason", REASON)
    keys.enter(".decide .return" if goes_back else ".decide .go", r"/tugas/\d+")
    if keys.page.locator("#password").count():
        keys.write("#password", PASSWORD)
    keys.enter("form.acts button", "/terkirim")


def test_the_whole_sop_by_keyboard_alone(browser: Browser, site: str) -> None:
    with People(lambda login: typist(browser, site, login)) as people:
        begin(people["kasubag"])
        for login, goes_back in STORY:
            decide(people[login], goes_back)
        auditor = people["auditor"]
        auditor.enter("main table th a", r"/pelaksanaan/\d+")
        told = auditor.page.text_content("main") or ""
        assert "Selesai" in told and REASON in told


def test_the_first_tab_leads_past_the_letterhead(browser: Browser, site: str) -> None:
    with typist(browser, site, "kasubag") as keys:
        keys.page.keyboard.press("Tab")
        assert keys.page.evaluate("document.activeElement.matches('.skip')")
        keys.page.keyboard.press("Enter")
        keys.page.keyboard.press("Tab")
        assert keys.page.evaluate("document.activeElement.closest('main') !== null")


def test_a_team_member_takes_an_offer_by_one_key(
    browser: Browser, site: str, office: Database
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T10")
    with typist(browser, site, "tim1") as keys:
        keys.page.keyboard.press("j")
        keys.page.keyboard.press("a")
        keys.page.wait_for_url("**/tugas/*")
    assert waiting(office, instance)[0].item.person_id is not None


def test_every_key_that_is_hinted_at_is_answered(
    browser: Browser, site: str, office: Database
) -> None:
    start(office)
    with person(browser, site, "kasubag") as page:
        assert page.locator(".keys kbd").all_inner_texts() == ["J", "K", "Enter", "A", "?"]
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.matches('.row h3 a')")
        page.keyboard.press("?")
        assert page.locator("dialog.keylist").is_visible()


def test_enter_in_a_row_of_a_step_takes_no_row_away(
    browser: Browser, site: str, office: Database
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T5")
    item = waiting(office, instance)[0].item.id
    with person(browser, site, "kasubag") as page:
        page.goto(f"/tugas/{item}")
        for row, name in enumerate(("Suto", "Tini")):
            press(page, "button[name=add][value=anggota_tim]")
            page.fill(f'[name="anggota_tim.{row}.nama"]', name)
        with page.expect_navigation():
            page.press('[name="anggota_tim.1.nama"]', "Enter")
        kept = [page.input_value(f'[name="anggota_tim.{row}.nama"]') for row in (0, 1)]
    assert kept == ["Suto", "Tini"]
