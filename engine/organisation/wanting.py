"""Posts that drafts of SOPs name and the office lacks: nobody holds them until they are added."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import bundles, casting
from engine.diagram import reading
from engine.diagram.process import Lane
from engine.models import Draft


@dataclass(frozen=True)
class Wanted:
    """A post as a draft's lane names it, and the SOPs whose drafts do."""

    lane: Lane
    sops: tuple[str, ...]


def wanted(session: Session) -> list[Wanted]:
    """The posts that drafts name and that are not there, by key."""
    found: dict[str, Wanted] = {}
    for bundle in session.scalars(select(Draft.bundle).order_by(Draft.process_id)):
        process = reading.read(bundles.load(session, bundle)[bundles.DIAGRAM])
        for lane in casting.missing(process, casting.posts(session, process)):
            before = found[lane.post].sops if lane.post in found else ()
            found[lane.post] = Wanted(lane, (*before, process.name or process.key))
    return [found[key] for key in sorted(found) if key]
