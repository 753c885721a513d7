"""An instance on its page: who has it, what happened, what stands."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from engine.database import Database
from tests.office import KEY, REASON, do, start, waiting, walk
from webui.views.instance_views import VOIDED


def test_a_page_shows_what_stands_and_the_latest_of_what_is_void(
    office: Database, client_of: Callable[[str], FlaskClient]
) -> None:
    instance = start(office).instance_id
    walk(office, instance, until="T13")
    auditor, address = client_of("auditor"), f"/pelaksanaan/{instance}"
    for count in range(VOIDED + 2):
        text = auditor.get(address).text
        assert text.count(">gugur<") == min(count, VOIDED)
        assert ("lebih lama dan sudah gugur" in text) == (count > VOIDED)
        do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
        walk(office, instance, until="T13")


def test_the_list_keeps_what_it_is_narrowed_to(client_of: Callable[[str], FlaskClient]) -> None:
    auditor = client_of("auditor")
    whole = auditor.get("/pelaksanaan").text
    value, post = re.findall(r'<option value="([0-9]+)">([^<]+)', whole)[0]
    narrowed = auditor.get(f"/pelaksanaan?holder={value}&status=stopped").text
    assert f'<option value="{value}" selected>{post}' in narrowed
    assert '<option value="stopped" selected>' in narrowed


def test_a_period_that_runs_already_leads_to_its_instance(
    office: Database, client_of: Callable[[str], FlaskClient]
) -> None:
    running = start(office, period="2026-TW3").instance_id
    form = {"process": KEY, "title": "Lagi", "period": "2026-TW3"}
    refused = client_of("kasubag").post("/pelaksanaan/mulai", data=form)
    assert refused.status_code == 422 and "Triwulan III 2026" in refused.text
    assert f'href="/pelaksanaan/{running}"' in refused.text and 'value="Lagi"' in refused.text


def test_a_period_in_words_is_the_one_that_runs_already(
    office: Database, client_of: Callable[[str], FlaskClient]
) -> None:
    start(office, period="2026-TW3")
    form = {"process": KEY, "title": "Lagi", "other": "triwulan iii 2026"}
    assert client_of("kasubag").post("/pelaksanaan/mulai", data=form).status_code == 422


def test_a_quarter_is_proposed_for_which_the_sop_does_not_run_yet(
    office: Database, client_of: Callable[[str], FlaskClient]
) -> None:
    def proposed() -> list[str]:
        page = client_of("kasubag").get("/pelaksanaan/mulai").text
        return re.findall(r'<option value="([0-9TW-]+)" selected', page)

    (before,) = proposed()
    start(office, period=before)
    assert proposed() == []


def test_a_period_that_runs_or_was_completed_is_marked_in_the_choice(
    office: Database, client_of: Callable[[str], FlaskClient]
) -> None:
    walk(office, start(office, period="2026-TW2").instance_id)
    start(office, period="2026-TW3")
    page = client_of("kasubag").get("/pelaksanaan/mulai").text
    assert "Triwulan II 2026 (sudah selesai)<" in page
    assert "Triwulan III 2026 (sedang berjalan)<" in page and "Triwulan I 2026<" in page
