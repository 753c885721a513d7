"""Kills a working process again and again: `python -m tests.crash [TIMES]`, by default 200.

A worker walks instances of the shipped SOP without end and is killed with SIGKILL after a random
number of writes, before they are committed. Then every instance must be consistent, and can be
completed at once.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event, select

from engine import migration, records
from engine.database import Database
from engine.models import Instance, Status, WorkItem
from tests.office import open_office, start, walk

# About as many writes as two instances of the shipped SOP take.
MOST = 200


def work(url: str, write: int) -> None:
    """Walk instances, with returns, until killed while the n-th write waits for its commit."""
    database = Database(url)
    Killer(database, write)
    while True:
        walk(database, start(database).instance_id, returns=2)


class Killer:
    """Kills its own process at the n-th write to a database; says first what would be lost."""

    def __init__(self, database: Database, write: int) -> None:
        self.left = write
        self.uncommitted = 0
        event.listen(database.engine, "after_cursor_execute", self._hear)
        event.listen(database.engine, "commit", self._commit)

    def _hear(self, _c: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        if text.startswith(("INSERT", "UPDATE", "DELETE")):
            self.uncommitted += 1
            self._count()

    def _commit(self, _c: Any) -> None:
        # SQLAlchemy says this before it asks the database to commit.
        self._count()
        self.uncommitted = 0

    def _count(self) -> None:
        self.left -= bool(self.uncommitted)
        if self.left == 0:
            print(self.uncommitted, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)


def kill_once(url: str) -> int:
    """Let a worker work until it is killed in the middle of a step; how many writes that undid."""
    command = [sys.executable, "-m", "tests.crash", "--work", url, str(random.randint(1, MOST))]
    worker = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    assert worker.returncode == -signal.SIGKILL, worker
    return int(worker.stdout)


def check(database: Database) -> int:
    """Assert that all is consistent; how many instances are running."""
    with database.reading() as session:
        assert not [s for *s, first in records.verify(session) if first is not None]
        running = session.scalars(select(Instance).where(Instance.status == Status.RUNNING)).all()
        for instance in running:
            items = session.scalars(
                select(WorkItem).where(
                    WorkItem.instance_id == instance.id, WorkItem.closed_at.is_(None)
                )
            ).all()
            assert len(items) == 1, (instance.id, len(items))
            assert instance.state is not None
    return len(running)


def finish(database: Database) -> None:
    """Complete whatever was left standing."""
    with database.reading() as session:
        left = session.scalars(select(Instance.id).where(Instance.status == Status.RUNNING)).all()
    for instance in left:
        walk(database, instance)


def run(url: str, times: int) -> list[int]:
    """Kill so many times; how many writes each kill undid."""
    database = Database(url)
    migration.upgrade(database)
    open_office(database)
    undone = []
    for n in range(times):
        undone.append(kill_once(url))
        check(database)
        finish(database)
        print(f"\r{n + 1} of {times}", end="", file=sys.stderr, flush=True)
    assert check(database) == 0
    database.close()
    return undone


def main() -> None:
    """The command."""
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2], int(sys.argv[3]))
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with TemporaryDirectory() as folder:
        undone = run(f"sqlite:///{Path(folder) / 'alur.sqlite'}", times)
    print(f"\n{times} kills in the middle of steps; {sum(undone)} writes undone")
    print("every chain whole, every instance consistent and completed")


if __name__ == "__main__":
    main()
