"""Publishing an SOP: its next version, with the posts that its lanes name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine import bundles, casting, reasons, records, succession, trial_prints, versions
from engine.actors import Actor
from engine.diagram import checks, reading
from engine.diagram.process import Lane, Process
from engine.diagram.step import Meaning
from engine.diagram.verdicts import Verdict, refusals
from engine.errors import BadBundle, MayUndo, NotFound
from engine.holders import name_of
from engine.models import Post, Sop, Version, VersionPost
from engine.permissions import May
from engine.records import Fact

# No grant is limited to an SOP that does not exist yet: only unlimited ones reach it.
NEW_SOP = 0


@dataclass(frozen=True)
class Publication:
    """What publishing did: nothing (`is_new` false) when the bundle is the version in force."""

    key: str
    number: int
    is_new: bool
    verdicts: list[Verdict]
    new_posts: list[str]


@dataclass(frozen=True)
class Proposal:
    """A bundle that is to become the next version: who made it, why, and from which day on.

    `over` is the number of the version that it was made from, where that has to be sure.
    """

    files: bundles.Files
    note: str
    made_by: int
    effective_from: date
    over: int | None = None


def publish(
    session: Session,
    actor: Actor,
    files: bundles.Files,
    note: str,
    now: datetime,
    today: date,
    over: int | None = None,
) -> Publication:
    """Put a bundle in force at once as the next version of its SOP, on one person's own.

    Raises BadBundle as `judged`, ReasonMissing without a note, MayUndo
    unless `over` names the last version, if a second person approved any, and NotFound for an
    `over` of an SOP without versions. Posts that a lane names and that are missing are created
    without a holder.
    """
    actor.need(May.PUBLISH)
    judged(session, files)
    proposal = Proposal(files, note, actor.id, today, over)
    return put_in_force(session, actor, May.PUBLISH, proposal, now)


def put_in_force(
    session: Session, actor: Actor, by: May, proposal: Proposal, now: datetime
) -> Publication:
    """Publish a proposal that the actor approves, by the permission named; raises as `publish`."""
    files, note = proposal.files, reasons.given(proposal.note, act="Publishing")
    verdicts = checked(files)
    process = reading.read(files[bundles.DIAGRAM])
    # Another publisher may be adding the same SOP or the same posts.
    office = records.lock_office(session)
    head = versions.lock(session, process.key)
    actor.need(by, head.stream if head else NEW_SOP)
    head = head or begin_sop(session, process.key)
    line, day = succession.line(session, head.stream), proposal.effective_from
    if same := line.unchanged(bundles.digest(files), day, actor.today):
        return Publication(process.key, same.number, False, verdicts, [])
    newest = line.versions[-1] if line.versions else None
    if by is May.PUBLISH:
        _follows(session, proposal, newest)
    posts, new_posts = _posts(session, office, actor, process, now)
    version = Version(
        process_id=head.stream,
        number=newest.number + 1 if newest else 1,
        name=process.name,
        bundle=bundles.store(session, files),
        note=note,
        made_by=proposal.made_by,
        approved_by=actor.id,
        published_at=now,
        effective_from=proposal.effective_from,
    )
    session.add(version)
    session.flush()
    _bind(session, version.id, process, posts)
    _record(session, head, actor, version, new_posts, proposal.over)
    return Publication(process.key, version.number, True, verdicts, new_posts)


def _follows(session: Session, proposal: Proposal, newest: Version | None) -> None:
    """Refuse a bundle that need not hold what an approved version, or the last one, changed."""
    if newest is None and proposal.over is not None:
        raise NotFound(what="version", name=proposal.over)
    if newest is None or newest.number == proposal.over:
        return
    undone = newest if proposal.over is not None else _last_approved(session, newest.process_id)
    if undone is not None:
        name, at = name_of(session, undone.approved_by), undone.published_at
        raise MayUndo(number=undone.number, name=name, at=at, last=newest.number)


def _last_approved(session: Session, process_id: int) -> Version | None:
    # Nobody approves his own draft: a version of one person was published without approval.
    of_two = (Version.process_id == process_id, Version.made_by != Version.approved_by)
    return session.scalar(select(Version).where(*of_two).order_by(Version.number.desc()).limit(1))


def checked(files: bundles.Files) -> list[Verdict]:
    """What the check says of a bundle; raises BadBundle when it refuses any element."""
    about = (files.get(bundles.DIAGRAM, b""), frozenset(files.items()))
    verdicts = list(checks.remembered(*about))
    if refused := refusals(verdicts):
        raise BadBundle(refused)
    return verdicts


def judged(session: Session, files: bundles.Files) -> None:
    """Raise BadBundle when the check refuses an element, or a new text cannot be printed.

    Remembered: ask before anything is locked.
    """
    checked(files)
    key = reading.remembered(files[bundles.DIAGRAM]).key
    sop = session.scalar(select(Sop.id).where(Sop.key == key))
    trial_prints.need(session, sop, files)


def last(session: Session, process_id: int) -> Version | None:
    """The newest version of an SOP, in force or not yet."""
    of_it = select(Version).where(Version.process_id == process_id)
    return session.scalar(of_it.order_by(Version.number.desc()).limit(1))


def begin_sop(session: Session, key: str) -> records.Head:
    """A new SOP without a version; its locked stream."""
    head = records.open_stream(session, "process")
    session.add(Sop(id=head.stream, key=key))
    session.flush()
    return head


def _posts(
    session: Session, office: records.Head, actor: Actor, process: Process, now: datetime
) -> tuple[dict[str, int], list[str]]:
    posts = {key: post.id for key, post in casting.posts(session, process).items()}
    missing = casting.missing(process, posts)
    for lane in missing:
        posts[lane.post] = _new_post(session, office, actor, lane, now)
    return posts, [lane.post for lane in missing]


def _new_post(session: Session, head: records.Head, actor: Actor, lane: Lane, now: datetime) -> int:
    post = Post(key=lane.post, name=lane.name, name_en=lane.name_en, kind=lane.kind)
    session.add(post)
    session.flush()
    body = {"post": post.key, "name": post.name, "kind": post.kind, "via": actor.via}
    body |= {"by": "publishing"}
    records.append(session, head, Fact.POST_ADDED, now, actor.id, body)
    return post.id


def _bind(session: Session, version: int, process: Process, posts: dict[str, int]) -> None:
    session.execute(
        insert(VersionPost),
        [
            {"version_id": version, "lane": lane, "post_id": posts[key]}
            for lane, key in process.bindings.items()
        ],
    )


def _record(
    session: Session,
    head: records.Head,
    actor: Actor,
    version: Version,
    new_posts: list[str],
    over: int | None,
) -> None:
    body = {
        "version": version.number,
        "note": version.note,
        "digest": version.bundle.hex(),
        "made_by": version.made_by,
        "effective_from": version.effective_from.isoformat(),
        "new_posts": new_posts,
        "via": actor.via,
    }
    # Nobody approves his own draft: see `_last_approved`.
    if version.made_by != actor.id:
        body["meaning"] = Meaning.ENACTMENT.value
    if over is not None:
        body["over"] = over
    at = version.published_at
    records.append(session, head, Fact.VERSION_PUBLISHED, at, actor.id, body)
