"""A visit, on a page or on the command line, finds the office as it is today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select, update

from engine import items
from engine.database import Database
from engine.models import Holding, Record, WorkItem
from tests.office import acting, start, waiting, walk
from webui.app import create_app
from webui.commands import main


@pytest.fixture
def instance(office: Database) -> int:
    """An instance whose open item was taken for a holding that has run out."""
    found = start(office).instance_id
    walk(office, found, until="T2")
    item = waiting(office, found)[0].item
    with office.writing() as session:
        items.take(session, acting(session, "sekretaris"), item.id, datetime.now(UTC))
        # As if the days had passed: what ends a holding by a verb hands back by itself.
        day = datetime.now(UTC).date() - timedelta(days=2)
        ended = update(Holding).where(Holding.post_id == item.post_id)
        session.execute(ended.values(from_date=day, to_date=day))
    return found


def is_offered(office: Database, instance: int) -> bool:
    with office.reading() as session:
        question = select(WorkItem.person_id).where(WorkItem.closed_at.is_(None))
        handed = select(Record.seq).where(Record.kind == "item_handed_back")
        return session.scalar(question) is None and session.scalar(handed) is not None


def test_the_first_visit_of_a_day_offers_again_what_a_holding_left_behind(
    office: Database, instance: int
) -> None:
    create_app(office, "key").test_client().get("/masuk")
    assert is_offered(office, instance)


def test_the_history_says_why(
    office: Database, instance: int, client_of: Callable[[str], FlaskClient]
) -> None:
    text = client_of("auditor").get(f"/pelaksanaan/{instance}").text
    assert "Yang mengambilnya tidak lagi memegang jabatan itu." in text


def test_the_first_command_does_so_too(
    office: Database, instance: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = office.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("ALUR_DATABASE", url)
    assert CliRunner().invoke(main, ["inbox", "--as", "kadis"]).exit_code == 0
    assert is_offered(office, instance)


FIRST = {"kasubag": "/kotak-tugas", "auditor": "/pelaksanaan", "admin": "/pengelolaan"}


@pytest.mark.parametrize("login", FIRST)
def test_everybody_begins_where_they_have_something_to_do(
    client_of: Callable[[str], FlaskClient], login: str
) -> None:
    assert client_of(login).get("/").location == FIRST[login]
