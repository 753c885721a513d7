"""Versions are numbered one after the other, and an instance starts on the one in force."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from engine import bundles, calendars, publishing, records
from engine.bundles import DIAGRAM, Files
from engine.database import Database
from engine.models import Instance, Version
from tests.crowd import at_once
from tests.office import KEY, acting, start
from webui.offices_on_disk import shipped_sops

NEW = (Path(__file__).parents[1] / "diagrams/good/parallel.bpmn").read_bytes()


def shipped() -> Files:
    """The SOP that ships."""
    (folder,) = (path for path in shipped_sops() if path.name == KEY)
    return bundles.read(folder)


def edition(files: Files, n: int) -> Files:
    """A bundle that differs from others by its number."""
    return dict(files) | {DIAGRAM: files[DIAGRAM] + f"<!-- {n} -->".encode()}


def publish(session: Session, files: Files) -> publishing.Publication:
    now = datetime.now(UTC)
    today = calendars.today(session, now)
    return publishing.publish(session, acting(session, "pemilik"), files, "Uji", now, today)


@contextmanager
def asked_for_a_lock(office: Database) -> Iterator[threading.Event]:
    """Set once somebody asks for a lock, on SQLite for the only one there is."""
    asked = threading.Event()

    def hear(_c: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        if "FOR UPDATE" in text or text == "BEGIN IMMEDIATE":
            asked.set()

    event.listen(office.engine, "before_cursor_execute", hear)
    yield asked
    event.remove(office.engine, "before_cursor_execute", hear)


def test_an_instance_that_waits_for_a_publication_starts_on_its_version(office: Database) -> None:
    starter = threading.Thread(target=start, args=(office,))
    with office.writing() as session:
        done = publish(session, edition(shipped(), 2))
        with asked_for_a_lock(office) as asked:
            starter.start()
            assert asked.wait(60)
    starter.join()
    with office.reading() as session:
        number = select(Version.number).join(Instance, Instance.version_id == Version.id)
        assert session.scalars(number).all() == [done.number] == [2]


def test_versions_published_at_once_are_numbered_without_a_gap(office: Database) -> None:
    def act(n: int) -> None:
        with office.writing() as session:
            publish(session, edition({DIAGRAM: NEW}, n))

    at_once(partial(act, n) for n in range(1, 21))
    with office.reading() as session:
        numbers = session.scalars(select(Version.number).where(Version.name == "Contoh"))
        assert sorted(numbers) == list(range(1, 21))
        assert all(first is None for *_, first in records.verify(session))
