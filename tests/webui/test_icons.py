"""Every icon that a template names is drawn."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "webui/templates"


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(re.findall(r'id="i-([a-z-]+)"', (TEMPLATES / "icons.svg").read_text()))
    pages = "".join(page.read_text() for page in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r"icon\('([a-z-]+)'", pages))
    assert named and named - drawn == set()
