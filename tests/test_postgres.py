import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.postgres import temporary_postgres

OTHER_RUN = """
from tests.postgres import temporary_postgres
with temporary_postgres() as url:
    print(url, flush=True)
    input()
"""


@pytest.fixture
def other_run():
    """A process that has a server, and the folder of that server."""
    command = [sys.executable, "-c", OTHER_RUN]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as run:
        folder = Path(run.stdout.readline().strip().partition("host=")[2])
        yield run, folder
    shutil.rmtree(folder, ignore_errors=True)  # a killed run leaves it, and /tmp is small


def answers(url):
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return connection.scalar(text("select true"))
    except OperationalError:
        return False
    finally:
        engine.dispose()


def test_a_temporary_server_answers(postgres):
    assert answers(postgres)


def test_a_temporary_server_ends_with_its_block():
    with temporary_postgres() as url:
        assert answers(url)
    assert not answers(url)


def test_a_temporary_server_ends_with_a_killed_test_run(other_run):
    run, folder = other_run
    lock = folder / "data/postmaster.pid"  # the last file that a server takes away
    assert lock.exists()
    run.kill()
    deadline = time.monotonic() + 10
    while lock.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not lock.exists()
