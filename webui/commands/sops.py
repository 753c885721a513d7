"""Checks and publishes SOPs, and brings them in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from engine import bundles, calendars, catalogue, drafting, drafts, publishing
from engine.diagram import checks
from engine.diagram.verdicts import Ruling, Verdict, acceptable
from engine.errors import BadBundle
from engine.permissions import May
from webui import refusal_words, wire
from webui.commands.answering import as_json, tell
from webui.commands.group import refuse, told
from webui.commands.opening import acting, as_user
from webui.language import gettext
from webui.words import N_


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@as_json
def check(path: Path, json_: bool) -> None:
    """Say for every element of a diagram or bundle what the engine does with it."""
    files = bundles.read(path)
    is_lone = path.is_file() and files.keys() == {bundles.DIAGRAM}
    found = checks.check(files[bundles.DIAGRAM], None if is_lone else files)
    tell(wire.verdicts(found), map(_line, found), json_)
    if not acceptable(found):
        sys.exit(1)


def _line(found: Verdict) -> str:
    ruling = {
        Ruling.AS_DRAWN: gettext("as drawn"),
        Ruling.CHANGED: gettext("changed"),
        Ruling.REFUSED: gettext("refused"),
    }[found.ruling]
    return f"{ruling:15} {_said(found)}"


def _said(found: Verdict) -> str:
    """What the check says of an element, and what to do about it."""
    said = refusal_words.verdict(found)
    return f"{found.element or '-'} {found.code}: {said['message']} {said['remedy']}".rstrip()


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@as_user
@click.option("--note", required=True, help=N_("What changed."))
@click.option("--over", type=int, help=N_("The last version, from which it was made."))
@as_json
def publish(path: Path, login: str, note: str, over: int | None, json_: bool) -> None:
    """Put a bundle in force as the next version of its SOP."""
    files = bundles.read(path)
    try:
        # Nobody has to wait for the check: publishing remembers it.
        with acting(login, write=False) as (session, _, _):
            publishing.judged(session, files)
        with acting(login, write=True) as (session, actor, now):
            today = calendars.today(session, now)
            done = publishing.publish(session, actor, files, note, now, today, over)
    except BadBundle as error:
        refuse(told(error), *(f"  {_said(found)}" for found in cast(list[Verdict], error.verdicts)))
    answer = {"key": done.key, "version": done.number, "new": done.is_new}
    same = "" if done.is_new else ": " + gettext("unchanged, nothing was published.")
    tell(answer, [f"{done.key} {done.number}{same}"], json_)
    for post in done.new_posts:
        click.echo(gettext("New post without a holder:") + f" {post}", err=True)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@as_user
@as_json
def bring(path: Path, login: str, json_: bool) -> None:
    """Make a draft of a folder, a zip, or a diagram of any tool."""
    files = bundles.read(path)
    drawn = drafting.drawn_anew(files[bundles.DIAGRAM])
    with acting(login, write=True) as (session, actor, now):
        key = drafting.bring(session, actor, files, now, drawn, path.name)
    tell({"key": key}, [key], json_)


@click.command()
@click.argument("key")
@click.argument("path", type=click.Path(path_type=Path))
@as_user
@click.option("--number", type=int, help=N_("The version; by default the one in force."))
@click.option("--draft", "is_draft", is_flag=True, help=N_("The draft as it was saved last."))
def export(key: str, path: Path, login: str, number: int | None, is_draft: bool) -> None:
    """Write an SOP into a new folder, a .zip, or a .bpmn."""
    with acting(login, write=False) as (session, actor, now):
        if is_draft:
            files = drafts.opened(session, actor, key).files
        else:
            actor.need(May.READ_SOPS)
            today = calendars.today(session, now)
            version = catalogue.version(session, key, number, today)
            files = bundles.load(session, version.bundle)
    bundles.write(path, files)
