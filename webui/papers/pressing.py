"""Prints the papers that a step signs or enacts, before the step is completed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from engine import anchors, filing, foreseeing, locking, offices
from engine.actors import Actor
from engine.filing import Pressed
from engine.foreseeing import Foreseen
from engine.locking import Seen
from engine.papers import printing
from engine.planning import Planned
from engine.sending import Sent
from webui.papers import sheets
from webui.papers.context import Material
from webui.papers.sheets import Around, Signing, paper, sheet


def pressed(
    session: Session, actor: Actor, item_id: int, sent: Sent, now: datetime
) -> dict[str, Pressed]:
    """The final papers of a step as completing it now would make them, by code; it only reads.

    Raises what completing the step would raise, and BadPaper, TooLargeForPdf, PdfNotMade.
    """
    item = locking.seen(session, actor, item_id)
    return of(session, item, foreseeing.foreseen(session, item, sent, now))


def of(session: Session, item: Seen, found: Foreseen) -> dict[str, Pressed]:
    """The same of what was foreseen of an item; raises BadPaper, TooLargeForPdf, PdfNotMade."""
    finals = [plan for plan in found.plans if plan.is_final]
    return {plan.code: _press(session, item, plan, found) for plan in finals}


def draft(
    session: Session, actor: Actor, item_id: int, sent: Sent, code: str, now: datetime
) -> bytes:
    """A paper of a step as completing it now would make it, as the PDF of a draft; it only reads.

    Raises what completing the step would raise, NotFound for a paper without a text, BadPaper.
    """
    item = locking.seen(session, actor, item_id)
    found = foreseeing.foreseen(session, item, sent, now)
    about = (item.row.instance_id, item.definition, found.completed)
    return sheets.draft(session, Material(*about, tables=found.tables), code)


def so_far(
    session: Session,
    actor: Actor,
    item_id: int,
    typed: Mapping[str, object],
    code: str,
    now: datetime,
) -> bytes:
    """A paper of a step as what is typed so far makes it, to be signed with a pen; it only reads.

    Raises what `locking.right` raises, NotFound for a paper without a text, BadPaper.
    """
    item = locking.seen(session, actor, item_id)
    completed = foreseeing.so_far(session, item, typed, now)
    return sheets.draft(session, Material(item.row.instance_id, item.definition, completed), code)


def _press(session: Session, item: Seen, plan: Planned, found: Foreseen) -> Pressed:
    token, number = filing.new_token(), plan.number.text if plan.number else ""
    done, about = found.completed[-1], (item.row.instance_id, item.definition, found.completed)
    material = Material(*about, number, done.at, found.tables)
    signing = Signing(done.name, item.row.nip, done.post, done.capacity, done.at)
    mark = anchors.mark(item.head)
    before = sheets.signings(session, item.row.instance_id, plan.code, plan.digest)
    around = Around(offices.office(session), token, done.at, (), (*before, signing), mark)
    named = paper(item.definition.process, plan.code)
    made = printing.pdf(sheet(session, material, named, around))
    return Pressed(plan.digest, number, token, made)
