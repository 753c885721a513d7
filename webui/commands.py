"""The command line: the same engine calls, permissions and records as the pages.

Exit 0 when it was done, 1 when it was refused (the reason on stderr), 2 for wrong usage. The
database is ALUR_DATABASE, an SQLAlchemy URL; by default a file in the folder `var`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from engine import (
    actors,
    bundles,
    calendars,
    history,
    instances,
    item_rows,
    items,
    migration,
    records,
    versions,
)
from engine import inbox as boxes
from engine.actors import Actor
from engine.completion import complete
from engine.database import Database
from engine.diagram import checks
from engine.diagram.verdicts import acceptable
from engine.errors import AlurError, BadBundle, InvalidValues
from engine.organisation import handing
from engine.permissions import May
from engine.sending import Sent
from webui import offices_on_disk, speech, wire


class Group(click.Group):
    """Turns what the engine refuses into a sentence and exit code 1; never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AlurError as error:
            _refuse(speech.error(error))
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
            _refuse(speech.say("ALUR_DATABASE is not an address of a database."))
        except UnicodeEncodeError:
            _refuse(speech.say("What you typed has a character that cannot be kept."))
        except DBAPIError as error:
            _refuse(
                speech.say("The database did not answer; nothing was saved.") + f" {error.orig}"
            )
        except OSError as error:
            _refuse(f"{error.filename or ''}: {error.strerror}")


