"""What is checked is checked before a lock is taken for it, so that nobody waits for a check."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import before_render_template
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event

from engine.database import Database
from engine.diagram import checks
from engine.papers import setting
from tests.office import KEY, PASSWORD
from tests.webui.test_revision_pages import DRAFT, ask, save, slower
from webui import visits
from webui.commands import main
from webui.offices_on_disk import shipped_sops

SignIn = Callable[[str], FlaskClient]


def made() -> int:
    """How many drafts were checked, and texts printed for trial, that nobody remembered."""
    remembering = (checks.remembered, setting.unprintable)
    return sum(one.cache_info().misses for one in remembering)


class Watch:
    """Counts the checks that were made, and those of them made while a transaction wrote."""

    def __init__(self) -> None:
        self.writes, self.begun = False, 0
        self.made, self.under_lock = 0, 0

    def begin(self, connection: Connection) -> None:
        self.writes = bool(connection.get_execution_options().get("alur_writes"))
        self.begun = made()

    def end(self, _: Connection) -> None:
        if self.writes:
            self.under_lock += made() - self.begun


@contextmanager
def watching() -> Iterator[Watch]:
    """A watch over checks, of which none is remembered at first."""
    checks.remembered.cache_clear()
    setting.unprintable.cache_clear()
    watch = Watch()
    heard = {"begin": watch.begin, "commit": watch.end, "rollback": watch.end}
    for name, hear in heard.items():
        event.listen(Engine, name, hear)
    yield watch
    watch.made = made()
    for name, hear in heard.items():
        event.remove(Engine, name, hear)


@pytest.fixture
def owner(client_of: SignIn) -> FlaskClient:
    client = client_of("pemilik")
    client.post(f"{DRAFT}/mulai", data={"number": "1"})
    return client


def test_a_diagram_is_checked_before_it_is_saved(owner: FlaskClient) -> None:
    changed = slower(owner)
    with watching() as watch:
        assert save(owner, changed, 1)[0] == 200
    assert (watch.made, watch.under_lock) == (1, 0)


def test_a_draft_is_checked_before_its_approval_is_asked_for(owner: FlaskClient) -> None:
    save(owner, slower(owner), 1)
    with watching() as watch:
        assert ask(owner) == 303
    assert (watch.made, watch.under_lock) == (1, 0)


def test_a_changed_text_is_printed_before_approval_of_it_is_asked_for(owner: FlaskClient) -> None:
    text = {"text": "---\nkind: surat\n---\n# NOTA", "edition": "1"}
    assert owner.post(f"{DRAFT}/naskah/D1", data=text).status_code == 303
    with watching() as watch:
        assert ask(owner) == 303
    assert (watch.made, watch.under_lock) == (2, 0)


def test_a_draft_is_checked_before_it_is_approved(owner: FlaskClient, client_of: SignIn) -> None:
    save(owner, slower(owner), 1)
    ask(owner)
    approver = client_of("kadis")
    request = re.search(r'name="request" value="(\d+)"', approver.get(DRAFT).text)
    assert request is not None
    sent = {"request": request[1], "password": PASSWORD}
    with watching() as watch:
        answer = approver.post(f"{DRAFT}/sahkan", data=sent)
    assert answer.status_code == 303
    assert (watch.made, watch.under_lock) == (1, 0)


@pytest.mark.parametrize(("who", "act"), [("pemilik", "ajukan"), ("kadis", "kembalikan")])
def test_the_page_of_a_refused_form_is_made_while_nobody_writes(
    owner: FlaskClient, client_of: SignIn, who: str, act: str
) -> None:
    save(owner, slower(owner), 1)
    writes = list[bool]()

    def made(*_: object, **__: object) -> None:
        options = visits.here.session.connection().get_execution_options()
        writes.append("alur_writes" in options)

    client = client_of(who)
    with before_render_template.connected_to(made, client.application):
        assert client.post(f"{DRAFT}/{act}", data={"edition": "2"}).status_code == 422
    assert writes == [False]


def test_a_refused_edit_of_the_table_checks_before_it_writes(owner: FlaskClient) -> None:
    with watching() as watch:
        answer = owner.post(f"{DRAFT}/tabel/T01/ubah", data={"act": "up", "edition": "9"})
    assert answer.status_code == 422
    assert (watch.made, watch.under_lock) == (1, 0)


def test_the_command_checks_before_it_publishes(
    office: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / KEY
    shutil.copytree(shipped_sops()[0], path)
    (text := sorted(path.glob("papers/*.md"))[0]).write_text(text.read_text() + "\nLagi.\n")
    diagram = (path / "process.bpmn").read_text()
    (path / "process.bpmn").write_text(diagram.replace("P3D", "P4D"))
    url = office.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("ALUR_DATABASE", url)
    command = ["publish", str(path), "--as", "pemilik", "--note", "Empat hari."]
    with watching() as watch:
        assert CliRunner().invoke(main, command).exit_code == 0
    assert (watch.made, watch.under_lock) == (2, 0)
