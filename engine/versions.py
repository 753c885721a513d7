"""Publishing versions of SOPs, and their diagrams ready to run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from engine import bundles, records
from engine.actors import Actor
from engine.diagram import graph, reading, runnable
from engine.diagram.checks import check
from engine.diagram.process import Kind, Lane, Node, Process
from engine.diagram.verdicts import Ruling, Verdict
from engine.errors import BadBundle, NotFound, ReasonMissing
from engine.models import Post, Sop, Version, VersionPost
from engine.permissions import May
from engine.records import Fact
from engine.workflow import Spec

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


class Definition:
    """A version's diagram, ready to run: one per bundle, kept in memory, shared by all threads."""

    def __init__(self, data: bytes, posts: dict[str, int], lane_posts: dict[str, int]) -> None:
        self.process: Process = reading.read(data)
        self.posts, self.lane_posts = posts, lane_posts
        self._data = data

    @cached_property
    def spec(self) -> Spec:
        """What SpiffWorkflow runs."""
        return Spec(runnable.executable(self._data, self.process), self.process.key)

    @cached_property
    def rows(self) -> dict[str, str]:
        """The SOP row of each user task."""
        return graph.rows(self.process)

    @cached_property
    def has_conditions(self) -> bool:
        """Whether any flow is chosen by fields."""
        return any(flow.condition for flow in self.process.flows)

    @cached_property
    def has_branches(self) -> bool:
        """Whether an instance can stand at several steps at once."""
        return any(node.kind is Kind.PARALLEL for node in self.process.nodes)

    def post(self, node: str) -> int:
        """The id of the post that a node's lane stands for."""
        return self.lane_posts[self.process.node[node].lane]

    def steps(self) -> list[Node]:
        """The user tasks in walking order."""
        nodes = (self.process.node[n] for n in graph.walking_order(self.process))
        return [node for node in nodes if node.step is not None]


def definition(session: Session, version_id: int) -> Definition:
    """The definition of a version; read from the database once."""
    memory: dict[int, Definition] = session.info["memory"].definitions
    if version_id not in memory:
        memory[version_id] = _load(session, version_id)
    return memory[version_id]


def _load(session: Session, version_id: int) -> Definition:
    bundle = session.scalar(select(Version.bundle).where(Version.id == version_id))
    if bundle is None:
        raise NotFound(what="version", name=version_id)
    rows = session.execute(
        select(VersionPost.lane, Post.id, Post.key)
        .join(Post, Post.id == VersionPost.post_id)
        .where(VersionPost.version_id == version_id)
    ).all()
    lanes = {lane: post for lane, post, _ in rows}
    return Definition(
        bundles.load(session, bundle)[bundles.DIAGRAM], {key: post for _, post, key in rows}, lanes
    )


def lock(session: Session, key: str) -> records.Head | None:
    """The locked stream of an SOP; None when there is none of that key.

    Under it nobody else publishes the SOP or starts an instance of it.
    """
    found = select(Sop.id).where(Sop.key == key)
    return records.lock_by(session, records.locking(found.scalar_subquery()))


def in_force(session: Session, key: str, today: date) -> Version:
    """The version of an SOP in force on a day; raises NotFound."""
    found = session.scalar(
        select(Version)
        .join(Sop, Sop.id == Version.process_id)
        .where(Sop.key == key, Version.effective_from <= today)
        .order_by(Version.number.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound(what="SOP", name=key)
    return found


def publish(
    session: Session, actor: Actor, files: bundles.Files, note: str, now: datetime, today: date
) -> Publication:
    """Put a bundle in force as the next version of its SOP.

    Raises BadBundle when the check refuses any element, ReasonMissing without a note. Posts that a
    lane names and that are missing are created without a holder.
    """
    actor.need(May.PUBLISH)
    verdicts = check(files.get(bundles.DIAGRAM, b""), set(files))
    if refused := [v for v in verdicts if v.ruling is Ruling.REFUSED]:
        raise BadBundle(refused)
    if not note.strip():
        raise ReasonMissing(decision="Publishing")
    process = reading.read(files[bundles.DIAGRAM])
    # Another publisher may be adding the same SOP or the same posts.
    office = records.lock_office(session)
    head = lock(session, process.key)
    actor.need(May.PUBLISH, head.stream if head else NEW_SOP)
    head = head or _open(session, process.key)
    last = _last(session, head.stream)
    if last is not None and last.bundle == bundles.digest(files):
        return Publication(process.key, last.number, False, verdicts, [])
    posts, new_posts = _posts(session, office, actor, process, now)
    number = last.number + 1 if last else 1
    version = Version(
        process_id=head.stream,
        number=number,
        name=process.name,
        bundle=bundles.store(session, files),
        note=note.strip(),
        made_by=actor.id,
        approved_by=actor.id,
        published_at=now,
        effective_from=today,
    )
    session.add(version)
    session.flush()
    _bind(session, version.id, process, posts)
    body = {
        "version": number,
        "note": note.strip(),
        "digest": version.bundle.hex(),
        "new_posts": new_posts,
        "via": actor.via,
    }
    records.append(session, head, Fact.VERSION_PUBLISHED, now, actor.id, body)
    return Publication(process.key, number, True, verdicts, new_posts)


def _last(session: Session, process_id: int) -> Version | None:
    of_it = select(Version).where(Version.process_id == process_id)
    return session.scalar(of_it.order_by(Version.number.desc()).limit(1))


def _open(session: Session, key: str) -> records.Head:
    head = records.open_stream(session, "process")
    session.add(Sop(id=head.stream, key=key))
    session.flush()
    return head


def _posts(
    session: Session, office: records.Head, actor: Actor, process: Process, now: datetime
) -> tuple[dict[str, int], list[str]]:
    lanes = {lane.post: lane for lane in process.lanes}
    notified = {post for n in process.user_tasks if n.step for post in n.step.notify}
    named = {key: lanes.get(key, Lane("", key, key)) for key in (*lanes, *sorted(notified))}
    rows = session.execute(select(Post.key, Post.id).where(Post.key.in_(named)))
    posts = {row.key: row.id for row in rows}
    missing = [lane for key, lane in named.items() if key not in posts]
    for lane in missing:
        posts[lane.post] = _new_post(session, office, actor, lane, now)
    return posts, [lane.post for lane in missing]


def _new_post(session: Session, head: records.Head, actor: Actor, lane: Lane, now: datetime) -> int:
    post = Post(key=lane.post, name=lane.name, name_en=lane.name_en, kind=lane.kind)
    session.add(post)
    session.flush()
    body = {"post": lane.post, "name": lane.name, "via": actor.via, "by": "publishing"}
    records.append(session, head, Fact.POST_ADDED, now, actor.id, body)
    return post.id


def _bind(session: Session, version: int, process: Process, posts: dict[str, int]) -> None:
    bound = {lane.id: posts[lane.post] for lane in process.lanes}
    lanes_of = set(bound.values())
    # A notified post that no lane stands for is bound under its own key.
    bound |= {f"@{key}": post for key, post in posts.items() if post not in lanes_of}
    session.execute(
        insert(VersionPost),
        [{"version_id": version, "lane": lane, "post_id": post} for lane, post in bound.items()],
    )
