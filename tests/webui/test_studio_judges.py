"""What an owner draws is judged while it is drawn, which neither keeps nor hinders anything."""

from __future__ import annotations

from playwright.sync_api import Browser, Route, expect

from tests.webui.studio import DRAFT, Studio, studio

JUDGED = f"**{DRAFT}/periksa"
BAD = {"element": "T3", "code": "x", "verdict": "refused", "message": "Basi.", "remedy": "Basi."}


def told(owner: Studio, words: str) -> None:
    """Wait until the list says something."""
    expect(owner.page.locator(".studio-verdicts")).to_contain_text(words)


def held_first(owner: Studio) -> list[Route]:
    """The question that is asked first, which stays without an answer; all others get theirs."""
    held: list[Route] = []
    owner.page.route(JUDGED, lambda route: route.continue_() if held else held.append(route))
    return held


def rename(owner: Studio, name: str) -> None:
    owner.pick("T3")
    owner.write("of-name", name)


def test_verdicts_follow_the_drawing_and_nothing_is_kept(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        before = owner.draft
        told(owner, "Dari rancangan yang terakhir disimpan.")
        owner.pick("F05")
        owner.page.keyboard.press("Delete")
        told(owner, "Dari gambar di layar, yang belum disimpan.")
        told(owner, "Ditolak: Baris 6")
        expect(owner.page.locator(".djs-element.is-refused").first).to_be_visible()
        owner.page.keyboard.press("Control+z")
        told(owner, "Dari rancangan yang terakhir disimpan.")
        told(owner, "0 ditolak")
        expect(owner.page.locator(".djs-element.is-refused")).to_have_count(0)
        assert owner.draft == before


def test_one_question_at_a_time_and_late_answers_are_dropped(
    browser: Browser, drafted: str
) -> None:
    asked: list[str] = []
    with studio(browser, drafted) as owner:
        owner.page.on("request", lambda request: asked.append(request.url))
        held = held_first(owner)
        with owner.page.expect_request(JUDGED):
            rename(owner, "Nama pertama")
        rename(owner, "Nama kedua")
        rename(owner, "Nama ketiga")
        with owner.page.expect_request(JUDGED) as second:
            held[0].fulfill(json={"verdicts": [BAD]})
        told(owner, "Dari gambar di layar, yang belum disimpan.")
        assert "Basi." not in owner.page.locator(".studio-verdicts").inner_text()
        assert "Nama ketiga" in (second.value.post_data or "")
        assert sum(url.endswith("/periksa") for url in asked) == 2


def test_a_slow_answer_hinders_no_save_and_comes_too_late(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        held = held_first(owner)
        with owner.page.expect_request(JUDGED):
            rename(owner, "Nama pertama")
        owner.save()
        told(owner, "Dari rancangan yang terakhir disimpan.")
        with owner.page.expect_response(JUDGED):
            held[0].fulfill(json={"verdicts": [BAD]})
        told(owner, "0 ditolak")
        assert "Nama pertama" in owner.draft


def test_a_failed_answer_is_said_and_the_next_change_is_judged(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.page.route(JUDGED, lambda route: route.abort(), times=1)
        rename(owner, "Nama pertama")
        told(owner, "Perubahan terakhir belum dapat diperiksa")
        told(owner, "0 ditolak")
        rename(owner, "Nama kedua")
        told(owner, "Dari gambar di layar, yang belum disimpan.")
        owner.hears.clear()  # the browser notes the broken line


def test_a_long_list_scrolls_in_its_place_and_never_the_page(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted, viewport={"width": 1366, "height": 768}) as owner:
        owner.pick("F05")
        owner.page.keyboard.press("Delete")
        told(owner, "Ditolak: Baris 5")
        owner.page.click("summary:has-text('unsur lain terputus')")
        height = "document.documentElement.scrollHeight"
        assert owner.page.evaluate(f"{height} <= innerHeight")


def test_what_only_follows_is_folded_and_each_element_keeps_its_mark(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("F05")
        owner.page.keyboard.press("Delete")
        told(owner, "Ditolak: Baris 5")
        told(owner, "unsur lain terputus")
        hidden = owner.page.locator(".studio-verdicts").get_by_text("Ditolak: Baris 9")
        expect(hidden).to_be_hidden()
        expect(owner.page.locator("[data-element-id=T9].is-refused")).to_be_visible()
        owner.page.click("summary:has-text('unsur lain terputus')")
        expect(hidden).to_be_visible()


def test_an_address_that_names_an_element_opens_the_editor_on_it(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.page.goto("about:blank")
        owner.page.goto(f"{drafted}{DRAFT}/diagram#T14")
        expect(owner.page.locator(".studio-panel")).to_contain_text("Baris 14")
        expect(owner.page.locator("[data-element-id=T14]")).to_be_in_viewport()


def test_what_was_opened_in_the_list_stays_open(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        runs = owner.page.locator(".studio-verdicts details").last
        runs.locator("summary").click()
        rename(owner, "Nama baru")
        told(owner, "Dari gambar di layar, yang belum disimpan.")
        expect(runs.get_by_text("Baris 3, Nama baru")).to_be_visible()
