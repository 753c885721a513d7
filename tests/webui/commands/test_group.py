"""Every command is found, and what is refused is a sentence and an exit code."""

import pytest

from tests.webui.commands.conftest import Alur
from webui.commands import MODULES


def test_the_help_lists_every_command(alur: Alur) -> None:
    listed = alur("--help").output.partition("Commands:")[2].splitlines()
    assert [line.split()[0] for line in listed if line.strip()] == sorted(MODULES)


@pytest.mark.parametrize("command", MODULES)
def test_every_command_says_what_it_does(alur: Alur, command: str) -> None:
    answer = alur(command, "--help")
    assert answer.exit_code == 0 and f"{command} [OPTIONS]" in answer.output


@pytest.mark.parametrize("arguments", [["terbang"], ["inbox"], ["show", "x", "--as", "kasubag"]])
def test_a_command_that_is_written_wrong_ends_with_2(alur: Alur, arguments: list[str]) -> None:
    assert alur(*arguments).exit_code == 2


@pytest.mark.parametrize("url", ["x", "oracle+none://x", "sqlite+no://", "postgresql://u@h:x/d"])
def test_an_address_that_is_none_is_said_so(alur: Alur, url: str) -> None:
    answer = alur("verify", ALUR_DATABASE=url)
    assert answer.exit_code == 1 and "ALUR_DATABASE" in answer.stderr


def test_a_database_that_cannot_be_opened_is_said_so(alur: Alur) -> None:
    answer = alur("verify", ALUR_DATABASE="sqlite:////nowhere/alur.sqlite")
    assert answer.exit_code == 1 and "unable to open" in answer.stderr


def test_what_the_engine_refuses_is_said_on_stderr(alur: Alur) -> None:
    answer = alur("inbox", "--as", "hantu")
    assert (answer.exit_code, answer.stdout) == (1, "") and "hantu" in answer.stderr
