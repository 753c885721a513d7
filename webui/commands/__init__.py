"""The command line: the same engine calls, permissions and records as the pages.

Exit 0 when it was done, 1 when it was refused (the reason on stderr), 2 for wrong usage. The
database is ALUR_DATABASE, an SQLAlchemy URL; by default a file in the folder `var`.
"""

from __future__ import annotations

import os

import click

from webui.commands.group import Group
from webui.words import N_

# Where each command stands.
MODULES = {
    **dict.fromkeys(("init", "demo", "heads", "verify"), "office"),
    **dict.fromkeys(("check", "publish", "bring", "export"), "sops"),
    **dict.fromkeys(("start", "inbox", "show", "stop", "history"), "work"),
    "complete": "completing",
    "copy": "copying",
    "serve": "serving",
}


@click.group(cls=Group, modules=MODULES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alur", prog_name="alur", help=N_("Show the version."))
def main() -> None:
    """Alur runs the standard operating procedures of public offices from their diagrams."""
    # The database, its journal and the keys are for the account that runs Alur, and nobody else.
    os.umask(0o077)
