"""Indicators are set up in pages: what is typed comes back, what is stored reads the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from engine import indicators
from engine.database import Database
from tests.office import do, start, waiting, walk
from tests.webui.test_indicator_pages import TEAM, at, page_of

Clients = Callable[[str], FlaskClient]

ROW = {"id": "A", "name": "Pertama", "unit": "dokumen", "direction": "max"}
ROW |= {"consolidation": "TLK", "frequency": "quarter"}


@pytest.fixture
def instance(office: Database) -> int:
    """An instance that stands at the first set-up of its table."""
    found = start(office, period="2026-TW4").instance_id
    walk(office, found, until="T5")
    return found


@pytest.fixture
def item(office: Database, instance: int) -> int:
    """The item in which its table is set up first."""
    return at(office, instance)


def kept(office: Database, instance: int) -> str:
    """The year's target of the first indicator that was sent."""
    with office.reading() as session:
        table = indicators.latest(session, instance, "indikator")
    return str(table.rows[0].indicator.year_target.low)


def test_a_target_that_can_be_read_in_two_ways_is_refused_as_often_as_it_is_sent(
    item: int, client_of: Clients
) -> None:
    client = client_of("kasubag")
    assert client.post(page_of(item, "/baru"), data=ROW).status_code == 303
    for _ in range(2):
        page = client.post(page_of(item, "/1"), data=ROW | {"year_target": "12.500"})
        assert page.status_code == 422 and 'value="12.500"' in page.text
    assert 'value="12.500"' in client.get(page_of(item, "/1")).text
    assert ">12.500</td>" in client.get(page_of(item)).text


@pytest.mark.parametrize(
    ("typed", "stored"), [("1.000,5", "1000.5"), ("1.234.567", "1234567"), ("12500", "12500")]
)
def test_a_target_is_shown_as_it_was_typed_and_saving_it_again_changes_nothing(
    instance: int, office: Database, client_of: Clients, typed: str, stored: str
) -> None:
    client, item = client_of("kasubag"), at(office, instance)
    client.post(page_of(item, "/baru"), data=ROW)
    for _ in range(2):
        sent = ROW | {"year_target": typed}
        assert client.post(page_of(item, "/1"), data=sent).status_code == 303
        assert f'value="{typed}"' in client.get(page_of(item, "/1")).text
    assert client.post(f"/tugas/{item}/kirim", data=TEAM).status_code == 303
    assert kept(office, instance) == stored


def test_a_stored_target_is_shown_so_that_saving_it_again_keeps_it(
    instance: int, office: Database, client_of: Clients
) -> None:
    do(office, waiting(office, instance)[0], table={"rows": [ROW | {"year_target": "12,125"}]})
    item, client = at(office, instance), client_of("pelaksana")
    assert 'value="12,125"' in client.get(page_of(item, "/1")).text
    sent = ROW | {"year_target": "12,125", "unit": "lembar"}
    assert client.post(page_of(item, "/1"), data=sent).status_code == 303
    assert client.post(f"/tugas/{item}/kirim", data={}).status_code == 303
    assert kept(office, instance) == "12.125"


def test_a_table_begins_with_the_numbers_of_the_one_before_it(
    instance: int, office: Database, client_of: Clients
) -> None:
    before = ROW | {"year_target": "12,125", "target_1": "1.000,5", "realisation_1": "0,375"}
    do(office, waiting(office, instance)[0], table={"rows": [before]})
    later = start(office, period="2027-TW1").instance_id
    walk(office, later, until="T5")
    client, item = client_of("kasubag"), at(office, later)
    assert client.post(page_of(item, "/mulai"), data={"origin": "earlier"}).status_code == 303
    assert client.post(f"/tugas/{item}/kirim", data=TEAM).status_code == 303
    assert kept(office, later) == "12.125"
