"""A quarter is measured in a browser without scripts, with an error and a return on its way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from engine.database import Database
from tests.engine.measurement.samples import SAMPLE
from tests.office import PASSWORD, do, start, waiting, walk
from tests.webui.browsing import PHONE, People, keeps_the_house_rules, person, press, wider


@pytest.fixture
def people(browser: Browser, site: str) -> Iterator[People[Page]]:
    with People(partial(person, browser, site, java_script_enabled=False)) as found:
        yield found


def go(page: Page, selector: str) -> Page:
    press(page, selector)
    keeps_the_house_rules(page)
    return page


def opened(office: Database, instance: int, page: Page) -> Page:
    page.goto(f"/tugas/{waiting(office, instance)[0].item.id}")
    keeps_the_house_rules(page)
    return page


def send(page: Page) -> None:
    """Fill in what is required, check, and send; an approval takes the password."""
    fill(page)
    go(page, ".decide .go")
    if page.locator("#password").count():
        page.fill("#password", PASSWORD)
    go(page, "form.acts button")


def fill(page: Page) -> None:
    if page.locator("[name=add][value=anggota_tim]").count():
        go(page, "[name=add][value=anggota_tim]")
        for key in ("nama", "jabatan"):
            page.fill(f'[id="anggota_tim.0.{key}"]', "Contoh")
        page.check('[name="anggota_tim.0.kedudukan"] >> nth=0')
    for key in ("arahan", "ringkasan"):
        if page.locator(f"#{key}").count():
            page.fill(f"#{key}", "Sesuai rencana.")


def hand_on(office: Database, instance: int, people: People[Page], logins: str) -> None:
    """Each person in turn completes the step."""
    for login in logins.split():
        send(opened(office, instance, people[login]))


def test_a_quarter_is_set_up_measured_returned_and_corrected_without_scripts(
    office: Database, people: People[Page]
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    page = opened(office, instance, people["kasubag"])
    page.fill("#catatan", "Dimulai dari contoh.")
    go(go(page, "button[name=table]"), "button[value=sample]")
    assert page.locator("tbody tr").count() == 10
    go(page, ".dock a")
    assert page.input_value("#catatan") == "Dimulai dari contoh."
    send(page)
    hand_on(office, instance, people, "pelaksana kasubag sekretaris kadis sekretaris")

    team = opened(office, instance, people["tim1"])
    go(team, "button[name=table]")
    figure = '[id="r3.realisation_4"]'
    go(team, ".tabs a >> nth=1")
    team.fill(figure, "98,6 %")
    go(team, "button[value=step]")
    assert "1 isian perlu diperbaiki" in team.text_content("#errors")
    assert team.input_value(figure) == "98,6 %"
    team.fill(figure, "98,6")
    go(team, "button[value=here]")
    assert team.locator("#errors").count() == 0 and team.locator("text=100,10").count()
    go(team, "button[value=step]")
    assert "1 dari 10 terisi" in team.text_content("main")
    send(team)
    hand_on(office, instance, people, "tim1")

    checker = opened(office, instance, people["kasubag"])
    checker.fill("#reason", "IK03 belum sama dengan SIAK.")
    go(go(checker, "#return .return"), "form.acts button")
    again = opened(office, instance, people["tim1"])
    go(go(again, "button[name=table]"), ".tabs a >> nth=1")
    again.fill(figure, "98,7")
    go(go(again, "button[value=here]"), "button[value=step]")
    fill(again)
    go(again, ".decide .go")
    assert "98,6 menjadi 98,7" in " ".join((again.text_content(".diff") or "").split())
    go(again, "form.acts button")

    opened(office, instance, people["kasubag"])
    go(people["kasubag"], f'a[href="/pelaksanaan/{instance}/indikator/indikator"]')
    read = " ".join((people["kasubag"].text_content("main") or "").split())
    assert "98,6 menjadi 98,7" in read and "rata-rata capaian 100,20" in read


def test_all_divisions_are_seen_on_a_phone_with_the_way_to_the_next(
    office: Database, people: People[Page]
) -> None:
    page = opened(office, measured_next(office), people["tim1"])
    page.set_viewport_size(PHONE)
    go(page, "button[name=table]")
    tabs = page.locator(".tabs a")
    boxes = [tabs.nth(n).bounding_box() for n in range(tabs.count())]
    assert len(boxes) == 4 and all(box["x"] + box["width"] <= PHONE["width"] for box in boxes)
    assert [text.split()[-1] for text in tabs.all_inner_texts()] == COUNTS
    assert "Bidang 1 dari 4" in page.inner_text("#figures") and not wider(page)
    go(page, "#figures > p a")
    assert "Bidang 2 dari 4" in page.inner_text("#figures")


COUNTS = ["0/3", "0/2", "0/2", "0/3"]


def measured_next(office: Database) -> int:
    """An instance whose figures are filled in next, as the sample has it."""
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    do(office, waiting(office, instance)[0], table={"rows": SAMPLE.to_json()["rows"]})
    while (row := waiting(office, instance)[0]).item.node_id != "T10":
        do(office, row, table=None)
    return instance


def test_each_missing_cell_of_a_row_is_named_on_top_and_led_to(
    office: Database, people: People[Page]
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    page = opened(office, instance, people["kasubag"])
    for _ in range(2):
        go(page, "[name=add][value=anggota_tim]")
    for cell, typed in {"0.nama": "A", "0.jabatan": " ", "1.nama": " ", "1.jabatan": "B"}.items():
        page.fill(f'[id="anggota_tim.{cell}"]', typed)
    for row in range(2):
        page.check(f'[name="anggota_tim.{row}.kedudukan"] >> nth={row}')
    go(page, ".decide .go")
    links = page.locator("#errors a")
    assert [text.partition(":")[0] for text in links.all_inner_texts()] == [
        "Anggota Tim, baris 1, Jabatan",
        "Anggota Tim, baris 2, Nama",
    ]
    page.set_viewport_size(PHONE)
    links.nth(1).click()
    assert page.locator('[id="anggota_tim.1.nama"]').bounding_box()["y"] < PHONE["height"]


def test_every_page_of_a_table_fits_a_phone(office: Database, people: People[Page]) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    page = opened(office, instance, people["kasubag"])
    page.set_viewport_size(PHONE)
    go(page, "button[name=table]")
    assert not wider(page)
    go(page, "button[value=sample]")
    table = page.url.partition("#")[0]
    for end in ("", "/1", "/baru", "/impor"):
        page.goto(table + end)
        keeps_the_house_rules(page)
        assert not wider(page), end


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_of_a_table(
    browser: Browser, site: str, office: Database, scheme: str
) -> None:
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    with person(browser, site, "kasubag", color_scheme=scheme) as page:
        opened(office, instance, page)
        accessible(go(page, "button[name=table]"))
        accessible(go(page, "button[value=sample]"))
        for end in ("/1", "/baru", "/impor"):
            page.goto(page.url.partition("/indikator/indikator")[0] + "/indikator/indikator" + end)
            accessible(page)
        opened(office, instance, page)
        send(page)
    while (row := waiting(office, instance)[0]).item.node_id != "T10":
        do(office, row, table=None)
    with person(browser, site, "tim1", color_scheme=scheme) as page:
        go(accessible(opened(office, instance, page)), "button[name=table]")
        page.fill('[id="r1.realisation_4"]', "99 %")
        page.fill('[id="r2.realisation_4"]', "40")
        accessible(go(page, "button[value=here]"))
        page.goto(f"/pelaksanaan/{instance}/indikator/indikator")
        accessible(page)


def accessible(page: Page) -> Page:
    """The page, on which nothing stands in anybody's way."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    return page
