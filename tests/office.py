"""A demonstration office for tests, and people who work in it through the engine."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from engine import (
    actors,
    bundles,
    calendars,
    founding,
    indicators,
    instances,
    item_rows,
    items,
    telling,
    uploads,
)
from engine.completion import complete
from engine.database import Database
from engine.fields.answers import example
from engine.fields.kinds import Field
from engine.instances import Outcome
from engine.item_rows import Row
from engine.locking import locked
from engine.models import Holding, Person
from engine.passwords import Evidence
from engine.sending import Sent
from webui.offices_on_disk import shipped_sops, shipped_stories

PASSWORD = "contoh-sandi-uji"
# A hash says itself how costly it is: so every password of these offices is weighed quickly.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
KEY = "pengukuran-indikator-kinerja"
STORY = telling.read_folder(*shipped_stories())
REASON = "Angka indikator kelima belum cocok."


def open_office(database: Database) -> None:
    """Load the demonstration office with what ships."""
    shipped = [bundles.read(path) for path in shipped_sops()]
    with database.writing() as session:
        founding.demo(session, PASSWORD, shipped, datetime.now(UTC), hasher=QUICK)


def tell(database: Database, now: datetime) -> None:
    """Load the demonstration office with its story, as it would be founded for this moment."""
    shipped = [bundles.read(path) for path in shipped_sops()]
    with database.writing() as session:
        founding.demo(session, PASSWORD, shipped, telling.founded(STORY, now), hasher=QUICK)
        telling.tell(session, STORY, PASSWORD, now)


def acting(session: Session, login: str) -> actors.Actor:
    """A person, today."""
    now = datetime.now(UTC)
    return actors.actor(session, login, calendars.today(session, now), "cli")


def start(database: Database, login: str = "kasubag", period: str | None = None) -> Outcome:
    """Start the shipped SOP."""
    with database.writing() as session:
        who = acting(session, login)
        return instances.start(session, who, KEY, "Uji", period, datetime.now(UTC))


def waiting(database: Database, instance: int) -> list[Row]:
    """The open items of an instance."""
    with database.reading() as session:
        return item_rows.of_instance(session, instance)


def holder(session: Session, post: int) -> str:
    """The login of someone who holds a post."""
    found = session.scalar(
        select(Person.login)
        .join(Holding, Holding.person_id == Person.id)
        .where(Holding.post_id == post)
        .limit(1)
    )
    assert found, f"nobody holds post {post}"
    return found


def do(
    database: Database,
    row: Row,
    decision: str | None = None,
    reason: str = "",
    **facts: Any,
) -> Outcome:
    """Complete an item as someone who holds its post, with values that its fields accept.

    With `table` that is what is typed into its table of indicators, None leaving it alone.
    """
    with database.writing() as session:
        who = acting(session, facts.get("login") or holder(session, row.item.post_id))
        view = items.view(session, who, row.item.id)
        values = {f.key: example(f) for f in view.step.fields if f.takes_answer}
        values |= upload_files(session, who, view, "surat.pdf")
        if "table" in facts:
            values |= {f.key: facts["table"] for f in indicators.tables(view.step.fields)}
        sent = Sent(facts.get("values", values), decision, reason, evidence(session, who))
        return complete(session, who, row.item.id, sent, facts.get("now") or datetime.now(UTC))


def upload_files(
    session: Session, who: actors.Actor, view: items.ItemView, *names: str
) -> dict[str, list[str]]:
    """Small files of these names in each field whose files are a paper of the step."""
    fields = [field for field in view.step.fields if field.paper]
    if not fields:
        return {}
    item, now = locked(session, who, view.row.item.id), datetime.now(UTC)

    def kept(field: Field, name: str) -> str:
        sent = uploads.SentFile(name, b"%PDF-1.7 " + name.encode())
        return uploads.upload(session, item, field, uploads.judged(field, sent), now).sha256

    return {field.key: [kept(field, name) for name in names] for field in fields}


def evidence(session: Session, who: actors.Actor) -> Evidence:
    """That somebody has just typed the right password, without the time that weighing takes."""
    return Evidence(who.login, session.get_one(Person, who.id).password_hash, True)


def walk(database: Database, instance: int, until: str | None = None, returns: int = 0) -> None:
    """Complete what waits, forward, until a node is reached or the instance ends.

    `returns` is how often the first decision met that can lead back does so.
    """
    while rows := waiting(database, instance):
        row = rows[0]
        if row.item.node_id == until:
            return
        ways = choices(database, row)
        back = next((c for c in ways if c.returns), None)
        if back is not None and returns:
            returns -= 1
            do(database, row, back.flow.name, REASON)
        else:
            do(database, row, ahead(ways))


def forward(database: Database, row: Row) -> Outcome:
    """Complete an item by the first way that does not lead back."""
    return do(database, row, ahead(choices(database, row)))


def ahead(ways: Iterable[items.Decision]) -> str | None:
    """The first decision that does not lead back; None where nothing is decided."""
    return next((c.flow.name for c in ways if not c.returns), None)


def choices(database: Database, row: Row) -> tuple[items.Decision, ...]:
    """The decisions of an item."""
    with database.reading() as session:
        who = acting(session, holder(session, row.item.post_id))
        return items.view(session, who, row.item.id).decisions


class Statements:
    """Counts what is sent to a database inside a `with` block."""

    def __init__(self, database: Database) -> None:
        self.engine = database.engine
        self.texts: list[str] = []
        self.commits = 0

    def __enter__(self) -> Statements:
        event.listen(self.engine, "before_cursor_execute", self._hear)
        event.listen(self.engine, "commit", self._commit)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._hear)
        event.remove(self.engine, "commit", self._commit)

    def _hear(self, _c: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        if not text.startswith("BEGIN"):
            self.texts.append(text)

    def _commit(self, _c: Any) -> None:
        self.commits += 1
