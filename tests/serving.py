"""A real server on loopback, which ends without a word."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from jinja2.bccache import Bucket, BytecodeCache
from waitress import create_server

from engine.database import Database
from webui.app import create_app

# A browser that keeps its connection keeps the server's loop; it dies with the process.
PATIENCE_SECONDS = 5


class Compiled(BytecodeCache):
    """Keeps the pages' templates compiled for all applications of a run, as `alur serve` does."""

    def __init__(self) -> None:
        self.kept = dict[str, bytes]()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept, if it is of the same source."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


@contextmanager
def serving(database: Database, threads: int = 4) -> Iterator[int]:
    """Serves the pages of an office in a thread; yields the port."""
    app = create_app(database, "key")
    app.jinja_env.bytecode_cache = COMPILED
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
