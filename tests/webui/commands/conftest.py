"""The command line on the demonstration office."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.database import Database
from webui.commands import main

Alur = Callable[..., Result]


@pytest.fixture
def alur(office: Database, tmp_path: Path) -> Alur:
    """Runs a command; settings of the environment are given by name."""
    url = office.engine.url.render_as_string(hide_password=False)
    shell = dict.fromkeys(("ALUR_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"), "")
    settings = shell | {"ALUR_DATABASE": url, "ALUR_HOME": str(tmp_path / "var")}

    def run(*words: str, **environment: str) -> Result:
        result = CliRunner().invoke(main, words, env=settings | environment)
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return run


def answer(result: Result) -> Any:
    """What a command that was done answers in JSON."""
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)
