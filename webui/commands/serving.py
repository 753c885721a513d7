"""Serves the pages."""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from pathlib import Path

import click
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from waitress import create_server
from waitress.server import BaseWSGIServer, MultiSocketServer

from webui import addresses, secrets_on_disk
from webui.app import LARGEST_REQUEST, create_app
from webui.commands.opening import data_folder, open_database
from webui.language import gettext
from webui.words import N_

THREADS = 10
# What is sent is kept on disk until it is read, so that a page can say what was too much: of more
# than four times what is taken nothing is, and there is room for many who send slowly.
SERVER = {
    "threads": THREADS,
    "ident": "alur",
    "max_request_body_size": 4 * LARGEST_REQUEST,
    "connection_limit": 500,
    "asyncore_use_poll": True,
}


@click.command()
@click.option("--listen", default="127.0.0.1:8000", show_default=True, help=N_("Address and port."))
@click.option("--proxy", is_flag=True, help=N_("Trust one proxy's X-Forwarded headers (TLS)."))
@click.option("--demo", is_flag=True, help=N_("Load the demonstration office first."))
@click.pass_context
def serve(ctx: click.Context, listen: str, proxy: bool, demo: bool) -> None:
    """Serve the pages."""
    if demo:
        # Only here: whoever serves a real office needs nothing of founding one.
        from webui.commands import office

        ctx.invoke(office.demo)
    app = create_app(open_database(), secrets_on_disk.secret_key(data_folder()), behind_proxy=proxy)
    app.jinja_env.bytecode_cache = Compiled(data_folder() / "templates")
    server = _server(app, listen)
    click.echo(f"Alur: {'https' if proxy else 'http'}://{listen}/")
    lead_papers_here(listen, proxy)
    # What is loaded by now stays for good, and need not be looked through for garbage again.
    gc.freeze()
    server.run()


def lead_papers_here(listen: str, proxy: bool) -> None:
    """Unless it is said where people reach this office, QR codes lead to where it listens."""
    if addresses.VARIABLE not in os.environ:
        os.environ[addresses.VARIABLE] = f"http://{listen}"
        if proxy:
            url = os.environ[addresses.VARIABLE]
            said = gettext("ALUR_URL is not set: QR codes of papers lead to %(url)s.", url=url)
            click.echo(said, err=True)


def _server(app: Flask, listen: str) -> BaseWSGIServer | MultiSocketServer:
    try:
        # Waitress would choose by itself where no port is named, or one that cannot be.
        if not 0 < int(listen.rpartition(":")[2]) < 65536 or ":" not in listen:
            raise ValueError(listen)
        return create_server(app, listen=listen, **SERVER)
    except (ValueError, AttributeError) as error:
        raise click.UsageError(
            gettext("--listen %(listen)s is not ADDRESS:PORT.", listen=listen)
        ) from error


class Compiled(FileSystemBytecodeCache):
    """Templates as compiled by an earlier process, in a folder for its owner alone.

    Compiling those of the first page takes a fifth of the start.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; a disk that is full or read only costs time and no page."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
