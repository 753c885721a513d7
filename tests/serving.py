"""A real server on loopback, which ends without a word."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from waitress import create_server, wasyncore

from engine.database import Database
from webui.app import create_app


@contextmanager
def serving(database: Database, threads: int = 4) -> Iterator[int]:
    """Serves the pages of an office in a thread; yields the port."""
    app = create_app(database, "key")
    server = create_server(app, listen="127.0.0.1:0", threads=threads)
    loop = threading.Thread(target=server.run)
    loop.start()
    try:
        yield server.effective_port
    finally:
        # Closed by its own loop: sockets that are closed under a waiting loop are an error there.
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        loop.join()
        server.task_dispatcher.shutdown()
