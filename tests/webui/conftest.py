"""The pages around the demonstration office, and browsers without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.database import Database
from tests.office import PASSWORD
from tests.serving import COMPILED
from tests.webui.browsing import served
from tests.webui.studio import begin
from webui.app import create_app


@pytest.fixture
def office(copied: Callable[..., str]) -> Iterator[Database]:
    """The demonstration office; pages ask the engine only, so SQLite is enough for them."""
    database = Database(copied("sqlite", "office"))
    yield database
    database.close()


@pytest.fixture
def app(office: Database) -> Flask:
    """The pages, without tokens in forms."""
    app = create_app(office, "only for tests")
    app.jinja_env.bytecode_cache = COMPILED
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def client_of(app: Flask) -> Callable[[str], FlaskClient]:
    """Makes a browser in which a person has signed in."""

    def sign_in(login: str) -> FlaskClient:
        client = app.test_client()
        answer = client.post("/masuk", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 302, answer.text
        return client

    return sign_in


@pytest.fixture
def site(office: Database) -> Iterator[str]:
    """The address at which the office's pages are served."""
    with served(office) as address:
        yield address


@pytest.fixture
def drafted(office: Database, site: str) -> str:
    """The address of the office's pages, a draft of its SOP having been begun."""
    begin(office)
    return site
