"""What the templates of the administration share: its pages, choices, the posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for

from engine.organisation.listing import HeldPost
from webui import step_words, words
from webui.language import gettext
from webui.views import lines


def tabs(here: str) -> list[dict[str, Any]]:
    """The pages of the administration."""
    places = [
        ("people", gettext("People"), "person"),
        ("posts", gettext("Posts"), "team"),
        ("calendar", gettext("Calendar"), "day"),
        ("hours", gettext("Working hours"), "clock"),
        ("importing", gettext("Import"), "up"),
        ("office_settings", gettext("Office"), "pen"),
    ]
    return [
        {"url": url_for(f"pages.{view}"), "label": label, "icon": icon, "current": view == here}
        for view, label, icon in places
    ]


def options(choices: Mapping[str, str]) -> list[dict[str, str]]:
    """Choices as a field shows them."""
    return [{"value": value, "label": label} for value, label in choices.items()]


def post_kinds() -> dict[str, str]:
    """How many people hold a post."""
    return {kind: gettext(said) for kind, said in step_words.HOLDERS.items()}


def posts(found: Iterable[HeldPost]) -> list[dict[str, Any]]:
    """The posts with who holds them today."""
    return [
        {
            "key": row.post.key,
            "name": lines.named(row.post),
            "kind": post_kinds()[row.post.kind],
            "is_shared": row.post.kind == "single" and len(row.holders) > 1,
            "holders": [
                {"login": h.login, "name": words.capacity(h.capacity) + h.name} for h in row.holders
            ],
        }
        for row in found
    ]
