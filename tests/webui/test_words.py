"""Dates, periods and answers in words, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.database import Database
from engine.fields.kinds import Field, FieldType
from tests.office import KEY, start, waiting
from webui import forms, words


@pytest.fixture(params=["id", "en"])
def language(app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    with app.test_request_context(headers={"Cookie": f"lang={request.param}"}):
        yield request.param


PERIODS = {
    "2026-TW4": {"id": "Triwulan IV 2026", "en": "Quarter IV 2026"},
    "2026-S1": {"id": "Semester I 2026", "en": "Semester I 2026"},
    "2026": {"id": "Tahun 2026", "en": "Year 2026"},
}


@pytest.mark.parametrize("code", PERIODS)
def test_a_period_is_told_in_words(language: str, code: str) -> None:
    assert words.period(code) == PERIODS[code][language]


@pytest.mark.parametrize("text", ["Oktober 2026", "2026-TW5", "2026-S3", "2026-tw1", "20260", ""])
def test_a_free_text_stays_as_it_is(language: str, text: str) -> None:
    assert words.period(text) == text


def test_a_date_is_written_as_people_do(language: str) -> None:
    told = {"id": "7 Oktober 2026", "en": "7 October 2026"}[language]
    assert words.written_date(date(2026, 10, 7), language) == told
    assert words.written_date("2026-10-07", language) == told
    assert words.written_date("awal 2022", language) == "awal 2022"


def test_answers_are_told_in_words_and_a_no_is_one(language: str) -> None:
    day = Field(key="a", type=FieldType.DATE, label="A")
    asked = [Field(key=key, type=FieldType.YESNO, label=key) for key in "bcd"]
    told = forms.answers([day, *asked], {"a": "2026-10-07", "b": True, "c": False}, language)
    expected = {"id": ["7 Oktober 2026", "Ya", "Tidak"], "en": ["7 October 2026", "Yes", "No"]}
    assert [text for _, text in told] == expected[language]


PAGES = [
    ("kasubag", "/kotak-tugas"),
    ("kasubag", "/tugas/{item}"),
    ("auditor", "/pelaksanaan"),
    ("auditor", "/pelaksanaan/{instance}"),
    ("pemilik", "/pelaksanaan/{instance}/hentikan"),
]


@pytest.mark.parametrize(("login", "path"), PAGES)
def test_no_page_shows_the_code_of_a_period_to_read(
    client_of: Callable[[str], FlaskClient], office: Database, login: str, path: str
) -> None:
    instance = start(office, period="2026-TW3").instance_id
    item = waiting(office, instance)[0].item.id
    text = client_of(login).get(path.format(instance=instance, item=item)).text
    assert "Triwulan III 2026" in text
    assert "2026-TW3" not in text.replace('value="2026-TW3"', "")


def test_the_list_is_narrowed_to_a_period_that_there_is(
    client_of: Callable[[str], FlaskClient], office: Database
) -> None:
    for period in ("2026-TW2", "Oktober 2026"):
        start(office, period=period)
    auditor = client_of("auditor")
    assert '<option value="2026-TW2">Triwulan II 2026</option>' in auditor.get("/pelaksanaan").text
    narrowed = auditor.get("/pelaksanaan?period=Oktober+2026").text
    assert narrowed.count('data-l="Periode"') == 1
    assert '<option value="Oktober 2026" selected>' in narrowed


@pytest.mark.parametrize("path", ["/sop", f"/sop/{KEY}"])
def test_dates_of_an_sop_are_written_as_people_do(
    client_of: Callable[[str], FlaskClient], path: str
) -> None:
    text = client_of("auditor").get(path).text
    assert re.search(r"\b[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}<", text)
    assert not re.search(r">[^<]*[0-9]{4}-[0-9]{2}-[0-9]{2}", text)


def test_a_period_that_runs_already_is_refused_beside_what_was_typed(
    client_of: Callable[[str], FlaskClient], office: Database
) -> None:
    start(office, period="Oktober 2026")
    form = {"process": KEY, "title": "Lagi", "period": "2026-TW1", "other": "Oktober 2026"}
    answer = client_of("kasubag").post("/pelaksanaan/mulai", data=form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert 'value="Lagi"' in answer.text
    assert 'value="Oktober 2026"' in answer.text
