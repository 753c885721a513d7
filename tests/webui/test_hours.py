"""Working hours: read as people write them, checked before they are set, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from engine import calendars
from engine.database import Database
from engine.worktime.hours import Hours, SpecialHours
from tests.webui.browsing import PHONE, keeps_the_house_rules, person, press, wider
from webui.views.hours_form import NotWindows, WindowsClash, windows

PATH = "/pengelolaan/jam-kerja"
RAMADAN = {
    "from": "2027-02-08", "to": "2027-03-09", "name": "Ramadan 1448 H",
    "mon": "08.00-12.00, 12.30-15.00", "fri": "8:00 – 11:30",
}  # fmt: skip


@pytest.fixture
def admin(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of("admin")


def in_force(office: Database, day: date) -> Hours | SpecialHours:
    with office.reading() as session:
        return calendars.calendar(session).hours_on(day)


@pytest.mark.parametrize(
    "text", ["07.30-12.00, 13.00-16.00", "7:30-12:00;13:00–16:00", "07.30 - 12.00 13.00 - 16.00"]
)
def test_windows_are_read_as_people_write_them(text: str) -> None:
    assert windows(text) == ["07:30-12:00", "13:00-16:00"]


def test_nothing_written_is_a_day_without_work() -> None:
    assert windows("") == []


@pytest.mark.parametrize("text", ["pagi", "07.30", "7-12", "25.00-26.00", "07.30-12.00 dan siang"])
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(NotWindows):
        windows(text)


@pytest.mark.parametrize("text", ["12.00-07.30", "07.30-12.00, 11.00-16.00", "07.30-07.30"])
def test_windows_that_clash_are_refused(text: str) -> None:
    with pytest.raises(WindowsClash):
        windows(text)


def test_hours_in_force_and_special_ones_are_shown(admin: FlaskClient) -> None:
    text = admin.get(PATH).text
    assert "07.30–12.00, 13.00–16.00" in text
    assert 'Ramadan 1447 H, <span class="nb">19 Feb 2026 – 20 Mar 2026</span>' in text
    assert text.count("berlaku hari ini") == 1


def test_a_check_says_what_the_hours_touch_and_changes_nothing(
    admin: FlaskClient, office: Database
) -> None:
    text = admin.post(PATH, data=RAMADAN).text
    assert "Batas waktu tugas yang muncul mulai 8 Feb 2027" in text
    assert "<del>07.30–12.00, 13.00–16.00</del> menjadi <ins>08.00–12.00, 12.30–15.00</ins>" in text
    assert isinstance(in_force(office, date(2027, 2, 8)), Hours)


def test_hours_of_a_period_are_set_and_removed(admin: FlaskClient, office: Database) -> None:
    assert admin.post(f"{PATH}/tetapkan", data=RAMADAN).status_code == 303
    with office.reading() as session:
        closes = calendars.calendar(session).closes_at(datetime(2027, 2, 12, 2, tzinfo=UTC))
    assert closes == datetime(2027, 2, 12, 3, 30, tzinfo=UTC)
    days = {"from": RAMADAN["from"], "to": RAMADAN["to"]}
    assert admin.post(f"{PATH}/hapus", data=days).status_code == 303
    assert isinstance(in_force(office, date(2027, 2, 8)), Hours)
    assert admin.post(f"{PATH}/hapus", data=days).status_code == 422


def test_hours_without_a_last_day_hold_until_others_are_set(
    admin: FlaskClient, office: Database
) -> None:
    form = {"from": "2027-01-01", "to": "", "name": "", "sat": "08.00-11.00"}
    assert "sampai ditetapkan yang lain" in admin.post(PATH, data=form).text
    assert admin.post(f"{PATH}/tetapkan", data=form).status_code == 303
    assert in_force(office, date(2030, 1, 5)).from_date == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("tue", "pagi"), ("from", "besok"), ("to", "2027-01-01")],
    ids=["no window", "no day", "ends before it begins"],
)
@pytest.mark.parametrize("path", [PATH, f"{PATH}/tetapkan"])
def test_what_is_wrong_stands_beside_what_was_typed(
    admin: FlaskClient, field: str, wrong: str, path: str
) -> None:
    answer = admin.post(path, data=RAMADAN | {field: wrong})
    assert answer.status_code == 422
    assert f'id="set-{field}-error"' in answer.text
    assert f'href="#set-{field}"' in answer.text
    assert f'value="{wrong}"' in answer.text
    assert 'value="8:00 – 11:30"' in answer.text


def test_a_week_without_any_work_is_refused(admin: FlaskClient) -> None:
    answer = admin.post(PATH, data=RAMADAN | {"mon": "", "fri": ""})
    assert answer.status_code == 422
    assert 'id="set-mon-error"' in answer.text


def test_going_back_from_the_check_keeps_what_was_typed(admin: FlaskClient) -> None:
    answer = admin.post(PATH, data=RAMADAN | {"change": "yes"})
    assert answer.status_code == 200
    assert 'value="8:00 – 11:30"' in answer.text


@pytest.mark.parametrize("language", ["id", "en"])
def test_hours_are_set_on_a_phone(browser: Browser, site: str, language: str) -> None:
    cookie = {"name": "lang", "value": language}
    with person(browser, site, "admin", viewport=PHONE) as page:
        page.context.add_cookies([cookie | {"url": site}])
        page.goto(PATH)
        for hours in ("pagi", "07.30-11.30"):
            page.fill("#set-fri", hours)
            press(page, "main .form .btn.main")
            keeps_the_house_rules(page)
            assert Axe().run(page).violations_count == 0
            assert not wider(page)
        press(page, "main .btn.main")
        assert page.locator(".note.done").is_visible()
