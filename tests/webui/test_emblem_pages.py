"""The office's emblem: given on the office's page, printed on papers, and never on those before."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from engine import documents, records
from engine.database import Database
from tests.drawing import png
from tests.office import KEY, start, waiting, walk
from tests.pdfs import pages, reads_pdfs
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider
from tests.webui.test_documents import sign, versions
from webui.papers import sheets

PATH = "/pengelolaan/kantor"
SAVE = "section[aria-labelledby=emblem-title] .btn.main"
SHOWN = f"/sop/{KEY}/cetak"
IMAGE = b"/Subtype/Image"


@pytest.fixture
def admin(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of("admin")


def give(admin: FlaskClient, data: bytes, name: str = "lambang.png") -> int:
    sent = {"emblem": (BytesIO(data), name)} if data else {}
    return admin.post(f"{PATH}/lambang", data=sent, content_type="multipart/form-data").status_code


def test_an_emblem_is_given_shown_told_and_taken_away(admin: FlaskClient, office: Database) -> None:
    assert admin.get("/kantor/lambang").status_code == 404
    assert give(admin, png()) == 303
    page = admin.get(PATH).text
    assert 'src="/kantor/lambang"' in page and "mengubah lambang kantor." in page
    answer = admin.get("/kantor/lambang")
    assert (answer.data, answer.mimetype) == (png(), "image/png")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert admin.post(f"{PATH}/lambang/hapus").status_code == 303
    assert "<del>lambang.png (SHA-256 " in admin.get(PATH).text
    assert admin.get("/kantor/lambang").status_code == 404
    with office.reading() as session:
        assert all(broken is None for *_, broken in records.verify(session))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Isi"),
        (b"<svg onload='alert(1)'/>", "bukan PNG atau JPEG"),
        (png() + b"\0" * 300_000, "lebih besar dari 300 kB"),
        (png(2001, 1), "2001 × 1 piksel"),
        (png()[:50], "tidak dapat dicetak"),
    ],
)
def test_what_cannot_be_printed_is_told_beside_the_field(
    admin: FlaskClient, data: bytes, said: str
) -> None:
    sent = {"emblem": (BytesIO(data), "lambang.png")} if data else {}
    answer = admin.post(f"{PATH}/lambang", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 422 and 'href="#emblem"' in answer.text
    assert said in answer.text.partition('id="emblem-error"')[2].partition("</span></span>")[0]
    assert admin.get("/kantor/lambang").status_code == 404


def test_nobody_but_the_administrator_gives_one(client_of: Callable[[str], FlaskClient]) -> None:
    assert give(client_of("kasubag"), png()) == 403


def printed(office: Database, instance: int, code: str) -> list[bytes]:
    """The versions of a paper as PDF, the newest first."""
    found = versions(office, instance, code)
    with office.reading() as session:
        return [sheets.pdf(session, documents.by_token(session, v.token) or v) for v in found]


def test_papers_bear_the_emblem_that_the_office_had_when_they_were_made(
    admin: FlaskClient, office: Database
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T5")
    before = printed(office, instance, "D2")
    give(admin, png())
    assert printed(office, instance, "D2") == before
    assert not any(IMAGE in one for one in before)
    walk(office, instance, until="T8")
    sign(office, instance, "kadis", {"arahan": "Laksanakan."})
    signed = printed(office, instance, "D4")[0]
    assert IMAGE in signed
    admin.post(f"{PATH}/lambang/hapus")
    assert printed(office, instance, "D4")[0] == signed
    assert waiting(office, instance)


@reads_pdfs
@pytest.mark.parametrize("paper", ["f4", "a4"])
def test_the_printed_sop_bears_it_and_no_empty_box_without(admin: FlaskClient, paper: str) -> None:
    without = admin.get(f"{SHOWN}.pdf?kertas={paper}").data
    assert "tempat lambang" not in pages(without)[0] and IMAGE not in without
    assert "lambang" not in admin.get(SHOWN).text
    give(admin, png())
    assert IMAGE in admin.get(f"{SHOWN}.pdf?kertas={paper}").data
    assert '<img class="crest" src="/kantor/lambang" alt="Lambang">' in admin.get(SHOWN).text


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_is_given_on_a_phone_without_a_script(
    browser: Browser, site: str, language: str, tmp_path: Path
) -> None:
    for name, data in (("lambang.png", png()), ("surat.pdf", b"%PDF-1.7")):
        (tmp_path / name).write_bytes(data)
    cookie = {"name": "lang", "value": language, "url": site}
    with person(browser, site, "admin", viewport=PHONE, java_script_enabled=False) as page:
        page.context.add_cookies([cookie])
        page.goto(PATH)
        page.set_input_files("#emblem", tmp_path / "lambang.png")
        press(page, SAVE)
        assert page.locator(".note.done").is_visible() and page.locator(".crest").is_visible()
    with person(browser, site, "admin", viewport=PHONE) as page:
        page.context.add_cookies([cookie])
        page.goto(PATH)
        page.set_input_files("#emblem", tmp_path / "surat.pdf")
        press(page, SAVE)
        keeps_the_house_rules(page)
        assert Axe().run(page).violations_count == 0
        assert not wider(page)
