"""The group of commands: finds them when they are asked for, and words what is refused."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click
from sqlalchemy.exc import DBAPIError

from engine.errors import AlurError
from webui import language, refusal_words
from webui.commands import wording
from webui.language import gettext, spoken

# The place in a context's `meta` of the office's time zone, once a database was opened.
ZONE = "alur.zone"


class Group(click.Group):
    """Commands by name and module; what the engine refuses becomes a sentence and exit code 1."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """A command; its module is imported only now, for serving needs little of the others."""
        if name not in self.modules:
            return None
        # Of what is being imported nothing is garbage: looking for some took a tenth of the start.
        gc.disable()
        module = import_module(f"webui.commands.{self.modules[name]}")
        gc.enable()
        found: click.Command = getattr(module, name)
        return wording.worded(found)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command line; until somebody acts, in the language of the shell."""
        language.use("")
        wording.speak()
        return super(Group, wording.worded(self)).main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; never a traceback for what can be named."""
        try:
            return super().invoke(ctx)
        except AlurError as error:
            refuse(told(error))
        except UnicodeEncodeError:
            refuse(gettext("What you typed has a character that cannot be kept."))
        except DBAPIError as error:
            refuse(gettext("The database did not answer; nothing was saved.") + f" {error.orig}")
        except OSError as error:
            refuse(f"{error.filename or ''}: {error.strerror}")


def told(error: AlurError) -> str:
    """An error's words in the reader's language, its times in the office's zone."""
    zone = click.get_current_context().meta.get(ZONE) or ZoneInfo("UTC")
    return refusal_words.error(error, zone, spoken())


def refuse(*lines: str) -> NoReturn:
    """Say why on stderr, and end with exit code 1."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)
