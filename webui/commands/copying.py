"""Adds a copy of a signed paper that was signed outside."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy.orm import Session

from engine import copying, documents, readers
from engine.actors import Actor
from engine.copying import New
from engine.errors import InvalidValues, NotFound, PasswordNeeded
from engine.models import DocumentVersion
from engine.paper_copies import Kind
from engine.passwords import Evidence
from engine.uploads import SentFile
from webui import words
from webui.commands import proving
from webui.commands.answering import as_json, tell
from webui.commands.group import refuse, told
from webui.commands.opening import acting, as_user, number
from webui.words import N_


@click.command()
@click.argument("instance")
@click.argument("paper")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_user
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    required=True,
    help=N_("A scan, or what a certified signature service gave back."),
)
@click.option("--note", default="", help=N_("Kept with the copy."))
@as_json
def copy(
    instance: str, paper: str, path: Path, login: str, kind: str, note: str, json_: bool
) -> None:
    """Add a copy of a signed paper, named by its code in the SOP, by ALUR_PASSWORD."""
    new, given = _judged(login, path, kind, note)
    try:
        version = _added(login, number(instance), paper, new, given)
    except PasswordNeeded:
        raise proving.unproved(login, given) from None
    sha = new.judged.file.sha256
    answer = {"paper": paper, "version": version, "kind": kind, "sha256": sha}
    tell(answer, [f"{paper} {version} {sha}"], json_)


def _added(login: str, instance: int, paper: str, new: New, given: Evidence | None) -> int:
    """Add the copy; of which version it is."""
    with acting(login, write=True) as (session, actor, now):
        found = _signed(session, actor, instance, paper)
        copying.add(session, actor, found.id, new, given, now)
        return found.n


def _judged(login: str, path: Path, kind: str, note: str) -> tuple[New, Evidence | None]:
    """The copy and the password, weighed before anything is locked; else why it is no copy."""
    try:
        with acting(login, write=False) as (session, actor, _):
            new = copying.judged(kind, SentFile(path.name, path.read_bytes()), note)
            return new, proving.evidence(session, actor)
    except InvalidValues as error:
        problems = (one for several in error.errors.values() for one in several)
        refuse(told(error), *(f"  {words.problem(one)}" for one in problems))


def _signed(session: Session, actor: Actor, instance: int, paper: str) -> DocumentVersion:
    """The newest version of a paper that is signed or enacted; raises NotFound."""
    readers.need_readable(session, actor, instance)
    made = documents.of_instance(session, instance).get(paper, [])
    for one in made:
        if one.is_final:
            return one
    raise NotFound(what="paper", name=paper)
