"""Versions of SOPs: which is in force, and their diagrams ready to run."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from engine import bundles, records
from engine.diagram import graph, reading, runnable
from engine.diagram.identity import Paper
from engine.diagram.process import Kind, Node, Process
from engine.errors import NotFound
from engine.models import Instance, Post, Record, Sop, Version, VersionPost, plain
from engine.paper_texts import PaperText
from engine.workflow import Spec


class Definition:
    """A version's diagram, ready to run: one per bundle, kept in memory, shared by all threads."""

    def __init__(
        self, files: bundles.Files, posts: dict[str, int], lane_posts: dict[str, int]
    ) -> None:
        self._data = files[bundles.DIAGRAM]
        self.process: Process = reading.read(self._data)
        self.posts, self.lane_posts = posts, lane_posts
        self.files, self._texts = files, dict[str, PaperText]()

    @cached_property
    def spec(self) -> Spec:
        """What SpiffWorkflow runs."""
        return Spec(runnable.executable(self._data, self.process), self.process.key)

    @cached_property
    def rows(self) -> dict[str, str]:
        """The SOP row of each user task."""
        return graph.rows(self.process)

    @property
    def durations(self) -> dict[str, str]:
        """The standard time of each user task, as `graph.durations` tells it."""
        return graph.durations(self.process)

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

    def text(self, paper: Paper) -> PaperText | None:
        """The text of a paper of the SOP; None for one that has none in the bundle."""
        if paper.file not in self.files:
            return None
        if paper.code not in self._texts:
            self._texts[paper.code] = PaperText(self.files[paper.file], self._data)
        return self._texts[paper.code]

    def steps(self) -> list[Node]:
        """The user tasks in walking order."""
        nodes = (self.process.node[n] for n in graph.walking_order(self.process))
        return [node for node in nodes if node.step is not None]

    def makers(self, code: str) -> list[Node]:
        """The steps that make a paper, in walking order."""
        return [node for node in self.steps() if node.step and code in node.step.standard.outputs]


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
    posts = {key: post for _, post, key in rows}
    return Definition(bundles.load(session, bundle), posts, lanes)


@dataclass(frozen=True)
class Course:
    """By which definitions an instance has run: by that of each of `moves` until its record."""

    now: Definition
    moves: Sequence[tuple[int, Definition]]

    def at(self, seq: int) -> Definition:
        """The definition by which the instance ran once its record `seq` had been written."""
        return next((before for moved, before in self.moves if seq < moved), self.now)

    def moved(self, seq: int, to: Definition) -> Course:
        """The course once the record `seq` has moved the instance to another definition."""
        return Course(to, [*self.moves, (seq, self.now)])


def course(session: Session, instance: int) -> Course:
    """The course of one instance. One statement, and one for each version that it left."""
    return courses(session, [instance])[instance]


def courses(session: Session, instances: Collection[int]) -> dict[int, Course]:
    """The courses of several instances, by their ids."""
    found: dict[int, Course] = {}
    for row in session.execute(_MOVES, {"instances": instances}):
        begun = Course(definition(session, row.version_id), [])
        one = found.setdefault(row.id, begun)
        if row.body is not None:
            left = numbered(session, row.process_id, json.loads(row.body)["from"])
            moved = (row.seq, definition(session, left.id))
            found[row.id] = replace(one, moves=[*one.moves, moved])
    return found


def lock(session: Session, key: str) -> records.Head | None:
    """The locked stream of an SOP; None when there is none of that key.

    Under it nobody else publishes the SOP or starts an instance of it.
    """
    found = select(Sop.id).where(Sop.key == key)
    return records.lock_by(session, records.locking(found.scalar_subquery()))


def numbered(session: Session, process_id: int, number: int) -> Version:
    """The version of an SOP with a number; raises NotFound."""
    of_number = (Version.process_id == process_id, Version.number == number)
    found = session.scalar(select(Version).where(*of_number))
    if found is None:
        raise NotFound(what="version", name=number)
    return found


def find_in_force(session: Session, key: str, today: date) -> Version | None:
    """The version of an SOP in force on a day; None where none is."""
    return session.scalar(
        select(Version)
        .join(Sop, Sop.id == Version.process_id)
        .where(Sop.key == key, Version.effective_from <= today)
        .order_by(Version.number.desc())
        .limit(1)
    )


def in_force(session: Session, key: str, today: date) -> Version:
    """The version of an SOP in force on a day; raises NotFound."""
    found = find_in_force(session, key, today)
    if found is None:
        raise NotFound(what="SOP", name=key)
    return found


_RUN, _MOVED = plain(Instance).c, records.RECORD
_MOVES = (
    select(_RUN.id, _RUN.process_id, _RUN.version_id, _MOVED.seq, _MOVED.body)
    .select_from(
        plain(Instance).outerjoin(
            plain(Record),
            and_(_MOVED.stream_id == _RUN.id, _MOVED.kind == records.Fact.INSTANCE_MOVED),
        )
    )
    .where(_RUN.id.in_(bindparam("instances", expanding=True)))
    .order_by(_RUN.id, _MOVED.seq)
)
