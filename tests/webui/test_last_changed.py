"""Whoever approves papers that are made of a table sees what was changed last in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from engine.database import Database
from tests.engine.measurement.samples import SAMPLE
from tests.office import REASON, do, start, waiting, walk
from tests.webui.test_rounds import section

Clients = Callable[[str], FlaskClient]

ROWS = SAMPLE.to_json()["rows"]
TITLE = "Yang terakhir diubah dalam tabel"


def checked(office: Database, *changed: dict[str, Any]) -> int:
    """An instance whose table was set up at row 5, changed so at row 6, and is initialled next."""
    instance = start(office, period="2026-TW4").instance_id
    walk(office, instance, until="T5")
    do(office, waiting(office, instance)[0], table={"rows": ROWS})
    do(office, waiting(office, instance)[0], table={"rows": list(changed) or ROWS})
    return instance


def test_a_target_changed_by_the_step_before_is_shown_where_the_table_is_initialled(
    office: Database, client_of: Clients
) -> None:
    row = ROWS[0]
    instance = checked(office, row | {"target_4": "12"}, *ROWS[1:])
    client, item = client_of("kasubag"), waiting(office, instance)[0].item
    assert item.node_id == "T7"
    before = row["target_4"].replace(".", ",")
    for page in (client.get(f"/tugas/{item.id}"), client.post(f"/tugas/{item.id}", data={})):
        said = section(page.text, "since")
        assert f"{TITLE} Baris 6, " in said and "Cemara Contoh (Pelaksana" in said
        assert f"{row['id']}: Target s.d. triwulan IV {before} menjadi 12" in said
        assert said.count("menjadi") == 1 and len(page.data) < 100_000


def test_a_table_that_the_step_before_left_as_it_was_is_not_shown_as_changed(
    office: Database, client_of: Clients
) -> None:
    instance = checked(office)
    item = waiting(office, instance)[0].item.id
    assert TITLE not in client_of("kasubag").get(f"/tugas/{item}").text


@pytest.mark.parametrize("node", ["T9", "T10"])
def test_who_approves_nothing_is_shown_no_changes(
    node: str, office: Database, client_of: Clients
) -> None:
    instance = checked(office, ROWS[0] | {"target_4": "12"}, *ROWS[1:])
    walk(office, instance, until=node)
    row = waiting(office, instance)[0]
    login = {"T9": "sekretaris"}.get(node, "tim1")
    assert TITLE not in client_of(login).get(f"/tugas/{row.item.id}").text


def test_who_approves_a_second_time_sees_what_changed_since_the_first(
    office: Database, client_of: Clients
) -> None:
    instance = checked(office)
    walk(office, instance, until="T12")
    do(office, waiting(office, instance)[0], "Tidak setuju", REASON)
    walk(office, instance, until="T12")
    page = client_of("kasubag").get(f"/tugas/{waiting(office, instance)[0].item.id}").text
    assert "Yang berubah sejak dikembalikan" in page and TITLE not in page


def test_of_many_changes_the_first_forty_are_shown_and_the_rest_counted(
    office: Database, client_of: Clients
) -> None:
    renamed = [
        row
        | {
            "name": f"Satu {n}",
            "source": "Buku",
            "division": f"Bidang {n}",
            "goal": "G",
            "definition": "D",
        }
        for n, row in enumerate(ROWS)
    ]
    instance = checked(office, *renamed)
    page = client_of("kasubag").get(f"/tugas/{waiting(office, instance)[0].item.id}").text
    said = section(page, "since")
    assert said.count("menjadi") == 40 and "perubahan lagi" in said
