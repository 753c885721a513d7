"""Starts, shows, completes and stops what runs."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from engine import calendars, history as past, inbox as boxes, instances, item_rows, items
from engine.actors import Actor
from engine.completion import complete as complete_item
from engine.errors import BadTable, CellProblem, InvalidValues
from engine.measurement.problems import PROBLEMS
from engine.models import Status
from engine.passwords import Evidence, weigh
from engine.permissions import May
from engine.sending import Sent
from engine.versions import Definition
from webui import wire, words
from webui.commands import attaching
from webui.commands.acting import acting, as_json, as_user, number, tell
from webui.commands.group import refuse, told
from webui.language import gettext, spoken
from webui.papers import pressing
from webui.views import stories
from webui.words import N_


@click.command()
@click.argument("key")
@as_user
@click.option("--title", required=True, help=N_("What everybody will see in their inbox."))
@click.option(
    "--period", default=None, help=N_("2026-TW1..TW4, 2026-S1, 2026-S2, 2026, or a text.")
)
@as_json
def start(key: str, login: str, title: str, period: str | None, json_: bool) -> None:
    """Start an instance of an SOP."""
    with acting(login, write=True) as (session, actor, now):
        done = instances.start(session, actor, key, title, period, now)
        answer = wire.outcome(session, done)
    tell(answer, _next(answer), json_)


@click.command()
@as_user
@as_json
def inbox(login: str, json_: bool) -> None:
    """What waits for a person, late first."""
    with acting(login, write=False) as (session, actor, _):
        rows = [wire.row(row) for row in _all_rows(session, actor)]
    tell(rows, map(_line, rows), json_)


def _all_rows(session: Session, actor: Actor) -> Iterator[item_rows.Row]:
    page = boxes.page(session, actor, boxes.Box.ALL)
    yield from page.rows
    while page.next is not None:
        page = boxes.page(session, actor, boxes.Box.ALL, page.next)
        yield from page.rows


@click.command()
@click.argument("item")
@as_user
@as_json
def show(item: str, login: str, json_: bool) -> None:
    """One task: its fields and decisions."""
    with acting(login, write=False) as (session, actor, _):
        view = items.view(session, actor, number(item))
        answer = wire.item(view)
    tell(answer, _asked(answer), json_)


def _asked(answer: dict[str, Any]) -> Iterator[str]:
    needed, leads_back = gettext("required"), gettext("leads back")
    yield _line(answer)
    for field in answer["fields"]:
        yield f"  {field['key']}: {field['label']}" + _aside(field["required"], needed)
    for decision in answer["decisions"]:
        yield f'  --decision "{decision["name"]}"' + _aside(decision["returns"], leads_back)


def _aside(applies: bool, word: str) -> str:
    return f" ({word})" if applies else ""


@click.command()
@click.argument("item")
@as_user
@click.option("--decision", default=None, help=N_("The name of the decision, as drawn."))
@click.option("--reason", default="", help=N_("Why it is returned."))
@click.option("--values", default="{}", help=N_("The fields' values as a JSON object."))
@click.option("--file", "files", multiple=True, help=N_("FIELD=PATH: a file, or a table as XLSX."))
@as_json
def complete(
    item: str,
    login: str,
    decision: str | None,
    reason: str,
    values: str,
    files: tuple[str, ...],
    json_: bool,
) -> None:
    """Complete a task; one that approves takes the password from ALUR_PASSWORD."""
    said, brought = _values(values), attaching.Files(map(attaching.named, files))
    try:
        if files:
            with acting(login, write=False) as (session, actor, _):
                brought.read(session, actor, number(item))
        with acting(login, write=True) as (session, actor, now):
            if files:
                said = brought.taken(session, actor, number(item), said, now)
            sent = Sent(said, decision, reason, _evidence(session, actor))
            papers = pressing.pressed(session, actor, number(item), sent, now)
            sent = replace(sent, pressed=papers)
            done = complete_item(session, actor, number(item), sent, now)
            answer = wire.outcome(session, done)
    except InvalidValues as error:
        refuse(told(error), *_problems(error))
    except BadTable as bad:
        refuse(told(bad), *_cells(bad, brought.where))
    tell(answer, _next(answer), json_)


def _cells(found: BadTable, where: Callable[[CellProblem], str]) -> list[str]:
    """What is wrong with each cell of a table of indicators, and where it stands."""
    return [
        f"  {where(one)} {one.indicator} {one.column}: "
        + words.filled(gettext(PROBLEMS[one.code]), dict(one.facts))
        for one in found.problems
    ]


def _evidence(session: Session, actor: Actor) -> Evidence | None:
    password = os.environ.get("ALUR_PASSWORD")
    return weigh(session, actor.login, password) if password else None


def _problems(found: InvalidValues) -> list[str]:
    """What is wrong with each field."""
    return [
        f"  {key}: {words.problem(problem)}"
        for key, several in found.errors.items()
        for problem in several
    ]


def _values(text: str) -> dict[str, object]:
    try:
        # Floats would change what was typed: numbers are read as they are written.
        values = json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(
            gettext("--values is not JSON: %(reason)s.", reason=error)
        ) from error
    if not isinstance(values, dict):
        raise click.UsageError(gettext("--values is not a JSON object."))
    return values


@click.command()
@click.argument("instance")
@as_user
@click.option("--reason", required=True, help=N_("Kept in the record."))
@as_json
def stop(instance: str, login: str, reason: str, json_: bool) -> None:
    """Stop an instance for good."""
    with acting(login, write=True) as (session, actor, now):
        done = instances.stop(session, actor, number(instance), reason, now)
        answer = wire.outcome(session, done)
    tell(answer, _next(answer), json_)


@click.command()
@click.argument("instance")
@as_user
@as_json
def history(instance: str, login: str, json_: bool) -> None:
    """What happened in an instance, oldest first."""
    with acting(login, write=False) as (session, actor, _):
        actor.need(May.READ_INSTANCES)
        view = past.view(session, actor, number(instance))
        found = past.entries(session, view.instance.id)[::-1]
        zone = calendars.zone(session)
    answer = [wire.entry(entry) for entry in found]
    tell(answer, (line for e in found for line in _told(e, view.definition, zone)), json_)


def _told(entry: past.Entry, definition: Definition, zone: ZoneInfo) -> Iterator[str]:
    """A record in words: when, what was done, and what was said with it."""
    story = stories.entry(entry, definition, spoken())
    when = words.full_moment(entry.at, zone, spoken())
    yield f"{entry.seq:4} {when} {words.zone_name(zone)}: {story['text']}"
    for said in filter(None, (story["note"], story["quote"])):
        yield textwrap.indent(said, "     ")


def _next(answer: dict[str, Any]) -> Iterator[str]:
    status = {
        Status.RUNNING: gettext("Running"),
        Status.COMPLETED: gettext("Completed"),
        Status.STOPPED: gettext("Stopped"),
    }[answer["status"]]
    yield f"{answer['instance']} {status}"
    yield from map(_line, answer["next"])


def _line(row: dict[str, Any]) -> str:
    return f"{row['id']:>6} {row['row']:>3} {row['name']} [{row['post']}] {row['title']}"
