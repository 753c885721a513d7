"""A real server on loopback, which ends without a word."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from waitress import create_server

from engine.database import Database
from webui.app import create_app

# A browser that keeps its connection keeps the server's loop; it dies with the process.
PATIENCE_SECONDS = 5


@contextmanager
def serving(database: Database, threads: int = 4) -> Iterator[int]:
    """Serves the pages of an office in a thread; yields the port."""
    app = create_app(database, "key")
    server = create_server(app, listen="127.0.0.1:0", threads=threads)

    def run() -> None:
        # Its sockets are closed under the waiting loop, which says so: the end that is wanted.
        with suppress(OSError, ValueError):
            server.run()

    loop = threading.Thread(target=run, daemon=True)
    loop.start()
    try:
        yield server.effective_port
    finally:
        server.close()
        loop.join(PATIENCE_SECONDS)
