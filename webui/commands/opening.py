"""The database that a command opens, and who is acting in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import Session

from engine import actors, calendars, migration
from engine.actors import Actor
from engine.database import Database
from engine.organisation import handing
from webui import language
from webui.commands.group import ZONE, refuse
from webui.language import gettext
from webui.words import N_

as_user = click.option("--as", "login", required=True, metavar="USER", help=N_("Who is acting."))


def url() -> str:
    """The database's address."""
    return os.environ.get("ALUR_DATABASE") or f"sqlite:///{data_folder() / 'alur.sqlite'}"


def data_folder() -> Path:
    """Where the embedded database, the secret key and the demonstration password are kept."""
    return Path(os.environ.get("ALUR_HOME", "var")).absolute()


def open_database(migrate: bool = False) -> Database:
    """The database, until the command ends; `migrate` brings it up to date, else it has to be."""
    found = _database(make_folder=migrate)
    # However the command ends, its connections are given back.
    click.get_current_context().call_on_close(found.close)
    if migrate:
        migration.upgrade(found)
    elif not migration.is_current(found):
        refuse(gettext("This database is not set up. Run “alur demo” or “alur init” first."))
    return found


def _database(make_folder: bool) -> Database:
    try:
        address = make_url(url())
        if make_folder and address.get_backend_name() == "sqlite":
            Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
        return Database(url())
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError, TypeError):
        refuse(gettext("ALUR_DATABASE is not an address of a database."))


@contextmanager
def acting(login: str, write: bool) -> Iterator[tuple[Session, Actor, datetime]]:
    """A session, the person named by --as, and the moment."""
    found, now = open_database(), datetime.now(UTC)
    handing.sweep_daily(found, now)
    with found.writing() if write else found.reading() as session:
        today = calendars.today(session, now)
        actor = actors.actor(session, login, today, "cli")
        language.use(actor.locale)
        click.get_current_context().meta[ZONE] = calendars.zone(session)
        yield session, actor, now


def number(text: str) -> int:
    """An id that was written as text."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise click.UsageError(gettext("“%(text)s” is not an id.", text=text))
    return int(text)
