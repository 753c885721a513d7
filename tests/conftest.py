"""What tests share: a PostgreSQL server and a browser for each worker of a run, databases."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from playwright.sync_api import Browser
from sqlalchemy import NullPool, create_engine, make_url

from engine import migration
from engine.database import Database
from tests import alone, statements
from tests.browser import chromium
from tests.office import open_office, tell
from tests.postgres import temporary_postgres

# No test is timed: how long one takes says how busy the machine is.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

statements.share()
alone.watch()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with temporary_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Files to copy, "empty" tables, an "office" or a "told" one: faster than making them anew."""
    folder = tmp_path_factory.mktemp("template")

    def made(content: str) -> Path:
        path = folder / f"{content}.db"
        if not path.exists():
            _make(f"sqlite:///{path}", content)
        return path

    return made


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Callable[[str], str]:
    """The names of databases to copy, "empty" tables, an "office" or a "told" one."""
    made = set[str]()

    def name_of(content: str) -> str:
        if content not in made:
            made.add(content)
            _on_server(postgres, f"CREATE DATABASE template_{content}")
            _make(_named(postgres, f"template_{content}"), content)
        return f"template_{content}"

    return name_of


@pytest.fixture
def copied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Makes databases of the test's own, as copies of a template; yields their addresses."""
    names: list[str] = []

    def copy(dialect: str, content: str) -> str:
        if dialect == "sqlite":
            shutil.copy(request.getfixturevalue("template")(content), tmp_path / f"{content}.db")
            return f"sqlite:///{tmp_path / f'{content}.db'}"
        server, name = request.getfixturevalue("postgres"), f"alur_{uuid4().hex}"
        source = request.getfixturevalue("postgres_template")(content)
        # Whole files, which on a server without fsync is half the work of logging each page.
        _on_server(server, f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY")
        names.append(name)
        return _named(server, name)

    yield copy
    for name in names:
        _on_server(request.getfixturevalue("postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url(dialect: str, copied: Callable[..., str]) -> str:
    """The address of a database of the test's own with empty tables."""
    return copied(dialect, "empty")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with empty tables: every test that asks for it runs on SQLite and PostgreSQL."""
    yield from _opened(database_url)


@pytest.fixture
def office(dialect: str, copied: Callable[..., str]) -> Iterator[Database]:
    """The demonstration office with what ships, on SQLite and PostgreSQL."""
    yield from _opened(copied(dialect, "office"))


@pytest.fixture
def told_office(dialect: str, copied: Callable[..., str]) -> Iterator[Database]:
    """The demonstration office with what its people have done, on SQLite and PostgreSQL."""
    yield from _opened(copied(dialect, "told"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "dialect" in metafunc.fixturenames:
        metafunc.parametrize("dialect", ["sqlite", "postgresql"])


def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


def _make(url: str, content: str) -> None:
    database = Database(url)
    migration.upgrade(database)
    if content == "office":
        open_office(database)
    if content == "told":
        tell(database, datetime.now(UTC))
    database.close()


def _on_server(url: str, command: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(command)


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)
