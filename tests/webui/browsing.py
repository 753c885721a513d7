"""People at their browsers: the pages served, who has signed in, and what every page keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from playwright.sync_api import Browser, Locator, Page

from engine.database import Database
from tests.office import PASSWORD
from tests.serving import serving

T = TypeVar("T")

PAPER = Path(__file__).parents[1] / "data/surat.pdf"

PHONE = {"width": 360, "height": 740}


@contextmanager
def served(database: Database) -> Iterator[str]:
    """The address at which the pages of an office are served."""
    with serving(database) as port:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def visitor(browser: Browser, site: str, **options: object) -> Iterator[Page]:
    """The page of somebody who has not signed in yet."""
    context = browser.new_context(base_url=site, **options)
    # A page left open by a test that failed would keep the server from ending.
    with closing(context):
        page = context.new_page()
        page.goto("/masuk")
        yield page


@contextmanager
def person(browser: Browser, site: str, login: str, **options: object) -> Iterator[Page]:
    """A signed-in person's page."""
    with visitor(browser, site, **options) as page:
        sign_in(page, login)
        yield page


def sign_in(page: Page, login: str) -> None:
    """Fill in the sign-in page."""
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    press(page, "main form button")


def press(page: Page, selector: str) -> None:
    """Press what leads to another page, and wait until that is there."""
    with page.expect_navigation():
        page.click(selector)


class People(ExitStack, Generic[T]):
    """Several people by their log-ins, each of whom signs in once and stays."""

    def __init__(self, opened: Callable[[str], AbstractContextManager[T]]) -> None:
        super().__init__()
        self.opened, self.here = opened, dict[str, T]()

    def __getitem__(self, login: str) -> T:
        if login not in self.here:
            self.here[login] = self.enter_context(self.opened(login))
        return self.here[login]


def wider(page: Page) -> bool:
    """Whether a page scrolls sideways."""
    if not page.viewport_size:
        return False
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width > page.viewport_size["width"]


def keeps_the_house_rules(page: Page) -> None:
    """Title and heading agree, nothing is inline, ids are single, forms carry their token."""
    title = (page.text_content("h1") or "").strip()
    assert page.title() == f"{title} · Alur", page.url
    assert page.get_attribute("html", "lang") in ("id", "en")
    assert page.locator("[style], script:not([src]), style").count() == 0, page.url
    ids = page.eval_on_selector_all("[id]", "found => found.map(e => e.id)")
    assert len(ids) == len(set(ids)), (page.url, ids)
    tokens = page.locator('form[method="post"]:not(:has([name=csrf_token]))')
    assert tokens.count() == 0, page.url


def fill_in(page: Page, words: str = "Mohon disiapkan.") -> None:
    """Fill in what the form of a step asks for: rows, files, and everything else."""
    for kind, button in (("rows", "add"), ("files", "upload")):
        for number in range(page.locator(f"#step fieldset.{kind}").count()):
            part = page.locator(f"#step fieldset.{kind}").nth(number)
            is_asked = part.locator("legend .hint").first.is_visible()
            if is_asked and not part.locator("li").count():
                if kind == "files":
                    part.locator("input[type=file]").set_input_files(PAPER)
                with page.expect_navigation():
                    part.locator(f"button[name={button}]").click()
    asked = page.locator("#step :is(input, textarea, select)[required]")
    for number in range(asked.count()):
        fill_one(asked.nth(number), words)


def fill_one(field: Locator, words: str) -> None:
    """Answer one field that is still blank."""
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(index=1)
    elif field.get_attribute("type") == "radio":
        field.check()
    elif not field.input_value():
        field.fill(words)
