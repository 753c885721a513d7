"""Serving starts soon, since it loads only what pages need."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from engine.database import Database
from tests.webui.commands.conftest import Alur
from webui import addresses
from webui.commands.serving import Compiled, lead_papers_here

PROGRAM = """
import sys, click
from webui.commands import main
from webui.commands.opening import open_database
from webui.commands.serving import create_app
with click.Context(main):
    create_app(open_database())
print(*sys.modules)
"""


def test_what_only_other_commands_need_is_not_loaded(office: Database) -> None:
    settings = {"ALUR_DATABASE": str(office.engine.url)}
    program = [sys.executable, "-c", PROGRAM]
    loaded = subprocess.run(program, env=settings, capture_output=True, check=True).stdout.split()
    assert b"webui.views.inboxes" in loaded
    others = {b"alembic", b"typst", b"engine.founding", b"webui.commands.work"}
    assert not others & set(loaded)


@pytest.mark.parametrize("listen", ["x", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999", "[::1:80"])
def test_an_address_that_cannot_be_served_is_wrong_usage(alur: Alur, listen: str) -> None:
    answer = alur("serve", "--listen", listen)
    assert answer.exit_code == 2 and listen in answer.stderr


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        (None, "http://127.0.0.1:8711/periksa/x"),
        ("https://alur.contoh/", "https://alur.contoh/periksa/x"),
    ],
)
def test_papers_lead_to_where_it_is_served_unless_it_is_said(
    monkeypatch: pytest.MonkeyPatch, said: str | None, leads: str
) -> None:
    # Set first, so that it is put back as it was however the test ends.
    monkeypatch.setenv(addresses.VARIABLE, said or "")
    if said is None:
        monkeypatch.delenv(addresses.VARIABLE)
    lead_papers_here("127.0.0.1:8711", proxy=False)
    assert addresses.absolute("/periksa/x") == leads


def test_compiled_templates_are_kept_for_their_owner_alone(tmp_path: Path) -> None:
    kept = Compiled(tmp_path / "templates")
    templates = Environment(loader=DictLoader({"a": "{{ 1 + 1 }}"}), bytecode_cache=kept)
    assert templates.get_template("a").render() == "2"
    assert stat.S_IMODE((tmp_path / "templates").stat().st_mode) == 0o700
    assert list((tmp_path / "templates").iterdir())


def test_a_page_is_shown_where_nothing_can_be_kept() -> None:
    kept = Compiled(Path("/nowhere/templates"))
    templates = Environment(loader=DictLoader({"a": "{{ 1 + 1 }}"}), bytecode_cache=kept)
    assert templates.get_template("a").render() == "2"
