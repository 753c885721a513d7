"""A paper of an instance as it is read on a page, on a phone too."""

from __future__ import annotations

from playwright.sync_api import Browser

from engine import documents
from engine.database import Database
from engine.item_rows import Row
from tests.engine.measurement.samples import SAMPLE
from tests.office import do, start, waiting, walk
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider


def test_the_tables_of_a_paper_are_read_on_a_phone(
    browser: Browser, site: str, office: Database
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T2")
    with office.reading() as session:
        (made,) = documents.of_instance(session, instance)["D1"]
    with person(browser, site, "auditor", viewport=PHONE) as page:
        page.goto(f"/dokumen/{made.id}")
        cell = page.locator(".document td").first
        assert cell.is_visible()
        # "anywhere" would let a narrow column break words and numbers letter by letter.
        assert cell.evaluate("td => getComputedStyle(td).overflowWrap") == "break-word"
        keeps_the_house_rules(page)
        assert not wider(page)


DESK = {"width": 1280, "height": 720}
NARROW_DESK = {"width": 1024, "height": 768}


def test_a_paper_that_lies_has_the_width_of_the_page_and_on_a_phone_a_shadow_where_it_goes_on(
    browser: Browser, site: str, office: Database
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    do(office, waiting_at(office, instance, "T5"), table={"rows": SAMPLE.to_json()["rows"]})
    with office.reading() as session:
        made = documents.of_instance(session, instance)["D3"][0]
    for size, goes_on in ((DESK, False), (PHONE, True)):
        with person(browser, site, "auditor", viewport=size) as page:
            page.goto(f"/dokumen/{made.id}")
            region = page.locator(".document .scroll").first
            assert region.evaluate("e => e.scrollWidth > e.clientWidth") is goes_on
            assert "linear-gradient" in region.evaluate("e => getComputedStyle(e).backgroundImage")
            keeps_the_house_rules(page)
            assert not wider(page)


def test_rows_of_many_columns_are_blocks_of_labelled_fields(
    browser: Browser, site: str, office: Database
) -> None:
    instance = start(office).instance_id
    item = waiting_at(office, instance, "T15").item.id
    for size in (NARROW_DESK, PHONE):
        with person(browser, site, "pelaksana", viewport=size) as page:
            page.goto(f"/tugas/{item}")
            press(page, "button[name=add][value=penerima]")
            press(page, "button[name=add][value=penerima]")
            for key in ("nama", "jabatan", "tanggal", "cara"):
                field = page.locator(f"[name='penerima.1.{key}']")
                label = page.locator(f"label[for='penerima.1.{key}']")
                boxes = field.bounding_box(), label.bounding_box()
                assert boxes[0] and boxes[1] and boxes[0]["width"] >= 200
                assert boxes[1]["height"] > 10 and boxes[1]["y"] < boxes[0]["y"]
            assert not wider(page)


def test_the_icon_of_the_empty_sheet_stands_beside_its_words(
    browser: Browser, site: str, office: Database
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    item = waiting_at(office, instance, "T5").item.id
    with person(browser, site, "kasubag", viewport=DESK) as page:
        page.goto(f"/tugas/{item}/indikator/indikator")
        box = page.locator("a[href$='lembar.xlsx']").bounding_box()
        assert box and box["height"] < 40


def waiting_at(office: Database, instance: int, node: str) -> Row:
    walk(office, instance, until=node)
    return waiting(office, instance)[0]
