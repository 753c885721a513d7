"""The studio on the screens of an office: all of the drawing is seen, and nothing lies on it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, expect

from tests.webui.studio import Studio, studio

SMALL = {"width": 1366, "height": 768}
SCREENS = (SMALL, {"width": 1920, "height": 1080}, {"width": 1536, "height": 864})
NARROW = ({"width": 1024, "height": 768}, {"width": 1280, "height": 1024})


def box(place: Locator) -> FloatRect:
    found = place.bounding_box()
    assert found is not None
    return found


def holds(around: FloatRect, inside: FloatRect) -> bool:
    """Whether a box lies within another."""
    return (
        around["x"] <= inside["x"]
        and around["y"] <= inside["y"]
        and inside["x"] + inside["width"] <= around["x"] + around["width"]
        and inside["y"] + inside["height"] <= around["y"] + around["height"]
    )


def drawing(owner: Studio) -> FloatRect:
    """What is drawn, on the screen."""
    return box(owner.page.locator(".layer-root-1"))


def frame(owner: Studio) -> FloatRect:
    """The place of the drawing."""
    return box(owner.page.locator(".djs-container > svg"))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_it_opens_with_all_of_the_drawing(
    browser: Browser, drafted: str, screen: dict[str, int]
) -> None:
    with studio(browser, drafted, viewport=screen) as owner:
        assert holds(frame(owner), drawing(owner))


def test_nothing_lies_on_the_drawing(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted, viewport=SMALL) as owner:
        owner.page.get_by_label("Perbesar").click()
        around = frame(owner)
        for name in (".bjs-powered-by", ".studio-foot", ".djs-palette"):
            over = box(owner.page.locator(name))
            is_beside = over["x"] + over["width"] <= around["x"]
            assert is_beside or over["y"] >= around["y"] + around["height"], name


def test_the_mark_of_bpmn_io_is_seen_whole(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted, viewport=SMALL) as owner:
        mark = box(owner.page.locator(".bjs-powered-by"))
        assert holds(box(owner.page.locator(".studio-foot")), mark)
        middle = (mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
        owner.page.mouse.click(*middle)
        owner.page.locator(".bjs-powered-by-lightbox").wait_for()


@pytest.mark.parametrize("screen", NARROW, ids=lambda screen: str(screen["width"]))
def test_what_would_be_too_small_opens_at_its_beginning_with_all_lanes(
    browser: Browser, drafted: str, screen: dict[str, int]
) -> None:
    with studio(browser, drafted, viewport=screen) as owner:
        seen, drawn = frame(owner), drawing(owner)
        assert drawn["width"] > seen["width"]
        assert holds(seen, drawn | {"width": 0.0})


@pytest.mark.parametrize("screen", SCREENS + NARROW, ids=lambda screen: str(screen["width"]))
def test_the_bar_is_one_line(browser: Browser, drafted: str, screen: dict[str, int]) -> None:
    with studio(browser, drafted, viewport=screen) as owner:
        bar = owner.page.locator(".studio-bar")
        acts = bar.locator("button:visible, a:visible").all()
        assert len({round(box(act)["y"]) for act in acts}) == 1
        assert box(bar)["height"] < 60
        assert owner.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_follows_the_window_until_somebody_touches_it(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted, viewport=SMALL) as owner:
        before = owner.page.locator(".viewport").get_attribute("transform") or ""
        owner.page.set_viewport_size(SCREENS[1])
        expect(owner.page.locator(".viewport")).not_to_have_attribute("transform", before)
        assert holds(frame(owner), drawing(owner))
        owner.page.get_by_label("Perbesar").click()
        larger = drawing(owner)
        owner.page.set_viewport_size(SMALL)
        expect(owner.page.locator(".djs-container > svg")).to_have_js_property("clientWidth", 1014)
        assert drawing(owner)["width"] == larger["width"]


def test_the_words_of_a_decision_stand_within_the_frame(browser: Browser, drafted: str) -> None:
    """Proposal U1, drawn into the last corner of the frame."""
    with studio(browser, drafted, viewport=SMALL) as owner:
        owner.pick("T14")
        owner.pad("append.gateway")
        owner.write("of-name", "Disetujui?")
        owner.connect("T13")
        owner.write("of-name", "Tidak setuju")
        owner.save()
        process = owner.process
    (back,) = (flow.id for flow in process.outgoing["G14"] if flow.name == "Tidak setuju")
    frame, drawn = process.drawing.boxes["Pool"], process.drawing.labels
    for label in (drawn["G14"], drawn[back]):
        assert frame.y < label.y and label.y + label.height < frame.y + frame.height
        assert frame.x < label.x and label.x + label.width < frame.x + frame.width


def test_what_is_seen_stays_where_it_is_when_it_is_searched_for(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted, viewport=SMALL) as owner:
        before = drawing(owner)
        for name in ("T3", "T15"):
            owner.pick(name)
            assert drawing(owner) == pytest.approx(before, abs=1)


def meet(one: FloatRect, other: FloatRect) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


def widened(one: FloatRect, by: float) -> FloatRect:
    return FloatRect(
        x=one["x"] - by,
        y=one["y"] - by,
        width=one["width"] + 2 * by,
        height=one["height"] + 2 * by,
    )


def test_what_deletes_an_arrow_lies_beside_it_and_on_no_element(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted, viewport=SMALL) as owner:
        process = owner.process
        shapes = {
            name: box(owner.page.locator(f"[data-element-id={name}] > .djs-visual"))
            for name in process.node
        }
        for flow in process.flows:
            owner.pick(flow.id)
            button = box(owner.page.locator(".djs-context-pad [data-action=delete]"))
            assert holds(frame(owner), button)
            covered = {name for name, shape in shapes.items() if meet(button, shape)}
            assert covered == set(), flow.id
            line = box(owner.page.locator(f"[data-element-id={flow.id}] > .djs-visual"))
            assert meet(button, widened(line, 60)), flow.id


def test_what_is_not_seen_has_no_buttons_beside_it(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted, viewport=SMALL) as owner:
        owner.pick("T8")
        pad = owner.page.locator(".djs-context-pad")
        expect(pad).to_be_visible()
        for _ in range(4):
            owner.page.get_by_label("Perbesar").click()
        expect(pad).to_be_hidden()
        owner.page.get_by_label("Tampilkan semua").click()
        expect(pad).to_be_visible()