def _refuse(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alur", prog_name="alur")
def main() -> None:
    """Alur runs the standard operating procedures of public offices from their diagrams."""
    # The database, its journal and the keys are for the account that runs Alur, and nobody else.
    os.umask(0o077)


def url() -> str:
    """The database's address."""
    return os.environ.get("ALUR_DATABASE") or f"sqlite:///{data_folder() / 'alur.sqlite'}"


def data_folder() -> Path:
    """Where the embedded database, the secret key and the demonstration password are kept."""
    return Path(os.environ.get("ALUR_HOME", "var")).absolute()


def open_database(migrate: bool = False) -> Database:
    """The database; `migrate` brings it up to date, otherwise it has to be."""
    if migrate and make_url(url()).get_backend_name() == "sqlite":
        Path(make_url(url()).database or "").parent.mkdir(parents=True, exist_ok=True)
    try:
        found = Database(url())
    except (ValueError, TypeError) as error:
        raise ArgumentError(str(error)) from error
    if migrate:
        migration.upgrade(found)
    elif not migration.is_current(found):
        _refuse(speech.say("This database is not set up. Run “alur demo” or “alur init” first."))
    return found


@contextmanager
def acting(login: str, write: bool) -> Iterator[tuple[Session, Actor, datetime]]:
    """A session, the person named by --as, and the moment."""
    found, now = open_database(), datetime.now(UTC)
    handing.sweep_daily(found, now)
    with found.writing() if write else found.reading() as session:
        today = now.astimezone(calendars.zone(session)).date()
        actor = actors.actor(session, login, today, "cli")
        speech.use(actor.locale)
        yield session, actor, now
    found.close()


def _print(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


as_user = click.option("--as", "login", required=True, metavar="USER", help="Who is acting.")
as_json = click.option("--json", "json_", is_flag=True, help="Answer JSON.")


def number(text: str) -> int:
    """An id that was written as text."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise click.UsageError(f"{text} is not an id")
    return int(text)


# --- the office -------------------------------------------------------------------------------


@main.command()
@click.option("--listen", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--proxy", is_flag=True, help="Trust one proxy's X-Forwarded headers (TLS).")
def serve(listen: str, proxy: bool) -> None:
    """Serve the pages."""
    from waitress import create_server

    from webui.app import create_app

    app = create_app(open_database(), offices_on_disk.secret_key(data_folder()), behind_proxy=proxy)
    try:
        server = create_server(app, listen=listen, threads=8, ident="alur")
    except (ValueError, AttributeError) as error:
        raise click.UsageError(f"--listen {listen} is not ADDRESS:PORT") from error
    click.echo(f"Alur: {'https' if proxy else 'http'}://{listen}/")
    server.run()


@main.command()
@click.option("--name", required=True, help="The office's name.")
@click.option("--admin", required=True, help="Login of the first administrator.")
@click.option("--admin-name", default="", help="The administrator's name.")
def init(name: str, admin: str, admin_name: str) -> None:
    """Make an empty real office with one administrator (password from ALUR_PASSWORD)."""
    with open_database(migrate=True).writing() as session:
        password = offices_on_disk.found(session, name, admin, admin_name or admin)
    click.echo(speech.say("The office is ready."))
    if password:
        click.echo(f"{admin}: {password}")


@main.command()
def demo() -> None:
    """Load the demonstration office; again is fine."""
    with open_database(migrate=True).writing() as session:
        logins, password = offices_on_disk.demo(session, data_folder())
    click.echo(speech.say("Demonstration office. All log-ins have the password") + f" {password}")
    for login, who in logins:
        click.echo(f"  {login:12} {who}")


@main.command()
def verify() -> None:
    """Check the chain of every record."""
    broken = 0
    with open_database().reading() as session:
        for stream, kind, count, first in records.verify(session):
            if first is not None:
                broken += 1
                click.echo(f"{kind} {stream}: BROKEN from record {first} on ({count} recorded)")
    if broken:
        _refuse(speech.say("The record was altered outside Alur, or is incomplete."))
    click.echo(speech.say("Every chain is whole."))


# --- SOPs -------------------------------------------------------------------------------------


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@as_json
def check(path: Path, json_: bool) -> None:
    """Say for every element of a diagram or bundle what the engine does with it."""
    files = bundles.read_folder(path)
    papers = None if path.is_file() else set(files)
    found = checks.check(files[bundles.DIAGRAM], papers)
    if json_:
        _print(wire.verdicts(found))
    else:
        for v in found:
            click.echo(f"{v.ruling.value:9} {v.element or '-':20} {v.code}: {v.message} {v.remedy}")
    if not acceptable(found):
        sys.exit(1)


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@as_user
@click.option("--note", required=True, help="What changed.")
@as_json
def publish(path: Path, login: str, note: str, json_: bool) -> None:
    """Put a bundle in force as the next version of its SOP."""
    files = bundles.read_folder(path)
    try:
        with acting(login, write=True) as (session, actor, now):
            today = now.astimezone(calendars.zone(session)).date()
            done = versions.publish(session, actor, files, note, now, today)
    except BadBundle as error:
        _refuse(speech.error(error), *speech.verdicts(error.verdicts))
        return
    if json_:
        _print({"key": done.key, "version": done.number, "new": done.is_new})
    elif done.is_new:
        click.echo(f"{done.key} {done.number}")
    else:
        click.echo(f"{done.key} {done.number}: " + speech.say("unchanged, nothing was published."))
    for post in done.new_posts:
        click.echo(speech.say("New post without a holder:") + f" {post}", err=True)


# --- work -------------------------------------------------------------------------------------


@main.command()
@click.argument("key")
@as_user
@click.option("--title", required=True)
@click.option("--period", default=None, help="2026-TW1..TW4, 2026-S1, 2026-S2, 2026, or text.")
@as_json
def start(key: str, login: str, title: str, period: str | None, json_: bool) -> None:
    """Start an instance of an SOP."""
    with acting(login, write=True) as (session, actor, now):
        done = instances.start(session, actor, key, title, period, now)
        answer = wire.outcome(session, done)
    _outcome(answer, json_)


@main.command(name="inbox")
@as_user
@as_json
def inbox_(login: str, json_: bool) -> None:
    """What waits for a person, late first."""
    with acting(login, write=False) as (session, actor, _):
        rows = [wire.row(row) for row in _all_rows(session, actor)]
    _print(rows) if json_ else [click.echo(_line(row)) for row in rows]


def _all_rows(session: Session, actor: Actor) -> Iterator[item_rows.Row]:
    page = boxes.page(session, actor, boxes.Box.ALL)
    yield from page.rows
    while page.next is not None:
        page = boxes.page(session, actor, boxes.Box.ALL, page.next)
        yield from page.rows


@main.command()
@click.argument("item")
@as_user
@as_json
def show(item: str, login: str, json_: bool) -> None:
    """One task: its fields and decisions."""
    with acting(login, write=False) as (session, actor, _):
        view = items.view(session, actor, number(item))
        answer = wire.item(view)
    if json_:
        _print(answer)
        return
    click.echo(_line(answer))
    for field in answer["fields"]:
        click.echo(f"  {field['key']} ({field['type']}{'*' if field['required'] else ''})")
    for decision in answer["decisions"]:
        click.echo(f"  --decision {decision['name']!r}{' <-' if decision['returns'] else ''}")


@main.command(name="complete")
@click.argument("item")
@as_user
@click.option("--decision", default=None)
@click.option("--reason", default="")
@click.option("--values", default="{}", help="The fields' values as a JSON object.")
@as_json
def complete_(
    item: str, login: str, decision: str | None, reason: str, values: str, json_: bool
) -> None:
    """Complete a task."""
    sent = Sent(_values(values), decision, reason)
    try:
        with acting(login, write=True) as (session, actor, now):
            done = complete(session, actor, number(item), sent, now)
            answer = wire.outcome(session, done)
    except InvalidValues as error:
        _refuse(speech.error(error), *speech.problems(error))
        return
    _outcome(answer, json_)


def _values(text: str) -> dict[str, object]:
    try:
        # Floats would change what was typed: numbers are read as they are written.
        values = json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"--values is not JSON: {error}") from error
    if not isinstance(values, dict):
        raise click.UsageError("--values is not a JSON object")
    return values


@main.command()
@click.argument("instance")
@as_user
@click.option("--reason", required=True)
@as_json
def stop(instance: str, login: str, reason: str, json_: bool) -> None:
    """Stop an instance for good."""
    with acting(login, write=True) as (session, actor, now):
        done = instances.stop(session, actor, number(instance), reason, now)
        answer = wire.outcome(session, done)
    _outcome(answer, json_)


@main.command(name="history")
@click.argument("instance")
@as_user
@as_json
def history_(instance: str, login: str, json_: bool) -> None:
    """What happened in an instance, oldest first."""
    with acting(login, write=False) as (session, actor, _):
        actor.need(May.READ_INSTANCES)
        view = history.view(session, actor, number(instance))
        found = [wire.entry(entry) for entry in history.entries(session, view.instance.id)]
    found.reverse()
    if json_:
        _print(found)
        return
    for entry in found:
        click.echo(
            f"{entry['seq']:4} {entry['at']} {entry['kind']} {entry['actor']} {entry['node']}"
        )


def _outcome(answer: dict[str, Any], json_: bool) -> None:
    if json_:
        _print(answer)
        return
    click.echo(f"{answer['instance']} {answer['status']}")
    for row in answer["next"]:
        click.echo(_line(row))


def _line(row: dict[str, Any]) -> str:
    return f"{row['id']:>6} {row['row']:>3} {row['name']} [{row['post']}] {row['title']}"
