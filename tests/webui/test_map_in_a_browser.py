"""The lane map in Chromium: what it says is whole, and where it was reckoned to be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from engine.database import Database
from tests.office import KEY, start, walk
from tests.webui.browsing import person

BEYOND = """map => {
  const all = map.viewBox.baseVal;
  const out = (inner, outer) => inner.x < outer.x || inner.x + inner.width > outer.x + outer.width;
  const beyond = [...map.querySelectorAll("text")].filter(one => out(one.getBBox(), all));
  for (const shape of map.querySelectorAll("g:has(> .txt)")) {
    const box = shape.querySelector(":scope > .bx").getBBox();
    const lines = [...shape.querySelectorAll(":scope > .txt")];
    beyond.push(...lines.filter(one => out(one.getBBox(), box)));
  }
  return beyond.map(one => one.textContent);
}"""


@pytest.mark.parametrize("until", [None, "T8", "T14"])
def test_no_name_is_shortened_or_leaves_its_box(
    browser: Browser, site: str, office: Database, until: str | None
) -> None:
    address = f"/sop/{KEY}"
    if until:
        instance = start(office).instance_id
        walk(office, instance, until=until)
        address = f"/pelaksanaan/{instance}"
    with person(browser, site, "auditor", viewport={"width": 1366, "height": 650}) as page:
        page.goto(address)
        drawn = page.locator(".wide .map:not(.names)")
        assert drawn.evaluate(BEYOND) == []
        assert "…" not in (drawn.text_content() or "")
