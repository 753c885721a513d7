"""A version of a paper with what stands around it: as blocks for a page, as PDF to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
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
from engine.errors import NotFound
from engine.models import Approval, DocumentVersion
from engine.offices import Office
from engine.papers import Context, printing
from engine.papers.sheet import Letterhead, Paraf, Sheet, Signature, Verification
from engine.planning import FINAL
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
    approvals that it bears, and the mark of the history before it was approved."""

    office: Office
    token: str
    made_at: datetime
    given: Sequence[Any]
    signing: Signing | None = None
    mark: str = ""


def of_version(session: Session, found: DocumentVersion) -> Sheet:
    """A version that is printed from its text, as it was when it was made."""
    definition = versions.definition(session, found.version_id)
    completed = dossier.as_of(session, found.instance_id, found.seq)
    given = [one.approval for one in documents.approvals(session, found) if not one.is_void]
    signing = _signing(session, found, given)
    is_signed = found.is_final or signing is not None
    number = documents.number(session, found.instance_id, found.code) if is_signed else ""
    dated = _dated(definition, found.code, found.made_at, signing)
    material = Material(found.instance_id, definition, completed, number, dated)
    office = offices.as_of(session, found.made_at)
    around = Around(office, found.token, found.made_at, given, signing, mark(session, found))
    return sheet(session, material, paper(definition.process, found.code), around)


def mark(session: Session, found: DocumentVersion) -> str:
    """The mark of the history before a final version was approved, as it is now; else ""."""
    return anchors.marked(session, found.instance_id, found.seq - 1) if found.is_final else ""


def _signing(session: Session, found: DocumentVersion, given: Sequence[Approval]) -> Signing | None:
    """Who signed a version, or the one before into which more was written."""
    own = next((one for one in reversed(given) if Meaning(one.meaning) in FINAL), None)
    if own is not None:
        return _signed(own)
    return _before(session, found.instance_id, found.code, found.n)


def _before(session: Session, instance_id: int, code: str, n: int | None = None) -> Signing | None:
    before = documents.signed(session, instance_id, code, n)
    return replace(_signed(before.approval), version=before.n) if before else None


def _signed(given: Approval) -> Signing:
    return Signing(given.name, given.nip or "", given.post_name, given.capacity, given.at)


def _dated(
    definition: Definition, code: str, made_at: datetime, signing: Signing | None
) -> datetime | None:
    """The date that a paper bears: of its signature, of its making where nobody signs it."""
    if signing is not None:
        return signing.at
    return None if _makers(definition, code, FINAL) else made_at


def paper(process: Process, code: str) -> Paper:
    """The paper of a code; one that the SOP does not name is known by its code."""
    return next((one for one in process.papers if one.code == code), Paper(code, code))


def sheet(session: Session, material: Material, named: Paper, around: Around) -> Sheet:
    """A paper's text filled with what an instance holds, ready to be shown and printed.

    Raises BadPaper.
    """
    values = context(session, material, around.office)
    return laid(session, material.definition, named, values, around)


def laid(
    session: Session, definition: Definition, named: Paper, values: Context, around: Around
) -> Sheet:
    """A paper's text filled with any values, with what stands around it; raises BadPaper."""
    text = definition.text(named)
    assert text is not None, "only a paper with a text is printed"
    office, signing = around.office, around.signing
    zone, is_demo = calendars.zone(session), office.is_demo
    with speaking(LANGUAGE):
        return Sheet(
            kind=text.paper.kind,
            title=text.paper.title or named.name,
            blocks=papers.filled(text.paper, values),
            at=around.made_at,
            letterhead=_letterhead(session, definition.process.identity, office),
            landscape=text.paper.landscape,
            signature=_signature(zone, definition, named.code, around),
            parafs=() if signing else _parafs(zone, definition, named.code, around),
            verification=_verification(around.token, around.mark),
            watermark=_watermark(is_demo, definition, named.code, signing),
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
    return [
        node
        for node in definition.steps()
        if node.step and node.step.meaning in meanings and code in node.step.standard.outputs
    ]


def _signature(
    zone: ZoneInfo, definition: Definition, code: str, around: Around
) -> Signature | None:
    place, signing = around.office.place, around.signing
    if signing is not None:
        day = words.written_date(signing.at.astimezone(zone).date(), LANGUAGE)
        post = words.capacity(signing.capacity) + signing.post
        approved = words.written_moment(signing.at, zone, LANGUAGE)
        whose = (post, signing.name, signing.nip)
        return Signature(*whose, place, day, approved, signing.version)
    signers = _makers(definition, code, FINAL)
    if not signers:
        return None
    return Signature(definition.process.lane[signers[-1].lane].name, place=place)


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
    is_demo: bool, definition: Definition, code: str, signing: Signing | None
) -> tuple[str, ...]:
    is_draft = signing is None and _makers(definition, code, FINAL)
    sample = ("CONTOH",) if is_demo else ()
    return (*sample, "KONSEP") if is_draft else sample


def pdf(session: Session, found: DocumentVersion) -> bytes:
    """The PDF of a version: the bytes that were kept; a draft's are set anew, with its parafs."""
    kept = documents.kept(session, found)
    return printing.pdf(of_version(session, found)) if kept is None else kept


def draft(session: Session, material: Material, code: str) -> bytes:
    """The PDF of a paper that is not yet made, with the parafs that stand; no code leads to it.

    Raises NotFound without a text, and BadPaper.
    """
    named = paper(material.definition.process, code)
    if material.definition.text(named) is None:
        raise NotFound(what="paper", name=code)
    given, at = approvals.standing(session, material.instance_id), material.completed[-1].at
    signing = _before(session, material.instance_id, code)
    dated = _dated(material.definition, code, at, signing)
    around = Around(offices.office(session), "", at, given, signing)
    return printing.pdf(sheet(session, replace(material, dated=dated), named, around))
