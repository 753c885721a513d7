"""What owners do with a draft of the shipped SOP before its pages are looked at."""

from __future__ import annotations

from datetime import UTC, datetime

from engine import bundles, draft_saving, reviewing
from engine.database import Database
from engine.drafts import opened
from tests.office import KEY, acting


def change(database: Database) -> None:
    """Give row 10 a longer time, and row 14 a number that leaves a gap."""
    with database.writing() as session:
        who = acting(session, "pemilik")
        draft = opened(session, who, KEY)
        text = draft.files[bundles.DIAGRAM].decode()
        for old, new in (("3 Hari", "4 Hari"), ("P3D", "P4D"), ('row="14"', 'row="18"')):
            text = text.replace(old, new)
        now = datetime.now(UTC)
        draft_saving.save(session, who, KEY, text.encode(), draft.row.edition, now)


def ask(database: Database) -> None:
    """Ask for the approval of the draft as it stands."""
    with database.writing() as session:
        who = acting(session, "pemilik")
        edition = opened(session, who, KEY).row.edition
        about = (KEY, edition, "Four days were needed.", who.today, datetime.now(UTC))
        reviewing.ask(session, who, *about)
