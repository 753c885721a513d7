"""No process is begun while a transaction writes: whoever wants to write would wait for it.

Said of every test: a module of ours that is run as a process of its own (`engine.press.child`)
while its thread writes fails there and then, whichever page or command asked for it.
"""

from __future__ import annotations

import sys
from threading import local
from typing import Any

from sqlalchemy import Connection, Engine, event

_here = local()


def watch() -> None:
    """Watch from now on; what Python audits is audited to the end."""
    event.listen(Engine, "begin", _begin)
    for name in ("commit", "rollback"):
        event.listen(Engine, name, _end)
    sys.addaudithook(_hear)


def _begin(connection: Connection) -> None:
    _here.writes = bool(connection.get_execution_options().get("alur_writes"))


def _end(_: Connection) -> None:
    _here.writes = False


def _hear(name: str, about: tuple[Any, ...]) -> None:
    if name == "subprocess.Popen" and getattr(_here, "writes", False):
        command = about[1]
        assert "-m" not in command, f"{command[-1]} is run while a transaction writes"
