"""Makes an office, and verifies its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from sqlalchemy.orm import Session

from engine import anchors, draft_trail, guarding, personnel, records, sealing, witnessing
from engine.records import Head
from webui import offices_on_disk
from webui.commands.group import refuse
from webui.commands.opening import data_folder, open_database
from webui.language import gettext
from webui.words import N_


@click.command()
@click.option("--name", required=True, help=N_("The office's name."))
@click.option("--admin", required=True, help=N_("Login of the first administrator."))
@click.option("--admin-name", default="", help=N_("The administrator's name."))
def init(name: str, admin: str, admin_name: str) -> None:
    """Make an empty real office with one administrator (password from ALUR_PASSWORD)."""
    with open_database(migrate=True).writing() as session:
        password = offices_on_disk.found(session, name, admin, admin_name or admin)
    click.echo(gettext("The office is ready."))
    if password:
        click.echo(f"{admin}: {password}")


@click.command()
def demo() -> None:
    """Load the demonstration office; again is fine."""
    with open_database(migrate=True).writing() as session:
        logins, password = offices_on_disk.demo(session, data_folder())
    click.echo(gettext("Demonstration office. All log-ins have the password") + f" {password}")
    for login, who in logins:
        click.echo(f"  {login:12} {who}")


KINDS = {
    "instance": N_("what an instance is, or where it stands, is"),
    "task": N_("a task is"),
    "step": N_("the latest completion of a step is"),
    "paper": N_("a paper is"),
    "copy": N_("a copy of a paper is"),
    "number": N_("the number of a paper is"),
    "approval": N_("an approval is"),
    "covered": N_("what an approval covers is"),
    "void": N_("that an approval is void is"),
    "file": N_("a file is"),
}


HELD = {
    "person": N_("person"),
    "post": N_("post"),
    "holding": N_("holding"),
    "role": N_("role"),
}


@click.command()
def heads() -> None:
    """Write down the ends of all chains, to be kept where nobody who runs this reaches them."""
    with open_database().reading() as session:
        for head in anchors.heads(session):
            click.echo(anchors.line(head))


@click.command()
@click.option(
    "--heads",
    "noted",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=N_("A file that “alur heads” wrote: its ends must still be in the chains."),
)
def verify(noted: Path | None) -> None:
    """Check the chain of every record, every version as published, every draft, file and table."""
    known, broken = anchors.read(noted.read_text(errors="replace")) if noted else [], False
    with open_database().reading() as session:
        for found in _altered(session, known):
            broken = True
            click.echo(found)
    if broken:
        refuse(gettext("The record was altered outside Alur, or is incomplete."))
    click.echo(gettext("Every chain is whole, and every version as it was published."))


def _altered(session: Session, noted: Iterable[Head]) -> Iterator[str]:
    """What is not as it was written, a line each."""
    for head in anchors.gone(session, noted):
        facts = {"stream": head.stream, "seq": head.seq}
        yield gettext("stream %(stream)d: record %(seq)d is not the noted one.", **facts)
    for stream, kind, count, first in records.verify(session):
        if first is not None:
            yield _broken(kind, stream, count, first)
    yield from _revised(session)
    for sha256 in sealing.changed_contents(session):
        yield gettext("content %(sha256)s: changed, or gone.", sha256=sha256[:12])
    for name in guarding.missing(session):
        yield gettext("trigger %(name)s: missing, or switched off.", name=name)
    for kind, instance in witnessing.astray(session):
        about = {"kind": gettext(KINDS[kind]), "instance": instance}
        yield gettext("instance %(instance)d: %(kind)s not as recorded.", **about)
    for kind, name in personnel.astray(session):
        yield gettext("%(kind)s %(name)s: not as recorded.", kind=gettext(HELD[kind]), name=name)


def _revised(session: Session) -> Iterator[str]:
    """The versions and drafts that are not what was published, asked for or saved, a line each."""
    for key, number in sealing.altered(session):
        yield gettext("%(key)s %(number)d: not as it was published.", key=key, number=number)
    for key, number in draft_trail.unasked(session):
        about = {"key": key, "number": number}
        yield gettext("%(key)s %(number)d: not what its approval was asked for.", **about)
    for key in draft_trail.astray(session):
        yield gettext("draft of %(key)s: not as recorded.", key=key)


def _broken(kind: str, stream: int, count: int, first: int) -> str:
    kinds = {
        "office": gettext("office"),
        "process": gettext("SOP"),
        "instance": gettext("instance"),
        "person": gettext("person"),
    }
    return gettext(
        "%(kind)s %(stream)d: broken from record %(first)d on; %(count)d are recorded.",
        kind=kinds[kind],
        stream=stream,
        first=first,
        count=count,
    )
