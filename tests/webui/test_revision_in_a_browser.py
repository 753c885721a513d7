"""An SOP is revised while it runs: drawn, tried, approved by a second person, and followed."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from engine.database import Database
from tests.office import PASSWORD, REASON, start, waiting, walk
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider
from tests.webui.drafts import ask, change
from tests.webui.studio import DRAFT, Studio, studio

SCREENS = 2 * PHONE["height"]

NOTE = "Kepala Dinas dapat mengembalikan hasil kepada Sekretaris."


def draw(owner: Studio) -> None:
    """Proposal U1: after row 14 Kepala Dinas can return to Sekretaris; and a new field there."""
    owner.pick("T14")
    owner.unfold("fields")
    owner.page.click("#fields-add")
    owner.page.keyboard.press("Control+a")
    owner.page.keyboard.type("Cara distribusi")
    owner.page.keyboard.press("Tab")
    owner.pick("T14")
    owner.pad("append.gateway")
    owner.write("of-name", "Disetujui?")
    owner.write("F20-name", "Setuju")
    owner.connect("T13")
    owner.write("of-name", "Tidak setuju")
    owner.save()


def reads_what_changes(page: Page) -> None:
    page.goto(DRAFT)
    keeps_the_house_rules(page)
    told = page.text_content("main") or ""
    assert "Pengembalian baru dari langkah 14 (“Tidak setuju”) ke langkah 13" in told
    assert "Langkah 14: isian baru “Cara distribusi”" in told
    assert "ikut dengan aman" in told


def tries_it(page: Page) -> None:
    press(page, "text=Coba jalankan")
    keeps_the_house_rules(page)
    for choice in ("Setuju", "Setuju", "Tidak setuju"):
        press(
            page,
            f".ways a:has-text('{choice}') >> nth=0" if choice == "Setuju" else ".ways .return",
        )
        page.wait_for_load_state()
    expect(page.locator(".play li").last).to_contain_text("Putaran 2")


def asks(page: Page) -> None:
    page.goto(DRAFT)
    page.fill("#note", NOTE)
    press(page, "text=Minta pengesahan")
    expect(page.locator("h2#wait")).to_be_visible()


def approves(page: Page) -> None:
    page.goto("/kotak-tugas")
    press(page, "text=menunggu pengesahan Anda >> xpath=.. >> a")
    press(page, "text=Periksa dan sahkan")
    keeps_the_house_rules(page)
    assert "Pengembalian baru dari langkah 14" in (page.text_content("main") or "")
    page.fill("#password", PASSWORD)
    press(page, "button:has-text('Sahkan dan berlakukan')")
    expect(page.locator("h1")).to_contain_text("Pengukuran Indikator Kinerja")
    expect(page.locator(".meta").first).to_contain_text("Versi 2")


def moves(page: Page) -> None:
    page.goto("/sop")
    press(page, "main table a")
    press(page, "text=Pindahkan pelaksanaan")
    keeps_the_house_rules(page)
    page.fill("#reason", "Menyesuaikan dengan versi 2.")
    page.click("button:has-text('Pindahkan ke versi 2')")
    expect(page.locator(".verdicts")).to_contain_text("1 dari 1")


def test_the_owner_adds_a_return_and_kepala_dinas_has_the_new_button(
    browser: Browser, drafted: str, office: Database
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T14")
    with studio(browser, drafted) as owner, person(browser, drafted, "kadis") as head:
        draw(owner)
        reads_what_changes(owner.page)
        tries_it(owner.page)
        asks(owner.page)
        approves(head)
        moves(owner.page)
        head.goto("/kotak-tugas")
        press(head, "li.row h3 a")
        head.fill("#reason", REASON)
        press(head, "#return button")
        head.wait_for_selector(".verdict")
        if head.locator("#password").count():
            head.fill("#password", PASSWORD)
        press(head, "form.acts button")
        head.wait_for_url("**/terkirim")
    assert [row.item.node_id for row in waiting(office, instance)] == ["T13"]


def test_a_head_decides_on_a_phone_within_two_screens(
    browser: Browser, drafted: str, office: Database
) -> None:
    change(office)
    ask(office)
    with person(browser, drafted, "kadis", viewport=PHONE) as head:
        head.goto(f"{DRAFT}/sahkan")
        button = head.locator("button:has-text('Sahkan dan berlakukan')").bounding_box()
        assert button and button["y"] + button["height"] < SCREENS
        unconfirmed = head.locator("details:has(#unconfirmed)")
        expect(unconfirmed.locator("summary")).to_have_text("9 langkah perlu konfirmasi")
        expect(unconfirmed.get_by_text("Keyakinan: seberapa yakin")).to_be_hidden()
        unconfirmed.locator("summary").click()
        expect(unconfirmed.get_by_text("Keyakinan: seberapa yakin")).to_be_visible()
        assert not wider(head)
