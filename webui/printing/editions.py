"""Which state of an SOP is printed: a version in force, superseded or to come, or the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine import calendars, drafts, emblems, offices, signatories, succession, versions
from engine.diagram import dates as days
from engine.diagram.identity import Identity
from engine.diagram.process import Process
from engine.models import Version
from engine.offices import Office
from engine.signatories import Change, Signatory
from engine.succession import State
from webui.words import written_date

UNWRITTEN, NEVER = "belum diisi", "–"


@dataclass(frozen=True)
class Dates:
    """When an SOP was made, last revised, and in force from: as it prints them, else as known.

    What was never revised has "".
    """

    created: str | date
    revised: str | date
    effective: str | date


def dates(process: Process, changes: Sequence[Change]) -> Dates:
    """The dates of the last of these versions."""
    identity, first, last = process.identity, changes[0], changes[-1]
    revised = last.published_on if len(changes) > 1 else ""
    return Dates(
        _read(identity.created) or first.published_on,
        _read(identity.revised) or revised,
        _read(identity.effective) or last.effective_from,
    )


def _read(day: str) -> str | date:
    return days.read(day) or day


def head(identity: Identity, office: Office) -> tuple[str, ...]:
    """The lines above an SOP: its agency and unit, and the office's own where it names none."""
    name = office.name.upper()
    above = identity.agency or office.government or name
    return tuple(dict.fromkeys(filter(None, (above, identity.unit or name))))


def signatory(session: Session, version: Version, identity: Identity, on: date) -> Signatory:
    """Who signs a version: by the post that the SOP names, else whoever approved it."""
    if identity.approved_by:
        return signatories.signatory(session, identity.approved_by, on)
    return signatories.approver(session, version, on)


@dataclass(frozen=True)
class Edition:
    """What surrounds the rows: state, head, dates as printed, who signs, the versions so far.

    `at` is the moment by which the printed file is dated.
    """

    is_draft: bool
    process: Process
    said: str
    watermark: tuple[str, ...]
    head: tuple[str, ...]
    created: str
    revised: str
    effective: str
    signatory: Signatory
    changes: tuple[Change, ...]
    day_minutes: int
    at: datetime
    emblem: bytes | None = None


def of_version(session: Session, version: Version, today: date) -> Edition:
    """A version as it is printed today."""
    process = versions.definition(session, version.id).process
    done = signatories.changes(session, version.process_id, version.number)
    this, identity, dated = done[-1], process.identity, dates(process, done)
    said, watermark = _standing(session, version, today)
    office = offices.office(session)
    return Edition(
        is_draft=False,
        process=process,
        said=_sample(office) + said,
        watermark=watermark,
        head=head(identity, office),
        created=_written(dated.created) or UNWRITTEN,
        revised=_written(dated.revised) or NEVER,
        effective=_written(dated.effective) or UNWRITTEN,
        signatory=signatory(session, version, identity, this.published_on),
        changes=tuple(done),
        day_minutes=calendars.calendar(session).day_minutes,
        at=version.published_at,
        emblem=emblems.picture(session, office),
    )


def _standing(session: Session, version: Version, today: date) -> tuple[str, tuple[str, ...]]:
    found = succession.line(session, version.process_id).standing(version, today)
    this = f"Versi {version.number}"
    if found.state is State.PASSED_OVER:
        never = f"{this}, tidak pernah berlaku: dilewati versi {found.by}"
        return never, ("TIDAK PERNAH BERLAKU", f"DILEWATI VERSI {found.by}")
    if found.state is State.SUPERSEDED:
        until = f"{this}, tidak berlaku: digantikan versi {found.by}"
        return until, ("TIDAK BERLAKU", f"DIGANTIKAN VERSI {found.by}")
    since = f"{this}, berlaku sejak {_written(version.effective_from)}"
    return since, ("BELUM BERLAKU",) if found.state is State.TO_COME else ()


def of_draft(session: Session, draft: drafts.Open) -> Edition:
    """A draft as it would be printed: nobody has signed it."""
    process, row = draft.process, draft.row
    done, identity = signatories.changes(session, row.process_id), process.identity
    office, begun = offices.office(session), done[0].published_on if done else ""
    return Edition(
        is_draft=True,
        process=process,
        said=f"{_sample(office)}Rancangan, edisi {row.edition}; belum disahkan",
        watermark=("RANCANGAN",),
        head=head(identity, office),
        created=_written(_read(identity.created) or begun) or UNWRITTEN,
        revised=_written(_read(identity.revised)) or UNWRITTEN,
        effective=_written(_read(identity.effective) or row.effective_from or "") or UNWRITTEN,
        signatory=Signatory(identity.approved_by),
        changes=tuple(done),
        day_minutes=calendars.calendar(session).day_minutes,
        at=row.saved_at,
        emblem=emblems.picture(session, office),
    )


def _sample(office: Office) -> str:
    """Said first where nothing is real."""
    return f"CONTOH, bukan data resmi {' '.join(office.lines)} · " if office.is_demo else ""


def _written(day: str | date) -> str:
    return written_date(day, "id")
