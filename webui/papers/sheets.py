"""A version of a paper with what stands around it: as blocks for a page, as PDF to print."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine import (
    anchors,
    approvals,
    calendars,
    documents,
    dossier,
    emblems,
    offices,
    papers,
    versions,
)
from engine.diagram.identity import Identity, Paper
from engine.diagram.process import Node, Process
from engine.diagram.step import Meaning
from engine.dossier import Completed
from engine.errors import NotFound
from engine.models import Approval, DocumentVersion
from engine.offices import Office
from engine.papers import Context, printing
from engine.papers.sheet import Letterhead, Paraf, Sheet, Signature, Verification
from engine.planning import FINAL
from engine.press import child
from engine.versions import Definition
from webui import addresses, words
from webui.language import speaking
from webui.papers.context import LANGUAGE, Material, context


@dataclass(frozen=True)
class Signing:
    """Who signs or enacts a paper: of which post, in which capacity, when.

    `version` is what was signed where more was written into the paper since.
    """

    name: str
    nip: str
    post: str
    capacity: str
    at: datetime
    version: int | None = None


@dataclass(frozen=True)
class Around:
    """What surrounds a paper's text: the office, the paper's address, when it was made, the
    approvals that it bears, who signs it, the mark of the history before that, and by which
    completion it was made, where that is known."""

    office: Office
    token: str
    made_at: datetime
    given: Sequence[Any]
    signings: Sequence[Signing] = ()
    mark: str = ""
    maker: Completed | None = None


def of_version(session: Session, found: DocumentVersion) -> Sheet:
    """A version that is printed from its text, as it was when it was made."""
    definition = versions.definition(session, found.version_id)
    completed = dossier.as_of(session, found.instance_id, found.seq)
    given = [one.approval for one in documents.approvals(session, found) if not one.is_void]
    signed = signings(session, found.instance_id, found.code, found.digest, found.n)
    is_signed = found.is_final or bool(signed)
    number = documents.number(session, found.instance_id, found.code) if is_signed else ""
    dated = _dated(definition, found.code, found.made_at, signed)
    material = Material(found.instance_id, definition, completed, number, dated)
    office = offices.as_of(session, found.made_at)
    about = (found.token, found.made_at, given, signed, mark(session, found))
    around = Around(office, *about, maker=completed[-1] if completed else None)
    return sheet(session, material, paper(definition.process, found.code), around)


def mark(session: Session, found: DocumentVersion) -> str:
    """The mark of the history before a final version was approved, as it is now; else ""."""
    return anchors.marked(session, found.instance_id, found.seq - 1) if found.is_final else ""


def signings(
    session: Session, instance_id: int, code: str, digest: bytes, n: int | None = None
) -> list[Signing]:
    """Who signed a paper up to its n-th version: this content, or what it was before."""
    return [
        _signed(one.approval, None if one.digest == digest else one.n)
        for one in documents.signed(session, instance_id, code, n)
    ]


def _signed(given: Approval, version: int | None) -> Signing:
    whose = (given.name, given.nip or "", given.post_name, given.capacity, given.at)
    return Signing(*whose, version)


def _dated(
    definition: Definition, code: str, made_at: datetime, signed: Sequence[Signing]
) -> datetime | None:
    """The date that a paper bears: of its last signature, of its making where nobody signs it."""
    if signed:
        return signed[-1].at
    return None if _makers(definition, code, FINAL) else made_at


def paper(process: Process, code: str) -> Paper:
    """The paper of a code; one that the SOP does not name is known by its code."""
    return next((one for one in process.papers if one.code == code), Paper(code, code))


def sheet(session: Session, material: Material, named: Paper, around: Around) -> Sheet:
    """A paper's text filled with what an instance holds, ready to be shown and printed.

    Raises BadPaper.
    """
    text = material.definition.text(named)
    reads = text.reads.papers if text else None
    values = context(session, material, around.office, reads)
    return laid(session, material.definition, named, values, around)


def laid(
    session: Session, definition: Definition, named: Paper, values: Context, around: Around
) -> Sheet:
    """A paper's text filled with any values, with what stands around it; raises BadPaper."""
    text = definition.text(named)
    assert text is not None, "only a paper with a text is printed"
    office, signed = around.office, around.signings
    zone, is_demo = calendars.zone(session), office.is_demo
    with speaking(LANGUAGE):
        return Sheet(
            kind=text.paper.kind,
            title=text.paper.title or named.name,
            blocks=papers.filled(text.paper, values),
            at=around.made_at,
            letterhead=_letterhead(session, definition.process.identity, office),
            landscape=text.paper.landscape,
            signatures=_signatures(zone, definition, named.code, around)
            or _made_by(zone, text.paper.maker, around),
            parafs=() if signed else _parafs(zone, definition, named.code, around),
            verification=_verification(around.token, around.mark),
            watermark=_watermark(is_demo, definition, named.code, signed),
            said=f"CONTOH, bukan data resmi · {named.name}" if is_demo else named.name,
        )


