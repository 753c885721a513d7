"""The command line on the demonstration office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.database import Database
from webui.commands import main

Alur = Callable[..., Result]


@pytest.fixture
def alur(office: Database, tmp_path: Path) -> Alur:
    """Runs a command, in English."""
    url = office.engine.url.render_as_string(hide_password=False)
    settings = {"ALUR_DATABASE": url, "ALUR_HOME": str(tmp_path), "ALUR_LOCALE": "en"}

    def run(*arguments: str, **environment: str) -> Result:
        answer = CliRunner().invoke(main, arguments, env=settings | environment)
        assert answer.exception is None or isinstance(answer.exception, SystemExit), answer
        return answer

    return run
