"""Two people fill one table in, each in a browser; figure after figure by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from engine.database import Database
from tests.office import waiting
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider
from tests.webui.test_indicators_in_a_browser import measured_next
from tests.webui.test_shared_table_pages import typed

FIRST, SECOND = '[id="r1.realisation_4"]', '[id="r2.realisation_4"]'


@pytest.fixture
def address(office: Database) -> str:
    """The address of the table that the team fills in next."""
    item = waiting(office, measured_next(office))[0].item.id
    return f"/tugas/{item}/indikator/indikator"


@pytest.fixture
def one(browser: Browser, site: str, address: str) -> Iterator[Page]:
    with person(browser, site, "tim1") as page:
        page.goto(address)
        yield page


@pytest.fixture
def two(browser: Browser, site: str, address: str) -> Iterator[Page]:
    with person(browser, site, "tim2") as page:
        page.goto(address)
        yield page


def test_what_is_kept_while_typing_and_cleared_then_takes_nothing_of_the_other_away(
    one: Page, two: Page, office: Database
) -> None:
    one.fill(SECOND, "60")
    press(one, "button[value=here]")
    two.fill(FIRST, "99")
    expect(two.locator("[data-saved]")).to_contain_text("tersimpan", timeout=20000)
    two.fill(FIRST, "")
    press(two, "button[value=here]")
    assert "IK01" not in typed(office)
    assert two.input_value(SECOND) == "60"


def test_an_autosave_that_comes_in_after_its_page_was_saved_changes_nothing(
    one: Page, office: Database
) -> None:
    with one.expect_request("**/draf", timeout=20000) as asked:
        one.fill(FIRST, "98")
    late = asked.value
    one.fill(FIRST, "99")
    press(one, "button[value=here]")
    about = {key: late.headers[key] for key in ("content-type", "x-csrftoken", "accept")}
    answer = one.request.post(late.url, data=late.post_data or "", headers=about)
    assert answer.ok and typed(office)["IK01"]["realisation_4"] == "99"


def test_two_figures_for_one_cell_are_told_on_a_phone_without_standing_in_anybodys_way(
    one: Page, two: Page
) -> None:
    one.fill(FIRST, "98")
    two.fill(FIRST, "99")
    press(one, "button[value=here]")
    two.set_viewport_size(PHONE)
    press(two, "button[value=next]")
    assert "menulis 98" in two.inner_text("#figures") and "kini 99" in two.inner_text(
        "#disputes ~ ul"
    )
    keeps_the_house_rules(two)
    assert not wider(two)
    found = Axe().run(two)
    assert found.violations_count == 0, found.generate_report()
    press(two, "button[value=agreed]")
    assert two.locator("#disputes").count() == 0


def test_enter_goes_from_figure_to_figure_and_alt_down_opens_the_rest(one: Page) -> None:
    one.focus(FIRST)
    one.keyboard.press("Enter")
    assert one.evaluate("document.activeElement.id") == "r2.realisation_4"
    one.keyboard.press("Alt+ArrowDown")
    assert one.evaluate("document.activeElement.matches('#i2 details[open] > summary')")
    one.keyboard.press("Tab")
    assert one.evaluate("document.activeElement.closest('details') !== null")


def test_tab_passes_by_nothing_that_stands_between_two_figures(one: Page) -> None:
    one.focus(FIRST)
    one.keyboard.press("Tab")
    assert one.evaluate("document.activeElement.matches('#i1 summary')")
    one.keyboard.press("Enter")
    assert one.locator("#i1 details[open]").count() == 1
    one.keyboard.press("Enter")
    one.keyboard.press("Tab")
    assert one.evaluate("document.activeElement.id") == "r2.realisation_4"
