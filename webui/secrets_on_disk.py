"""The secrets that are kept beside the database, each in a file that only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def demo_password(folder: Path) -> str:
    """ALUR_DEMO_PASSWORD, else one made up once and kept in a file that only its owner reads."""
    if given := os.environ.get("ALUR_DEMO_PASSWORD"):
        return given
    return kept(folder / "demo-password", f"contoh-{secrets.token_hex(4)}")


def secret_key(folder: Path) -> str:
    """The key that signs sessions, made once and kept in a file that only its owner reads."""
    return kept(folder / "secret.key", secrets.token_hex(32))


def kept(path: Path, fresh: str) -> str:
    """The secret in a private file; a fresh one is put there when there is no such file yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(made, "w") as file:
        file.write(fresh)
    return fresh
