"""What each page of a shared table sent last."""

from __future__ import annotations

from engine.pages_sent import MOST, Pages, PageSent, turn_of


def sent(pages: Pages, page: str, cell: str, turn: int = 0) -> Pages:
    one = PageSent(pages, page)
    one.note("IK01", "x_4", cell)
    return one.kept(turn)


def test_a_page_is_known_by_what_it_sent_last_else_by_what_it_showed() -> None:
    pages = sent(sent({}, "a", "17"), "a", "18")
    assert PageSent(pages, "a").last("IK01", "x_4", "") == "18"
    assert PageSent(pages, "b").last("IK01", "x_4", "5") == "5"


def test_the_latest_pages_are_remembered() -> None:
    pages: Pages = sent({}, "kept", "18")
    for n in range(MOST + 5):
        pages = sent(sent(pages, f"p{n}", str(n)), "kept", "18")
    assert len(pages) == MOST and "kept" in pages and "p0" not in pages


def test_a_page_without_a_name_is_not_remembered() -> None:
    assert sent({}, "", "18") == {}


def test_the_latest_turn_of_a_page_stays() -> None:
    assert turn_of(sent(sent({}, "a", "17", turn=2), "a", "18"), "a") == 2
    assert PageSent({}, "a").kept(0) == {}
