"""The help of commands and the words of click in the reader's language.

Both are written in English where they are declared, and translated only when they are printed.
"""

from __future__ import annotations

import gettext as catalogues
import os
from copy import copy
from typing import Any, TypeVar

import click

from webui.language import FOLDER, gettext, spoken
from webui.words import N_

C = TypeVar("C", bound=click.Command)

# What click says by itself of our commands.
CLICK = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Missing argument"),
    N_("Missing option"),
)


def speak() -> None:
    """Let click find its words in our catalogue, in the language that is spoken."""
    # Click asks the standard library's gettext, which asks this setting first.
    os.environ["LANGUAGE"] = spoken()
    catalogues.bindtextdomain("messages", str(FOLDER))


def worded(command: C) -> C:
    """A copy of a command whose help, and that of its options, is in the reader's language."""
    told = copy(command)
    told.help = gettext(command.help) if command.help else None
    told.params = [_worded(parameter) for parameter in command.params]
    return told


def _worded(parameter: Any) -> Any:
    told = copy(parameter)
    if getattr(parameter, "help", None):
        told.help = gettext(parameter.help)
    return told
