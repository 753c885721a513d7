"""Making offices from what ships."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from sqlalchemy.orm import Session

from engine import bundles, founding, offices, telling
from webui.secrets_on_disk import demo_password


def found(session: Session, name: str, admin: str, admin_name: str) -> str:
    """Make an empty real office; the administrator's password if it was made up here, else ""."""
    given = os.environ.get("ALUR_PASSWORD", "")
    password = given or secrets.token_urlsafe(12)
    founding.found(session, name, admin, admin_name, password, datetime.now(UTC))
    return "" if given else password


def demo(session: Session, folder: Path) -> tuple[list[tuple[str, str]], str]:
    """Load the demonstration office and tell its stories; its log-ins with their posts, and their
    one password. A second call changes nothing."""
    password, now = demo_password(folder), datetime.now(UTC)
    shipped = [bundles.read(path) for path in shipped_sops()]
    is_new = not offices.office(session).kind
    stories = [telling.read_folder(path) for path in shipped_stories()]
    begun = min((telling.founded(story, now) for story in stories), default=now)
    logins = founding.demo(session, password, shipped, begun)
    for story in stories if is_new else ():
        telling.tell(session, story, password, now)
    return logins, password


def shipped_sops() -> list[Path]:
    """The folders of the SOPs that ship."""
    return sorted(path.parent for path in _bpmn().glob(f"*/{bundles.DIAGRAM}"))


def shipped_stories() -> list[Path]:
    """The folders of the stories that ship; none stands in its SOP's, for it is no part of it."""
    return sorted(path.parent for path in _bpmn().glob(f"stories/*/{telling.STORY}"))


def _bpmn() -> Path:
    return Path(str(resources.files("bpmn") / "README.md")).parent
