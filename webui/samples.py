"""What figures say of themselves, printed or exported, where nothing is real."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine import offices
from webui.language import in_indonesian


def said(session: Session) -> str:
    """That what the demonstration hands out is a sample, in Indonesian; "" in a real office."""
    office = offices.office(session)
    text = in_indonesian("SAMPLE, not official data of %(office)s")
    return text % {"office": office.name} if office.is_demo else ""
