"""Making offices from what ships, and the secrets that are kept beside the database."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from sqlalchemy.orm import Session

from engine import bundles, offices


def found(session: Session, name: str, admin: str, admin_name: str) -> str:
    """Make an empty real office; the administrator's password if it was made up here, else ""."""
    given = os.environ.get("ALUR_PASSWORD", "")
    password = given or secrets.token_urlsafe(12)
    offices.found(session, name, admin, admin_name, password, datetime.now(UTC))
    return "" if given else password


def demo(session: Session, folder: Path) -> tuple[list[tuple[str, str]], str]:
    """Load the demonstration office; its log-ins with their posts, and their one password."""
    password = demo_password(folder)
    shipped = [bundles.read_folder(path) for path in shipped_sops()]
    return offices.demo(session, password, shipped, datetime.now(UTC)), password


def shipped_sops() -> list[Path]:
    """The folders of the SOPs that ship."""
    root = Path(str(resources.files("bpmn") / "README.md")).parent
    return sorted(path.parent for path in root.glob(f"*/{bundles.DIAGRAM}"))


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
