"""The studio in Chromium: an owner draws, fills in, saves, and loses nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from playwright.sync_api import Browser, expect

from engine import bundles
from engine.database import Database
from engine.diagram import editing, graph
from engine.diagram.process import Provenance
from tests.webui.browsing import person
from tests.webui.studio import Studio, studio
from webui.offices_on_disk import shipped_sops


def test_opening_and_saving_without_a_change_gives_the_same_bytes(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        before = owner.draft
        owner.says("Belum ada perubahan")
        owner.save()
        assert owner.draft == before


def test_a_return_from_row_14_is_drawn_and_runs(browser: Browser, drafted: str) -> None:
    """Proposal U1: Kepala Dinas can return the result to Sekretaris."""
    with studio(browser, drafted) as owner:
        owner.pick("T14")
        owner.pad("append.gateway")
        owner.write("of-name", "Disetujui?")
        owner.write("F20-name", "Setuju")
        owner.connect("T13")
        owner.write("of-name", "Tidak setuju")
        owner.save()
        expect(owner.page.locator(".studio-verdicts h2")).to_contain_text("0 ditolak")
        process = owner.process
        assert process.node["G14"].lane == "KD"
        ways = {(flow.name, flow.target) for flow in process.outgoing["G14"]}
        assert ways == {("Setuju", "T15"), ("Tidak setuju", "T13")}


def test_what_is_appended_stands_between_and_what_is_in_the_way_makes_room(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T10")
        owner.pad("append.task")
        owner.page.keyboard.type("Menyerahkan hasil")
        owner.save()
        process = owner.process
        assert [flow.target for flow in process.outgoing["T10"]] == ["T16"]
        assert [flow.target for flow in process.outgoing["T16"]] == ["T11"]
        new, next = process.drawing.boxes["T16"], process.drawing.boxes["T11"]
        assert new.x + new.width < next.x and new.y == next.y
        owner.page.keyboard.press("Control+z")  # the name
        owner.page.keyboard.press("Control+z")
        owner.save()
        assert owner.process.outgoing["T10"][0].target == "T11"


def test_rows_are_numbered_anew_as_in_the_table_and_it_can_be_undone(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T10")
        owner.pad("append.task")
        owner.page.keyboard.type("Menyerahkan hasil")
        owner.save()
        before = owner.draft
        assert graph.rows(owner.process)["T16"] == "16"
        owner.page.click("[data-act=renumber]")
        owner.says("Belum disimpan")
        owner.save()
        assert owner.draft.encode() == editing.renumber(before.encode())
        assert graph.rows(owner.process)["T16"] == "11"
        owner.page.click("[data-act=undo]")
        owner.save()
        assert owner.draft == before


def _shipped() -> str:
    return (shipped_sops()[0] / "process.bpmn").read_text()


def test_the_search_opens_at_its_button_and_hears_what_is_typed(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.page.get_by_role("button", name="Cari").click()
        owner.page.keyboard.type("T14")
        owner.page.locator(".djs-search-result-selected").wait_for()
        owner.page.keyboard.press("Enter")
        expect(owner.page.locator(".studio-panel h2")).to_contain_text("Baris 14")


def test_what_had_no_drawing_is_drawn_and_opens(
    browser: Browser, site: str, office: Database
) -> None:
    bare = re.sub("<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", "", _shipped(), flags=re.DOTALL)
    files = dict(bundles.read(shipped_sops()[0])) | {bundles.DIAGRAM: bare.encode()}
    with person(browser, site, "pemilik") as page:
        page.goto("/rancangan/bawa")
        zipped = bundles.zipped(files)
        sent = {"name": "lain.zip", "mimeType": "application/zip", "buffer": zipped}
        page.set_input_files("#file", sent)
        page.click("main form .btn.main")
        expect(page.locator("main")).to_contain_text("Alur membuatkan yang belum ada")
    with studio(browser, site) as owner:
        before = owner.draft
        expect(owner.page.locator(".studio-verdicts h2")).to_contain_text("0 ditolak")
        owner.save()
        assert owner.draft == before


def test_a_field_is_added_and_previewed_as_the_server_will_show_it(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T14")
        owner.unfold("fields")
        owner.page.click("#fields-add")
        owner.page.keyboard.press("Control+a")
        owner.page.keyboard.type("Cara distribusi")
        owner.page.keyboard.press("Tab")
        owner.page.locator("select[id$=-type]").last.select_option("choice")
        preview = owner.page.locator("#studio-preview")
        expect(preview.get_by_text("Cara distribusi")).to_be_visible()
        expect(preview.locator("input[type=radio]")).to_have_count(2)
        owner.save()
        step = owner.process.node["T14"].step
        keys = ["indikator", "catatan", "cara_distribusi"]
        assert step and [field.key for field in step.fields] == keys


def test_a_date_is_said_not_to_lie_before_another(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T14")
        owner.unfold("fields")
        for label in ("Awal", "Akhir"):
            owner.page.click("#fields-add")
            owner.page.keyboard.press("Control+a")
            owner.page.keyboard.type(label)
            owner.page.keyboard.press("Tab")
            owner.page.locator("select[id$=-type]").last.select_option("date")
        after = owner.page.locator("select[id$=-after]").last
        expect(after.locator("option")).to_have_text(["Tidak ada", "Awal"])
        after.select_option("awal")
        owner.save()
        step = owner.process.node["T14"].step
        assert step and (step.fields[-1].key, step.fields[-1].after) == ("akhir", "awal")
        owner.page.locator("select[id$=-type]").last.select_option("text")
        owner.save()
        step = owner.process.node["T14"].step
        assert step and step.fields[-1].after == ""


def test_the_panel_says_how_sure_a_reading_is(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T14")
        told = owner.page.locator(".studio-panel").inner_text()
        assert "Alasan pembacaan (keyakinan 60%): Langkah 13" in told
        assert told.count("Keyakinan: seberapa yakin") == 1


def test_what_is_typed_in_the_panel_is_one_step_of_undo(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T8")
        before = owner.page.input_value("#of-duration")
        owner.write("of-duration", "120 menit")
        owner.write("of-printedTime", "2 Jam")
        owner.page.click("[data-act=undo]")
        owner.page.click("[data-act=undo]")
        assert owner.page.input_value("#of-duration") == before
        owner.says("Belum ada perubahan")
        owner.page.click("[data-act=redo]")
        assert owner.page.input_value("#of-duration") == "120 menit"


def test_a_time_is_written_in_words_and_what_is_none_is_said_beside_what_was_typed(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T8")
        owner.write("of-duration", "1,5 jam")
        expect(owner.page.locator("#of-duration")).to_have_value("1 jam 30 menit")
        owner.write("of-duration", "1,5")
        expect(owner.page.locator("#of-duration-error")).to_contain_text("Ini bukan waktu")
        expect(owner.page.locator("#of-duration")).to_have_value("1,5")
        owner.save()
        step = owner.process.node["T8"].step
        assert step and step.standard.duration == "PT1H30M"
        owner.pick("T3")
        unread = owner.page.locator("[data-kind=unread]")
        expect(unread).to_contain_text('Tersimpan, kecuali "1,5", yang bukan waktu')
        unread.get_by_role("button", name="Tunjukkan").click()
        owner.write("of-duration", "90 menit")
        expect(owner.page.locator("#of-duration-error")).to_have_count(0)
        owner.save()
        expect(unread).to_have_count(0)


def test_what_is_typed_is_kept_when_another_element_is_picked(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T3")
        owner.page.fill("#of-name", "Menelaah rencana kegiatan")
        owner.page.mouse.click(*owner.point("T2"))
        expect(owner.page.locator(".studio-panel h2")).to_contain_text("Baris 2")
        owner.save()
        assert owner.process.node["T3"].name == "Menelaah rencana kegiatan"


def test_a_copied_step_keeps_its_standard_and_fields_under_the_next_row(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        owner.pick("T2")
        owner.page.keyboard.press("Control+c")
        x, y = owner.point("T2")
        owner.page.keyboard.press("Control+v")
        owner.drop(x + 310, y)
        owner.save()
        node = owner.process.node
        copied = replace(node["T2"].step, row="16", provenance=Provenance.PROPOSED)
        assert node["T16"].step == copied


def remove_paper(owner: Studio, code: str) -> None:
    """Take a paper off the list of the SOP, in the panel."""
    owner.page.locator(".djs-container > svg").press("Escape")
    owner.page.locator("#papers > li").filter(has_text=f"{code} ·").locator(
        "button[id$=-remove]"
    ).click()


def test_a_paper_is_taken_away_as_in_the_table_and_it_can_be_undone(
    browser: Browser, drafted: str
) -> None:
    with studio(browser, drafted) as owner:
        before = owner.draft
        for paper in owner.process.papers:
            remove_paper(owner, paper.code)
            owner.save()
            assert owner.draft.encode() == editing.remove_paper(before.encode(), paper.code)
            owner.page.click("[data-act=undo]")
            owner.save()
            assert owner.draft == before


def test_a_paper_keeps_its_code_when_that_is_taken_off(browser: Browser, drafted: str) -> None:
    with studio(browser, drafted) as owner:
        code = owner.process.papers[0].code
        owner.page.locator("#papers > li summary").first.click()
        field = owner.page.locator("#papers > li input[id$=-code]").first
        field.fill("")
        field.press("Tab")
        expect(field).to_have_value(code)
        owner.says("Belum ada perubahan")