def _letterhead(session: Session, identity: Identity, office: Office) -> Letterhead | None:
    if not identity.agency:
        return None
    emblem = emblems.picture(session, office)
    return Letterhead(identity.agency, (identity.unit,), office.address, emblem)


def _verification(token: str, mark: str) -> Verification | None:
    """Where a version is verified; what is no version has no token, and is not."""
    return Verification(addresses.absolute(f"/periksa/{token}"), token, mark) if token else None


def _makers(definition: Definition, code: str, meanings: Iterable[Meaning]) -> list[Node]:
    """The steps that give such an approval to a paper, in walking order."""
    made_by = definition.makers(code)
    return [node for node in made_by if node.step and node.step.meaning in meanings]


def takes_approval(definition: Definition, code: str) -> bool:
    """Whether any step initials, signs or enacts a paper."""
    return bool(_makers(definition, code, (Meaning.INITIAL, *FINAL)))


def _signatures(
    zone: ZoneInfo, definition: Definition, code: str, around: Around
) -> tuple[Signature, ...]:
    """Those that were given, else room for the last that is awaited."""
    place, signers = around.office.place, _makers(definition, code, FINAL)
    if around.signings or not signers:
        return tuple(_signature(zone, place, one) for one in around.signings)
    return (Signature(definition.process.lane[signers[-1].lane].name, place=place),)


def _made_by(zone: ZoneInfo, said: str, around: Around) -> tuple[Signature, ...]:
    """Room for the pen of who made a paper that nobody signs in the system, where its text asks."""
    if not said:
        return ()
    one, day = around.maker, words.written_date(around.made_at.astimezone(zone).date(), LANGUAGE)
    if one is None:
        return (Signature("", place=around.office.place, said=said),)
    post = words.capacity(one.capacity) + one.post
    return (Signature(post, one.name, place=around.office.place, date=day, said=said),)


def _signature(zone: ZoneInfo, place: str, signing: Signing) -> Signature:
    day = words.written_date(signing.at.astimezone(zone).date(), LANGUAGE)
    post = words.capacity(signing.capacity) + signing.post
    approved = words.written_moment(signing.at, zone, LANGUAGE)
    return Signature(post, signing.name, signing.nip, place, day, approved, signing.version)


def _parafs(zone: ZoneInfo, definition: Definition, code: str, around: Around) -> tuple[Paraf, ...]:
    given = {one.node_id: one for one in around.given}
    found = []
    for node in _makers(definition, code, [Meaning.INITIAL]):
        post, one = definition.process.lane[node.lane].name, given.get(node.id)
        if one is None:
            found.append(Paraf(post, ""))
        else:
            on = words.written_moment(one.at, zone, LANGUAGE)
            found.append(Paraf(words.capacity(one.capacity) + one.post_name, one.name, on))
    return tuple(found)


def _watermark(
    is_demo: bool, definition: Definition, code: str, signed: Sequence[Signing]
) -> tuple[str, ...]:
    """A paper that is initialled is a draft until somebody signs it; so is one that is only
    initialled, for its like is signed as a paper of its own."""
    is_draft = not signed and takes_approval(definition, code)
    sample = ("CONTOH",) if is_demo else ()
    return (*sample, "KONSEP") if is_draft else sample


def pdf(session: Session, found: DocumentVersion) -> bytes:
    """The PDF of a version: the bytes that were kept; a draft's are set anew, with its parafs."""
    kept = documents.kept(session, found)
    return printing.pdf(of_version(session, found)) if kept is None else kept


def anew(session: Session, found: DocumentVersion) -> bytes:
    """The sha256 that the PDF of a version has if it is set anew, for a stranger to compare with.

    Few at once, in the places of strangers, and remembered: raises Crowded, TooLargeForPdf.
    """
    with child.among(child.STRANGERS):
        return _sum(of_version(session, found))


@lru_cache(maxsize=32)
def _sum(printed: Sheet) -> bytes:
    return hashlib.sha256(printing.pdf(printed)).digest()


def draft(session: Session, material: Material, code: str) -> bytes:
    """The PDF of a paper that is not yet made, with the parafs that stand; no code leads to it.

    Raises NotFound without a text, and BadPaper.
    """
    named = paper(material.definition.process, code)
    text = material.definition.text(named)
    if text is None:
        raise NotFound(what="paper", name=code)
    of, maker = material.instance_id, material.completed[-1]
    given, at = approvals.standing(session, of), maker.at
    newest = {code: made[-1].n for code, made in documents.newest(session, of).items()}
    digest = text.digest(of, material.completed, newest)
    signed = signings(session, of, code, digest)
    dated = _dated(material.definition, code, at, signed)
    around = Around(offices.office(session), "", at, given, signed, maker=maker)
    return printing.pdf(sheet(session, replace(material, dated=dated), named, around))
