"""Completes a task: what it is sent with is read and printed before anything is locked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.exc import DBAPIError

from engine import calendars, locking
from engine.actors import Actor
from engine.completion import complete as complete_item
from engine.errors import (
    AlurError,
    BadTable,
    CellProblem,
    InvalidValues,
    PasswordNeeded,
)
from engine.measurement.problems import PROBLEMS
from engine.sending import Sent
from webui import forms, indicator_words as say, wire, words
from webui.commands import attaching, proving
from webui.commands.answering import as_json, outcome, tell
from webui.commands.attaching import Files
from webui.commands.group import refuse, told
from webui.commands.opening import acting, as_user, number
from webui.language import gettext, spoken
from webui.papers import pressing
from webui.words import N_


@click.command()
@click.argument("item")
@as_user
@click.option("--decision", default=None, help=N_("The name of the decision, as drawn."))
@click.option("--reason", default="", help=N_("Why it is returned."))
@click.option("--values", default="{}", help=N_("The fields' values as a JSON object."))
@click.option("--file", "files", multiple=True, help=N_("FIELD=PATH: a file, or a table as XLSX."))
@click.option(
    "--evidence", "proofs", multiple=True, help=N_("INDICATOR=PATH: a file that proves its figure.")
)
@as_json
def complete(
    item: str,
    login: str,
    decision: str | None,
    reason: str,
    values: str,
    files: tuple[str, ...],
    proofs: tuple[str, ...],
    json_: bool,
) -> None:
    """Complete a task; one that approves takes the password from ALUR_PASSWORD."""
    brought = attaching.Files(map(attaching.named, files), map(attaching.proving, proofs))
    sent = Sent(_values(values), decision, reason)
    try:
        answer = _completed(login, number(item), sent, brought)
    except InvalidValues as error:
        refuse(told(error), *_problems(error))
    except BadTable as bad:
        refuse(told(bad), *_cells(bad, brought.where))
    tell(answer, outcome(answer), json_)


def _completed(login: str, item: int, sent: Sent, brought: Files) -> dict[str, Any]:
    """Complete an item; weighing, reading and printing keep no other writer waiting."""
    with acting(login, write=False) as (session, actor, _):
        brought.read(session, actor, item)
        sent = replace(sent, evidence=proving.evidence(session, actor))
    if brought.has_more(sent.values):
        with acting(login, write=True) as (session, actor, now):
            sent = replace(sent, values=brought.taken(session, actor, item, sent.values, now))
            _tell_disputes(brought, actor, calendars.zone(session))
    try:
        return _sent(login, item, sent)
    except (AlurError, DBAPIError):
        _tell_kept(brought)
        raise


def _sent(login: str, item: int, sent: Sent) -> dict[str, Any]:
    with acting(login, write=False) as (session, actor, now):
        pressed = pressing.pressed(session, actor, item, sent, now)
        seen = locking.seen(session, actor, item).head.seq
        sent = replace(sent, pressed=pressed, seen=seen)
    try:
        # Of the moment for which they were printed: papers are dated.
        with acting(login, write=True) as (session, actor, _):
            return wire.outcome(session, complete_item(session, actor, item, sent, now))
    except PasswordNeeded:
        raise proving.unproved(login, sent.evidence) from None


def _tell_disputes(brought: Files, actor: Actor, zone: ZoneInfo) -> None:
    """Say which figures of others the command's own stand in place of."""
    for one, shared in brought.disputes:
        cell = f"{one.indicator}, {say.column(one.column)}"
        click.echo(f"{cell}: {say.disputed(one, shared.people, actor.id, zone)}", err=True)


def _tell_kept(brought: Files) -> None:
    """Say what stands although the step was not completed, and for whom."""
    for field, post in brought.kept:
        about = {"table": forms.label(field, spoken()), "post": post}
        said = gettext(
            "The rows of “%(table)s” are kept, for all who hold the post %(post)s.", **about
        )
        click.echo(said, err=True)


def _cells(found: BadTable, where: Callable[[CellProblem], str]) -> list[str]:
    """What is wrong with each cell of a table of indicators, and where it stands."""
    return [
        f"  {where(one)} {one.indicator} {one.column}: "
        + words.filled(gettext(PROBLEMS[one.code]), dict(one.facts))
        for one in found.problems
    ]


def _problems(found: InvalidValues) -> list[str]:
    """What is wrong with each field."""
    return [
        f"  {key}: {words.problem(problem)}"
        for key, several in found.errors.items()
        for problem in several
    ]


def _values(text: str) -> dict[str, object]:
    try:
        # A float would change the number; as a text 12.125 has two readings, in JSON one.
        values = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(
            gettext("--values is not JSON: %(reason)s.", reason=error)
        ) from error
    if not isinstance(values, dict):
        raise click.UsageError(gettext("--values is not a JSON object."))
    return values
