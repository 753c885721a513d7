"""Nothing that an owner did at the studio is lost: not to others, not to a line, not to a slip."""

from __future__ import annotations

import json
from contextlib import closing

from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tests.webui.browsing import sign_in
from tests.webui.studio import DRAFT, Studio, studio

# Playwright's own way of waiting is a script in a text, which the page's policy refuses.
KEPT = """new Promise((done) => {
    const look = () => localStorage.length ? done() : setTimeout(look, 50);
    look();
})"""


def rename(owner: Studio, name: str) -> None:
    owner.pick("T3")
    owner.write("of-name", name)
    owner.says("Belum disimpan")


def try_to_save(owner: Studio) -> None:
    with owner.page.expect_response(f"**{DRAFT}/simpan"):
        owner.page.keyboard.press("Control+s")


def notice(owner: Studio, words: str) -> None:
    owner.page.locator(".studio-notice").get_by_role("button", name=words).click()


def test_of_two_who_save_at_once_neither_loses_anything(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as mine, studio(browser, drafted) as theirs:
        rename(mine, "Nama dari saya")
        rename(theirs, "Nama dari mereka")
        theirs.save()
        try_to_save(mine)
        mine.says("Belum disimpan")
        assert "Nama dari mereka" in mine.draft
        assert mine.page.input_value("#of-name") == "Nama dari saya"
        with mine.page.expect_download() as download:
            notice(mine, "Unduh punya saya")
        assert "Nama dari saya" in download.value.path().read_text()
        with mine.page.expect_popup() as other:
            notice(mine, "Buka simpanan itu")
        with closing(other.value):
            assert other.value.url.endswith(f"{DRAFT}/diagram")
        mine.hears.clear()  # the browser notes the refusal


def test_over_theirs_only_after_a_question(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as mine, studio(browser, drafted) as theirs:
        rename(theirs, "Nama dari mereka")
        theirs.save()
        rename(mine, "Nama dari saya")
        try_to_save(mine)
        notice(mine, "Simpan punya saya")
        assert "Nama dari mereka" in mine.draft
        notice(mine, "Simpan punya saya")
        mine.says("Tersimpan")
        assert "Nama dari saya" in mine.draft
        expect(mine.page.locator(".studio-notice")).to_have_count(0)
        mine.hears.clear()


def test_whoever_was_signed_out_signs_in_elsewhere_and_saves(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        rename(owner, "Nama baru")
        owner.page.context.clear_cookies()
        try_to_save(owner)
        owner.says("Belum disimpan")
        with closing(owner.page.context.new_page()) as other:
            other.goto("/masuk")
            sign_in(other, "pemilik")
        with owner.page.expect_response(f"**{DRAFT}/simpan"):
            notice(owner, "Coba lagi")
        owner.says("Tersimpan")
        assert "Nama baru" in owner.draft
        owner.hears.clear()


def test_a_broken_line_is_said_and_saving_is_tried_again(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        rename(owner, "Nama baru")
        owner.page.context.set_offline(True)
        owner.page.keyboard.press("Control+s")
        expect(owner.page.locator(".studio-notice")).to_contain_text("Tidak ada yang hilang")
        owner.page.context.set_offline(False)
        notice(owner, "Coba lagi")
        owner.says("Tersimpan")
        owner.hears.clear()


def asked_on_leaving(page: Page) -> bool:
    """Whether the browser asks before it leaves the page, which is then left."""
    asked: list[Dialog] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("/sop")
    return bool(asked)


def test_leaving_is_questioned_only_while_something_is_unsaved(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        rename(owner, "Nama baru")
        owner.save()
        assert not asked_on_leaving(owner.page)
        owner.open()
        owner.pick("T3")
        owner.page.fill("#of-name", "Belum selesai diketik")
        assert asked_on_leaving(owner.page)


def test_work_that_a_crash_cut_off_is_offered_again(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        rename(owner, "Nama sebelum padam")
        owner.page.evaluate(KEPT)
        again = Studio(owner.page.context.new_page())
        again.open()
        notice(again, "Lanjutkan")
        again.pick("T3")
        assert again.page.input_value("#of-name") == "Nama sebelum padam"
        again.save()
        assert again.page.evaluate("Object.keys(localStorage).length") == 0


def left_behind(owner: Studio, name: str) -> Studio:
    """Another visit of the owner, after one that ended before it was saved."""
    rename(owner, name)
    owner.page.evaluate(KEPT)
    again = Studio(owner.page.context.new_page())
    owner.page.close()
    again.open()
    return again


def offers(owner: Studio) -> Locator:
    return owner.page.locator(".studio-notice", has_text="belum disimpan")


def test_work_that_is_offered_stays_while_the_owner_draws_undoes_and_saves(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        again = left_behind(owner, "Nama sebelum padam")
        again.pick("T5")
        again.write("of-name", "Nama lain")
        again.page.click("[data-act=undo]")
        again.says("Belum ada perubahan")
        again.write("of-name", "Nama lain")
        again.save()
        again.open()
        notice(again, "Lanjutkan")
        notice(again, "Lanjutkan")  # what was saved since is not in it
        again.pick("T3")
        assert again.page.input_value("#of-name") == "Nama sebelum padam"
        assert "Nama lain" in again.draft
        again.save()
        again.open()
        expect(offers(again)).to_have_count(0)
        assert "Nama sebelum padam" in again.draft


def test_what_is_unsaved_is_put_aside_for_the_work_that_is_taken_up(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        again = left_behind(owner, "Nama sebelum padam")
        rename(again, "Nama sesudahnya")
        notice(again, "Lanjutkan")
        again.pick("T3")
        expect(again.page.locator("#of-name")).to_have_value("Nama sebelum padam")
        expect(offers(again)).to_have_count(1)
        notice(again, "Lanjutkan")
        again.pick("T3")
        expect(again.page.locator("#of-name")).to_have_value("Nama sesudahnya")
        again.save()
        again.open()
        expect(offers(again)).to_have_count(1)
        notice(again, "Buang")
        again.open()
        expect(offers(again)).to_have_count(0)


def test_work_that_an_older_alur_left_is_offered_too(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        kept = json.dumps({"at": "2026-11-30T01:00:00.000Z", "xml": owner.draft})
        key = f"alur-draft {DRAFT}/process.bpmn 0"
        owner.page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [key, kept])
        owner.open()
        expect(offers(owner)).to_contain_text("atas suntingan yang lebih lama")


FULL = """() => {
    for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 2)) {
        try {
            for (let part = 0; ; part += 1) {
                localStorage.setItem(`${size} ${part}`, 'x'.repeat(size));
            }
        } catch (full) { /* half as much may still go in */ }
    }
}"""


def test_without_room_drawing_and_saving_go_on_and_nothing_is_drawn_over(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        again = left_behind(owner, "Nama sebelum padam")
        again.page.evaluate(FULL)
        rename(again, "Nama baru")
        full = again.page.locator(".studio-notice[data-kind=room]")
        expect(full).to_contain_text("tidak punya ruang")
        notice(again, "Lanjutkan")
        again.pick("T3")
        expect(again.page.locator("#of-name")).to_have_value("Nama baru")
        again.save()
        expect(full).to_have_count(0)
        assert "Nama baru" in again.draft


# The browser fails once, while the elements are put in the order of the file.
FAILS_ONCE = """() => {
    const { sort } = Array.prototype;
    Array.prototype.sort = function once() {
        Array.prototype.sort = sort;
        throw new RangeError('no memory');
    };
}"""


def test_a_drawing_that_could_not_be_written_once_is_saved_the_next_time(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        rename(owner, "Nama baru")
        owner.page.evaluate(KEPT)
        owner.page.evaluate(FAILS_ONCE)
        owner.page.keyboard.press("Control+s")
        expect(owner.page.locator(".studio-notice")).to_contain_text("tidak dapat ditulis")
        owner.says("Belum disimpan")
        owner.hears.clear()  # bpmn-js notes what failed
        owner.save()
        expect(owner.page.locator(".studio-notice")).to_have_count(0)
        assert "Nama baru" in owner.draft


def test_saving_before_anything_is_drawn_does_nothing(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        owner.page.route("**/berkas", lambda route: route.abort())
        owner.page.reload()
        expect(owner.page.locator(".studio-notice")).to_contain_text("tidak dapat diambil")
        owner.page.keyboard.press("Control+s")
        expect(owner.page.locator(".studio-saved")).not_to_have_text("Menyimpan ...")
        owner.hears.clear()  # the browser notes the line that broke
