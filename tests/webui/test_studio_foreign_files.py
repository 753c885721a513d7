"""Files of other tools at the studio: nothing is left out of them unless the owner agrees."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from engine import bundles, draft_saving
from engine.database import Database
from engine.diagram import reading
from tests.engine.revising import diagram
from tests.office import KEY, acting
from tests.webui.studio import DRAFT, Studio, studio

COMMENT = "<!-- Catatan alat lain -->"
RICH = '<bpmn:documentation>Lihat <i xmlns="urn:x">Pasal 3</i></bpmn:documentation>'


@pytest.fixture
def foreign(drafted: str, office: Database) -> str:
    """The office's pages; the draft's file says more than the editor understands."""
    step = '<bpmn:userTask id="T3" '
    text = diagram(office).decode().replace(step, COMMENT + step)
    start = text.index(">", text.index(step)) + 1
    rich = (text[:start] + RICH + text[start:]).encode()
    with office.writing() as session:
        changes = {bundles.DIAGRAM: rich}
        who = acting(session, "pemilik")
        draft_saving.change(session, who, KEY, changes, 1, datetime.now(UTC))
    return drafted


def try_to_save(owner: Studio) -> None:
    owner.pick("T3")
    owner.write("of-name", "Menelaah rencana")
    owner.page.keyboard.press("Control+s")


def test_what_the_editor_would_leave_out_is_told_and_not_saved_away(
    browser: Browser, foreign: str
) -> None:
    with studio(browser, foreign) as owner:
        lost = owner.page.locator("[data-kind=lost]")
        expect(lost).to_contain_text("comment “Catatan alat lain”")
        expect(lost).to_contain_text("Baris 3")
        try_to_save(owner)
        owner.says("Belum disimpan")
        assert COMMENT in owner.draft and "Pasal 3" in owner.draft
        lost.get_by_role("button", name="Biarkan hilang").click()
        owner.save()
        assert COMMENT not in owner.draft and "Pasal 3" not in owner.draft
        owner.open()
        expect(lost).to_have_count(0)


def test_instead_the_file_is_downloaded_or_edited_as_a_table(
    browser: Browser, foreign: str
) -> None:
    with studio(browser, foreign) as owner:
        before, lost = owner.draft, owner.page.locator("[data-kind=lost]")
        with owner.page.expect_download() as download:
            lost.get_by_role("button", name="Unduh berkas").click()
        assert download.value.path().read_text() == before
        lost.get_by_role("button", name="Sunting sebagai tabel").click()
        owner.page.wait_for_url(f"**{DRAFT}/tabel")


def test_a_plain_task_of_another_tool_is_a_step_with_all_that_a_step_has(
    browser: Browser, drafted: str, office: Database
) -> None:
    text = diagram(office).decode()
    start = text.index('<bpmn:userTask id="T3"')
    end = text.index("</bpmn:userTask>", start)
    plain = text[:end].replace('<bpmn:userTask id="T3"', '<bpmn:task id="T3"')
    whole = plain + text[end:].replace("</bpmn:userTask>", "</bpmn:task>", 1)
    with office.writing() as session:
        who = acting(session, "pemilik")
        changes = {bundles.DIAGRAM: whole.encode()}
        draft_saving.change(session, who, KEY, changes, 1, datetime.now(UTC))
    with studio(browser, drafted) as owner:
        owner.pick("T3")
        owner.write("of-duration", "2 jam")
        owner.save()
        step = reading.read(owner.draft.encode()).node["T3"].step
        assert step and step.standard.duration == "PT2H" and '<bpmn:task id="T3"' in owner.draft
