"""Every command is found; what is refused is a sentence and an exit code."""

import pytest

from tests.webui.commands.conftest import Alur
from webui.commands import MODULES


def test_the_help_lists_every_command(alur: Alur) -> None:
    listed = alur("--help", LANG="en").output.partition("Commands:")[2].splitlines()
    assert [line.split()[0] for line in listed if line.strip()] == sorted(MODULES)


@pytest.mark.parametrize("command", MODULES)
def test_every_command_says_what_it_does(alur: Alur, command: str) -> None:
    told = alur(command, "--help")
    assert told.exit_code == 0 and f"{command} [OPTIONS]" in told.output


def test_help_is_in_the_language_of_who_asks(alur: Alur) -> None:
    indonesian, english = alur("stop", "--help").output, alur("stop", "--help", LANG="en").output
    assert "Hentikan pelaksanaan" in indonesian and "Siapa yang bertindak." in indonesian
    assert "Stop an instance" in english and "Who is acting." in english
    assert ("Opsi:" in indonesian, "Options:" in english) == (True, True)
    assert "Perintah:" in alur("--help").output and "Commands:" in alur("--help", LANG="en").output


WRONG = {
    "values that are no JSON": ("complete", "1", "--as", "kasubag", "--values", "{"),
    "values without an end": ("complete", "1", "--as", "kasubag", "--values", "[" * 9999),
    "values that are no object": ("complete", "1", "--as", "kasubag", "--values", "[]"),
    "an id that is no number": ("show", "satu", "--as", "kasubag"),
    "nobody who acts": ("inbox",),
    "an unknown command": ("terbang",),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_wrong_usage_exits_with_two(alur: Alur, words: tuple[str, ...]) -> None:
    assert alur(*words).exit_code == 2


@pytest.mark.parametrize("url", ["x", "oracle+none://x", "sqlite+no://", "postgresql://u@h:x/d"])
def test_an_address_that_is_none_is_said_so(alur: Alur, url: str) -> None:
    refused = alur("verify", ALUR_DATABASE=url)
    assert refused.exit_code == 1 and "ALUR_DATABASE" in refused.stderr


def test_a_database_that_cannot_be_opened_is_said_so(alur: Alur) -> None:
    refused = alur("verify", ALUR_DATABASE="sqlite:////tidak/ada/a.db")
    assert refused.exit_code == 1 and "unable to open" in refused.stderr
