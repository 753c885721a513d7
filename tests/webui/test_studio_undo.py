"""What is undone at the studio leaves nothing behind: not on the page, not in the file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.webui.studio import Studio, studio


def name(owner: Studio, element: str) -> None:
    owner.pick(element)
    owner.write("of-name", "Nama lain")


def press(owner: Studio, element: str, action: str) -> None:
    owner.pick(element)
    owner.pad(action)


def delete_all(owner: Studio) -> None:
    owner.pick("T5")
    owner.page.keyboard.press("Control+a")
    owner.page.keyboard.press("Delete")


DEEDS: dict[str, Callable[[Studio], None]] = {
    "a step is named": lambda owner: name(owner, "T3"),
    "a lane is named": lambda owner: name(owner, "KD"),
    "a flow is named": lambda owner: name(owner, "F01"),
    "a decision is appended": lambda owner: press(owner, "T10", "append.gateway"),
    "a decision is deleted": lambda owner: press(owner, "G12", "delete"),
    "a lane is divided": lambda owner: press(owner, "KD", "lane.two"),
    "a lane is deleted": lambda owner: press(owner, "KD", "delete"),
    "all is deleted": delete_all,
}


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_left_once_it_is_undone(browser: Browser, drafted: str, deed: str) -> None:
    with studio(browser, drafted) as owner:
        DEEDS[deed](owner)
        owner.says("Belum disimpan")
        owner.page.click("[data-act=undo]")
        expect(owner.page.locator("[data-act=undo]")).to_be_disabled()
        owner.says("Belum ada perubahan")
