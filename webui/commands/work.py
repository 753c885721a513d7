"""Starts, shows, completes and stops what runs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from engine import (
    calendars,
    history as past,
    inbox as boxes,
    instance_view,
    instances,
    item_rows,
    items,
    versions,
)
from engine.actors import Actor
from engine.permissions import May
from engine.versions import Definition
from webui import wire, words
from webui.commands.answering import as_json, line, outcome, tell
from webui.commands.opening import acting, as_user, number
from webui.language import gettext, spoken
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
    tell(answer, outcome(answer), json_)


@click.command()
@as_user
@as_json
def inbox(login: str, json_: bool) -> None:
    """What waits for a person, late first."""
    with acting(login, write=False) as (session, actor, _):
        rows = [wire.row(row) for row in _all_rows(session, actor)]
    tell(rows, map(line, rows), json_)


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
    yield line(answer)
    for field in answer["fields"]:
        yield f"  {field['key']}: {field['label']}" + _aside(field["required"], needed)
    for decision in answer["decisions"]:
        yield f'  --decision "{decision["name"]}"' + _aside(decision["returns"], leads_back)


def _aside(applies: bool, word: str) -> str:
    return f" ({word})" if applies else ""


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
    tell(answer, outcome(answer), json_)


@click.command()
@click.argument("instance")
@as_user
@as_json
def history(instance: str, login: str, json_: bool) -> None:
    """What happened in an instance, oldest first."""
    with acting(login, write=False) as (session, actor, _):
        actor.need(May.READ_INSTANCES)
        view = instance_view.view(session, actor, number(instance))
        found = past.entries(session, view.instance.id)[::-1]
        zone, course = calendars.zone(session), versions.course(session, view.instance.id)
    answer = [wire.entry(entry) for entry in found]
    tell(answer, (line for e in found for line in _told(e, course.at(e.seq), zone)), json_)


def _told(entry: past.Entry, definition: Definition, zone: ZoneInfo) -> Iterator[str]:
    """A record in words: when, what was done, and what was said with it."""
    story = stories.entry(entry, definition, zone, spoken())
    when = words.full_moment(entry.at, zone, spoken())
    yield f"{entry.seq:4} {when} {words.zone_name(zone)}: {story['text']}"
    for said in filter(None, (story["note"], story["quote"])):
        yield textwrap.indent(said, "     ")
