"""What tests share: a PostgreSQL server and a browser for each worker of a run, databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser
from sqlalchemy import NullPool, create_engine, make_url

from engine import migration
from engine.database import Database
from tests.browser import chromium
from tests.postgres import temporary_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with temporary_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with empty tables, to copy: faster than making them for every test."""
    path = tmp_path_factory.mktemp("template") / "alur.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> str:
    """The name of a database with empty tables, to copy."""
    _on_server(postgres, "CREATE DATABASE template_alur")
    _migrate(_named(postgres, "template_alur"))
    return "template_alur"


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of the test's own with empty tables; for one parameter."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "alur.db")
        yield f"sqlite:///{tmp_path / 'alur.db'}"
        return
    server, name = request.getfixturevalue("postgres"), f"alur_{uuid4().hex}"
    template = request.getfixturevalue("postgres_template")
    _on_server(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _named(server, name)
    _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with empty tables: every test that asks for it runs on SQLite and PostgreSQL."""
    database = Database(database_url)
    yield database
    database.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


def _migrate(url: str) -> None:
    database = Database(url)
    migration.upgrade(database)
    database.close()


def _on_server(url: str, command: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(command)


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)
