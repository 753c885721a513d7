"""Checks and publishes SOPs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine import bundles, calendars, publishing
from engine.diagram import checks
from engine.diagram.verdicts import Ruling, Verdict, acceptable
from engine.errors import BadBundle
from webui import speech, wire
from webui.commands.acting import acting, as_json, as_user, tell
from webui.commands.group import refuse


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@as_json
def check(path: Path, json_: bool) -> None:
    """Say for every element of a diagram or bundle what the engine does with it."""
    files = bundles.read_folder(path)
    papers = None if path.is_file() else set(files)
    found = checks.check(files[bundles.DIAGRAM], papers)
    tell(wire.verdicts(found), map(_line, found), json_)
    if not acceptable(found):
        sys.exit(1)


def _line(found: Verdict) -> str:
    ruling = {
        Ruling.AS_DRAWN: speech.say("as drawn"),
        Ruling.CHANGED: speech.say("changed"),
        Ruling.REFUSED: speech.say("refused"),
    }[found.ruling]
    return f"{ruling:15} {speech.verdict(found)}"


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@as_user
@click.option("--note", required=True, help="What changed.")
@as_json
def publish(path: Path, login: str, note: str, json_: bool) -> None:
    """Put a bundle in force as the next version of its SOP."""
    files = bundles.read_folder(path)
    try:
        with acting(login, write=True) as (session, actor, now):
            today = calendars.today(session, now)
            done = publishing.publish(session, actor, files, note, now, today)
    except BadBundle as error:
        refuse(speech.error(error), *(f"  {speech.verdict(v)}" for v in error.verdicts))
    answer = {"key": done.key, "version": done.number, "new": done.is_new}
    same = "" if done.is_new else ": " + speech.say("unchanged, nothing was published.")
    tell(answer, [f"{done.key} {done.number}{same}"], json_)
    for post in done.new_posts:
        click.echo(speech.say("New post without a holder:") + f" {post}", err=True)
