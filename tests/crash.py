"""Kills a working process again and again: `python -m tests.crash [TIMES]`, by default 200.

A worker walks instances of the shipped SOP without end and is killed with SIGKILL after a random
moment. Then every instance must be consistent, and can be completed at once.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from engine import migration, records
from engine.database import Database
from engine.models import Instance, Status, WorkItem
from tests.office import open_office, start, walk


def work(url: str) -> None:
    """Walk instances, with returns, until killed."""
    database = Database(url)
    print("ready", flush=True)
    while True:
        walk(database, start(database).instance_id, returns=2)


def kill_once(url: str, longest: float) -> None:
    """Let a worker work for a random while, then kill it."""
    command = [sys.executable, "-m", "tests.crash", "--work", url]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    worker.stdout.readline()
    time.sleep(random.uniform(0.0, longest))
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()


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


def run(url: str, times: int) -> tuple[int, int]:
    """Kill so many times; how many instances there were, and how many stood in the middle."""
    database = Database(url)
    migration.upgrade(database)
    open_office(database)
    interrupted = 0
    for n in range(times):
        kill_once(url, 0.4)
        interrupted += check(database)
        finish(database)
        print(f"\r{n + 1} of {times}", end="", file=sys.stderr, flush=True)
    assert check(database) == 0
    with database.reading() as session:
        total = len(session.scalars(select(Instance.id)).all())
    database.close()
    return total, interrupted


def main() -> None:
    """The command."""
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2])
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with TemporaryDirectory() as folder:
        total, interrupted = run(f"sqlite:///{Path(folder) / 'alur.sqlite'}", times)
    print(f"\n{times} kills; {total} instances, {interrupted} of them caught in the middle")
    print("every chain whole, every instance consistent and completed")


if __name__ == "__main__":
    main()
