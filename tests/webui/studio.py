"""A process owner at the studio: what they see, and what they do with mouse and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from playwright.sync_api import Browser, Page, expect

from engine import drafting
from engine.database import Database
from engine.diagram import reading
from engine.diagram.process import Process
from tests.office import KEY, acting
from tests.webui.browsing import person

# All of the drawing is seen on it at nearly its full size.
SCREEN = {"width": 1920, "height": 1400}
DRAFT = f"/sop/{KEY}/rancangan"


def begin(database: Database) -> None:
    """Begin a draft of the shipped SOP."""
    with database.writing() as session:
        drafting.begin(session, acting(session, "pemilik"), KEY, 1, datetime.now(UTC))


class Studio:
    """One page of the editor. The console stays silent unless `hears` is emptied by the test."""

    def __init__(self, page: Page) -> None:
        self.page, self.hears = page, list[str]()
        page.on("console", lambda message: self.hears.append(message.text))
        page.on("pageerror", lambda error: self.hears.append(str(error)))

    def open(self) -> None:
        """Load the page, and wait until the draft is drawn and checked."""
        self.page.goto(f"{DRAFT}/diagram")
        self.page.wait_for_selector(".studio-verdicts h2")

    @property
    def draft(self) -> str:
        """The diagram as the server keeps it."""
        return self.page.request.get(f"{DRAFT}/process.bpmn").text()

    @property
    def process(self) -> Process:
        """The process as the server keeps it."""
        return reading.read(self.draft.encode())

    def pick(self, name: str) -> None:
        """Find an element with the search, which selects it and brings it into view."""
        self.page.keyboard.press("Control+f")
        self.page.locator(".djs-search-input input").press_sequentially(name)
        self.page.locator(".djs-search-result-selected .djs-search-result-secondary").filter(
            has_text=re.compile(f"^{name}$")
        ).wait_for()
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".djs-container > svg")).to_be_focused()

    def pad(self, action: str) -> None:
        """Press a button beside the selected element."""
        self.page.click(f'.djs-context-pad [data-action="{action}"]')

    def point(self, name: str) -> tuple[float, float]:
        """Where the middle of an element is on the screen."""
        box = self.page.locator(f"[data-element-id={name}] .djs-hit").first.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def connect(self, target: str) -> None:
        """Draw a flow from the selected element."""
        self.pad("connect")
        x, y = self.point(target)
        self.page.mouse.move(x - 5, y - 5)
        self.page.mouse.move(x, y)
        self.page.mouse.click(x, y)

    def drop(self, x: float, y: float) -> None:
        """Put what is in the hand down, once the drawing says that it may lie there."""
        self.page.mouse.move(x - 5, y)
        self.page.wait_for_selector(".djs-drag-group")
        self.page.mouse.move(x, y)
        self.page.wait_for_selector(".djs-element.new-parent")
        self.page.mouse.click(x, y)

    def unfold(self, section: str) -> None:
        """Open a section of the panel, if it is closed."""
        place = self.page.locator(f"#panel-section-{section}")
        if place.get_attribute("open") is None:
            place.locator("> summary").click()

    def write(self, field: str, value: str) -> None:
        """Fill in a field of the panel and leave it."""
        self.page.fill(f"#{field}", value)
        self.page.keyboard.press("Tab")

    def save(self) -> None:
        """Save by key, and wait for the answer."""
        with self.page.expect_response(f"**{DRAFT}/simpan"):
            self.page.keyboard.press("Control+s")
        self.says("Tersimpan")

    def says(self, words: str) -> None:
        """Wait until the page says how the draft stands."""
        expect(self.page.locator(".studio-saved")).to_contain_text(words)


@contextmanager
def studio(browser: Browser, site: str, **options: object) -> Iterator[Studio]:
    """The owner's open editor, which has nothing to complain of at the end."""
    with person(browser, site, "pemilik", **{"viewport": SCREEN, **options}) as page:
        opened = Studio(page)
        opened.open()
        yield opened
        assert opened.hears == []
