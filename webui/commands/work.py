"""Starts, shows, completes and stops what runs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click
from sqlalchemy.orm import Session

from engine import history as past, inbox as boxes, instances, item_rows, items
from engine.accounts import Evidence, weigh
from engine.actors import Actor
from engine.completion import complete as complete_item
from engine.errors import InvalidValues
from engine.models import Status
from engine.permissions import May
from engine.sending import Sent
from webui import speech, wire
from webui.commands.acting import acting, as_json, as_user, number, tell
from webui.commands.group import refuse


@click.command()
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
    yield _line(answer)
    for field in answer["fields"]:
        yield f"  {field['key']} ({field['type']}{'*' if field['required'] else ''})"
    for decision in answer["decisions"]:
        yield f"  --decision {decision['name']!r}{' <-' if decision['returns'] else ''}"


@click.command()
@click.argument("item")
@as_user
@click.option("--decision", default=None)
@click.option("--reason", default="")
@click.option("--values", default="{}", help="The fields' values as a JSON object.")
@as_json
def complete(
    item: str, login: str, decision: str | None, reason: str, values: str, json_: bool
) -> None:
    """Complete a task; one that approves takes the password from ALUR_PASSWORD."""
    sent = Sent(_values(values), decision, reason)
    try:
        with acting(login, write=True) as (session, actor, now):
            sent = replace(sent, evidence=_evidence(session, actor))
            done = complete_item(session, actor, number(item), sent, now)
            answer = wire.outcome(session, done)
    except InvalidValues as error:
        refuse(speech.error(error), *speech.problems(error))
    tell(answer, _next(answer), json_)


def _evidence(session: Session, actor: Actor) -> Evidence | None:
    password = os.environ.get("ALUR_PASSWORD")
    return weigh(session, actor.login, password) if password else None


def _values(text: str) -> dict[str, object]:
    try:
        # Floats would change what was typed: numbers are read as they are written.
        values = json.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"--values is not JSON: {error}") from error
    if not isinstance(values, dict):
        raise click.UsageError("--values is not a JSON object")
    return values


@click.command()
@click.argument("instance")
@as_user
@click.option("--reason", required=True)
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
        found = [wire.entry(entry) for entry in past.entries(session, view.instance.id)]
    found.reverse()
    tell(found, map(_event, found), json_)


def _event(entry: dict[str, Any]) -> str:
    return f"{entry['seq']:4} {entry['at']} {entry['kind']} {entry['actor']} {entry['node']}"


def _next(answer: dict[str, Any]) -> Iterator[str]:
    status = {
        Status.RUNNING: speech.say("Running"),
        Status.COMPLETED: speech.say("Completed"),
        Status.STOPPED: speech.say("Stopped"),
    }[answer["status"]]
    yield f"{answer['instance']} {status}"
    yield from map(_line, answer["next"])


def _line(row: dict[str, Any]) -> str:
    return f"{row['id']:>6} {row['row']:>3} {row['name']} [{row['post']}] {row['title']}"
