"""The settings of the office: where it is and how it measures, changed and told on one page."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from engine import offices, records
from engine.database import Database
from engine.measurement.settings import MinimiseRule, Settings
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider

PATH = "/pengelolaan/kantor"
SAVE = "section[aria-labelledby=measurement-title] .btn.main"
MEASUREMENT = f"{PATH}/pengukuran"
OWN = {
    "cap": "110,5", "minimise": "T/R", "scale": "Perbup 1/2026",
    "predicates.0.lower": "80", "predicates.0.label": "Baik", "predicates.0.label_en": "Good",
    "predicates.1.lower": "", "predicates.1.label": "", "predicates.1.label_en": "",
    "predicates.2.lower": "0", "predicates.2.label": "Kurang", "predicates.2.label_en": "",
}  # fmt: skip


@pytest.fixture
def admin(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of("admin")


def measured(office: Database) -> Settings:
    with office.reading() as session:
        return offices.measurement(session)


def test_where_the_office_is_is_changed_and_told(admin: FlaskClient, office: Database) -> None:
    form = {"government": "PEMERINTAH", "address": "Jalan Lain 2", "place": "Tapin"}
    assert admin.post(PATH, data=form).status_code == 303
    page = admin.get(PATH).text
    assert 'value="Jalan Lain 2"' in page and 'value="Tapin"' in page
    assert "Keruing Contoh mengubah pemerintah, alamat kantor, atau tempat penandatanganan." in page
    assert "menjadi <ins>PEMERINTAH</ins>" in page
    assert "<del>Rantau</del> menjadi <ins>Tapin</ins>" in page
    with office.reading() as session:
        assert all(broken is None for *_, broken in records.verify(session))


def test_what_papers_cannot_print_is_told_beside_its_field(admin: FlaskClient) -> None:
    answer = admin.post(PATH, data={"address": "Jalan\u202e", "place": "Tapin"})
    assert answer.status_code == 422
    assert 'id="address-error"' in answer.text and 'value="Tapin"' in answer.text


def test_how_the_office_measures_is_changed_and_told(admin: FlaskClient, office: Database) -> None:
    assert "sudah selesai tetap memakai yang berlaku saat disusun" in admin.get(PATH).text
    assert admin.post(MEASUREMENT, data=OWN).status_code == 303
    own = measured(office)
    assert (own.cap, own.minimise) == (Decimal("110.5"), MinimiseRule.TARGET_BY_REALISATION)
    labels = [(one.lower, one.label, one.label_en) for one in own.scale.predicates]
    assert labels == [(80, "Baik", "Good"), (0, "Kurang", "")]
    page = admin.get(PATH).text
    assert "Keruing Contoh mengubah cara kantor mengukur." in page
    for said in ("<del>120</del> menjadi <ins>110,5</ins>", "<ins>T / R</ins>"):
        assert said in page
    assert "80: Baik (Good)\n0: Kurang" in page


def test_saving_what_is_so_already_tells_nothing(admin: FlaskClient) -> None:
    for _ in range(2):
        assert admin.post(MEASUREMENT, data=OWN).status_code == 303
    assert admin.get(PATH).text.count("mengubah cara kantor mengukur") == 1


def test_a_cap_and_a_bound_are_shown_so_that_they_read_the_same(
    admin: FlaskClient, office: Database
) -> None:
    own = OWN | {"cap": "110,125", "predicates.0.lower": "80,375"}
    admin.post(MEASUREMENT, data=own)
    page = admin.get(PATH).text
    assert 'value="110,125"' in page and 'value="80,375"' in page
    assert 'value="12.500"' in admin.post(MEASUREMENT, data=own | {"cap": "12.500"}).text


@pytest.mark.parametrize(
    ("field", "wrong", "beside", "said"),
    [
        ("cap", "0", "cap", "Tulis angka di atas 0."),
        ("cap", "banyak", "cap", "Tulis angka saja."),
        ("predicates.2.lower", "10", "predicates.1.lower", "Tulis 0 pada baris terakhir"),
        ("predicates.1.lower", "80", "predicates.1.lower", "Tulis kurang dari 80"),
        ("predicates.0.label", "", "predicates.0.label", "Isi"),
        ("minimise", "R/T", "minimise", "Pilih dari daftar."),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_lost(
    admin: FlaskClient, office: Database, field: str, wrong: str, beside: str, said: str
) -> None:
    before, middle = measured(office), {"predicates.1.label": "Cukup", "predicates.1.lower": "50"}
    form = OWN | (middle if field == "predicates.1.lower" else {}) | {field: wrong}
    answer = admin.post(MEASUREMENT, data=form)
    assert answer.status_code == 422
    told = answer.text.partition(f'id="{beside}-error"')[2].partition("</div>")[0]
    assert said in told and f'href="#{beside}"' in answer.text
    assert 'value="Perbup 1/2026"' in answer.text and 'value="Kurang"' in answer.text
    assert measured(office) == before


def test_a_scale_without_rows_is_refused(admin: FlaskClient) -> None:
    form = {key: text for key, text in OWN.items() if not key.startswith("predicates.")}
    answer = admin.post(MEASUREMENT, data=form | {"predicates": ""})
    assert answer.status_code == 422 and 'id="predicates-error"' in answer.text


def test_rows_are_added_and_removed_before_anything_is_saved(
    admin: FlaskClient, office: Database
) -> None:
    before = measured(office)
    more = admin.post(MEASUREMENT, data=OWN | {"add": "predicates"}).text
    assert 'id="predicates.3.lower"' in more and 'value="110,5"' in more
    fewer = admin.post(MEASUREMENT, data=OWN | {"remove": "predicates:0"}).text
    assert 'value="Baik"' not in fewer and 'value="Kurang"' in fewer
    assert measured(office) == before


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_settings_are_changed_on_a_phone_without_a_script(
    browser: Browser, site: str, office: Database, language: str
) -> None:
    cookie = {"name": "lang", "value": language}
    with person(browser, site, "admin", viewport=PHONE, java_script_enabled=False) as page:
        page.context.add_cookies([cookie | {"url": site}])
        page.goto(PATH)
        for cap in ("0", "100"):
            page.fill("#cap", cap)
            press(page, SAVE)
        assert page.locator(".note.done").is_visible()
    assert measured(office).cap == 100


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_keeps_the_house_rules(browser: Browser, site: str, language: str) -> None:
    cookie = {"name": "lang", "value": language}
    with person(browser, site, "admin", viewport=PHONE) as page:
        page.context.add_cookies([cookie | {"url": site}])
        page.goto(PATH)
        for cap in ("100", "0"):
            page.fill("#cap", cap)
            press(page, SAVE)
            keeps_the_house_rules(page)
            assert Axe().run(page).violations_count == 0
            assert not wider(page)
