"""Owners write the text of a paper beside what it becomes: on a phone, in the dark, unscripted."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, sign_in, wider
from tests.webui.studio import DRAFT, studio

TEXTS = f"{DRAFT}/naskah"
WIDE = {"width": 1600, "height": 1000}
LOADED = "picture => picture.decode().then(() => picture.naturalWidth)"


def looks_right(page: Page) -> None:
    """A page is accessible, fits, and keeps the house rules."""
    keeps_the_house_rules(page)
    assert Axe().run(page).violations_count == 0, page.url
    assert not wider(page), page.url


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (WIDE, "light")])
def test_the_pages_of_texts_look_right(
    browser: Browser, drafted: str, size: dict[str, int], scheme: str
) -> None:
    with person(browser, drafted, "pemilik", viewport=size, color_scheme=scheme) as page:
        for path in (TEXTS, f"{DRAFT}/naskah-baru", f"{TEXTS}/D8", f"{TEXTS}/D4"):
            page.goto(path)
            looks_right(page)
        page.fill("#text", page.input_value("#text").replace("{{ nomor }}", "{{ nomer }}", 1))
        press(page, "main form .btn.main")
        page.wait_for_selector("#faults")
        looks_right(page)
        page.goto(DRAFT)
        looks_right(page)


def test_a_text_is_written_corrected_and_shown_without_scripts(
    browser: Browser, drafted: str
) -> None:
    with person(browser, drafted, "pemilik", java_script_enabled=False) as page:
        page.goto(TEXTS)
        press(page, "text=Tanda Terima")
        page.fill("#text", "---\nkind: surat\n---\n{{ isian.salah }}\n")
        press(page, "main form .btn.main")
        assert "baris 4" in page.inner_text("#faults")
        assert page.locator(".desk .page").count() == 0
        page.fill("#text", "---\nkind: surat\n---\nSatu\n\n***\n\nDua\n")
        press(page, "main form .btn.main")
        assert page.locator(".desk .page").count() == 2 and page.locator("#faults").count() == 0
        first = page.locator(".desk img").first
        assert first.evaluate(LOADED) > 1000


def test_a_paper_renamed_in_the_editor_is_renamed_in_the_field_that_brings_it(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.unfold("papers")
        owner.page.locator("#papers > li", has_text="D10").locator("summary").click()
        code = owner.page.locator("#papers input[id$=-code]").last
        code.fill("BUKTI")
        code.press("Tab")
        owner.save()
        fields = [f for node in owner.process.user_tasks if node.step for f in node.step.fields]
        assert [f.paper for f in fields if f.paper] == ["BUKTI"]
        assert "BUKTI" in owner.process.node["T15"].step.standard.outputs


# --- with scripts -----------------------------------------------------------------------------

PLAIN = "---\nkind: surat\n---\nSatu\n"


def typed(page: Page, text: str) -> None:
    """Type a text, and wait until it was judged and shown."""
    with page.expect_response("**/pratinjau"):
        page.fill("#text", text)


def leave(page: Page) -> None:
    """Follow a link; the question whether to leave is answered with yes."""
    page.once("dialog", lambda dialog: dialog.accept())
    press(page, "main .acts a:has-text('Semua dokumen')")


def test_what_a_text_becomes_is_seen_while_it_is_typed(browser: Browser, drafted: str) -> None:
    with person(browser, drafted, "pemilik", viewport=WIDE) as page:
        page.goto(f"{TEXTS}/D8")
        typed(page, f"{PLAIN}\n***\n\nDua\n")
        expect(page.locator("#pages .page")).to_have_count(2)
        expect(page.locator("#as-typed")).to_have_text("Seperti yang diketik; belum disimpan.")
        assert page.locator("#pages img").first.evaluate(LOADED) > 1000
        typed(page, f"{PLAIN}{{{{ isian.salah }}}}\n")
        expect(page.locator("#faults")).to_contain_text("baris 5")
        expect(page.locator("#pages.old .page")).to_have_count(2)
        looks_right(page)
        typed(page, PLAIN)
        expect(page.locator("#pages:not(.old) .page")).to_have_count(1)
        assert page.locator("#faults").count() == 0
        assert page.input_value("[name=edition]") == "1"


SELECTED = "text => text.value.slice(text.selectionStart, text.selectionEnd)"


def test_what_is_told_of_a_line_leads_there(browser: Browser, drafted: str) -> None:
    with person(browser, drafted, "pemilik", viewport=WIDE) as page:
        page.goto(f"{TEXTS}/D8")
        typed(page, PLAIN + "\n" * 60 + "{{ isian.salah }}\n\nTiga\n")
        page.locator("#text").evaluate("text => { text.scrollTop = 0; }")
        page.click("#faults a:has-text('baris 65')")
        text = page.locator("#text")
        expect(text).to_be_focused()
        assert text.evaluate(SELECTED) == "{{ isian.salah }}"
        assert text.evaluate("text => text.scrollTop") > 0


PASTE = """(text, [plain, html]) => {
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', plain);
    clipboardData.setData('text/html', html);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    return text.dispatchEvent(event);
}"""


def test_a_table_that_is_pasted_is_written_as_one_and_taken_back_by_undo(
    browser: Browser, drafted: str
) -> None:
    with person(browser, drafted, "pemilik", viewport=WIDE) as page:
        page.goto(f"{TEXTS}/D8")
        typed(page, PLAIN)
        text = page.locator("#text")
        copied = "Nama\tCapaian\r\nA | B\t99,31\r\n\t80 %\r\n"
        assert not text.evaluate(PASTE, [copied, "<table></table>"])
        rows = "| Nama | Capaian |\n|---|---:|\n| A \\| B | 99,31 |\n|  | 80 % |\n"
        assert page.input_value("#text") == f"{PLAIN}\n{rows}"
        page.keyboard.press("Control+z")
        assert page.input_value("#text") == PLAIN
        for plain in ("satu\tdua\n", "a\tb\tc\nd\te\n", "satu"):
            assert text.evaluate(PASTE, [plain, ""]), "the browser pastes it"


def test_only_one_question_about_a_text_is_under_way(browser: Browser, drafted: str) -> None:
    with person(browser, drafted, "pemilik") as page:
        page.goto(f"{TEXTS}/D8")
        waiting = list[Route]()
        page.route("**/pratinjau", lambda route: waiting.insert(0, route))
        with page.expect_request("**/pratinjau"):
            page.fill("#text", PLAIN)
        page.fill("#text", f"{PLAIN}Dua\n")
        page.wait_for_timeout(1500)
        assert len(waiting) == 1
        page.route("**/pratinjau", lambda route: route.abort())
        with page.expect_request("**/pratinjau") as asked:
            waiting.pop().continue_()
        assert "Dua" in str(asked.value.post_data)
        expect(page.locator("#as-typed")).to_contain_text("Belum dapat ditampilkan")


def test_whoever_signs_in_again_beside_a_text_goes_on_with_it(
    browser: Browser, drafted: str
) -> None:
    with person(browser, drafted, "pemilik") as page:
        page.goto(f"{TEXTS}/D8")
        page.context.clear_cookies()
        with page.expect_response("**/pratinjau"):
            page.fill("#text", f"{PLAIN}Dua\n")
        expect(page.locator("#as-typed")).to_contain_text("Masuk lagi di tab lain")
        beside = page.context.new_page()
        beside.goto("/masuk")
        sign_in(beside, "pemilik")
        beside.close()
        with page.expect_response(lambda one: one.url.endswith("/pratinjau") and one.ok):
            page.fill("#text", f"{PLAIN}Tiga\n")
        expect(page.locator("#as-typed")).to_have_text("Seperti yang diketik; belum disimpan.")
        press(page, "main form .btn.main")
        assert page.input_value("#text") == f"{PLAIN}Tiga\n"
        assert page.locator("#pages .page").count() == 1


def test_a_text_left_unsaved_is_asked_for_and_offered_again(browser: Browser, drafted: str) -> None:
    with person(browser, drafted, "pemilik") as page:
        page.goto(f"{TEXTS}/D8")
        assert page.locator("#kept").is_hidden()
        page.click("#text")
        typed(page, PLAIN)
        asked = list[str]()
        page.once("dialog", lambda dialog: asked.append(dialog.type))
        leave(page)
        assert asked == ["beforeunload"]
        page.goto(f"{TEXTS}/D8")
        assert page.input_value("#text") != PLAIN
        looks_right(page)
        page.click("#kept [data-act=take]")
        assert page.input_value("#text") == PLAIN and page.locator("#kept").is_hidden()
        press(page, "main form .btn.main")
        assert page.locator("#kept").is_hidden() and page.input_value("#text") == PLAIN
        leave_freely = page.locator("main .acts a:has-text('Semua dokumen')")
        leave_freely.click()
        page.wait_for_url(f"**{TEXTS}")


def test_a_text_taken_up_again_never_hides_what_another_owner_saved(
    browser: Browser, drafted: str
) -> None:
    with person(browser, drafted, "pemilik") as page:
        page.goto(f"{TEXTS}/D8")
        page.click("#text")
        typed(page, PLAIN)
        leave(page)
        with person(browser, drafted, "pemilik") as other:
            other.goto(f"{TEXTS}/D8")
            other.fill("#text", f"{PLAIN}Lain\n")
            press(other, "main form .btn.main")
        page.goto(f"{TEXTS}/D8")
        page.click("#kept [data-act=take]")
        press(page, "main form .btn.main")
        assert page.locator("section[aria-labelledby=theirs] del").inner_text() == "Lain"
        page.once("dialog", lambda dialog: dialog.accept())
        page.reload()
        page.goto(f"{TEXTS}/D8")
        page.click("#kept [data-act=drop]")
        page.reload()
        assert page.locator("#kept").is_hidden()
