"""Who would do what: the steps of a diagram against the posts and their holders of a day."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import calendars, holders
from engine.diagram import graph
from engine.diagram.process import Lane, Node, Process
from engine.diagram.rehearsal import Play, Scene
from engine.holders import Holder
from engine.models import Post


@dataclass(frozen=True)
class Length:
    """How long a way takes by its standards, in working minutes, and when it would end."""

    minutes: int
    ends: datetime


def cast(session: Session, process: Process, day: date) -> dict[str, list[Holder]]:
    """The holders on a day of the post of each user task, by node id."""
    keys = {lane.post for lane in process.lanes}
    rows = session.execute(select(Post.key, Post.id).where(Post.key.in_(keys)))
    posts = {row.key: row.id for row in rows}
    held = holders.on(session, list(posts.values()), day)
    return {
        node.id: [h for h in held if h.post_id == posts.get(process.post_of(node.id))]
        for node in process.user_tasks
    }


def named(process: Process) -> dict[str, Lane]:
    """The posts that a diagram names, by key: those of its lanes, then those that are only told.

    What is known of the latter is their key, in a lane without an id.
    """
    lanes = {lane.post: lane for lane in process.lanes}
    return {key: lanes.get(key, Lane("", key, key)) for key in process.bindings.values()}


def posts(session: Session, process: Process) -> dict[str, Post]:
    """The posts of the office that a diagram names, by key. One statement."""
    found = session.scalars(select(Post).where(Post.key.in_(named(process))))
    return {post.key: post for post in found}


def missing(process: Process, there: Container[str]) -> list[Lane]:
    """The posts that a diagram names and the office lacks, by key: publishing makes them."""
    return [lane for key, lane in named(process).items() if key not in there]


def unreached(session: Session, process: Process, day: date) -> list[Node]:
    """The user tasks that nobody would receive on a day, in walking order."""
    return without_holder(process, cast(session, process, day))


def without_holder(process: Process, found: Mapping[str, Sequence[Holder]]) -> list[Node]:
    """The user tasks to which a cast gives nobody, in walking order."""
    return [process.node[n] for n in graph.walking_order(process) if found.get(n) == []]


def shares_time(process: Process, play: Play, scene: Scene) -> bool:
    """Whether a step of a play belongs to the row of one directly before it, which has its time."""
    rows = graph.rows(process)
    return any(rows[play.scenes[i].node] == rows[scene.node] for i in scene.after)


def length(session: Session, process: Process, play: Play, starts: datetime) -> Length:
    """How long the steps of a play take, each within its standard and begun when it can be.

    Of branches beside each other the longest counts. Neighbours in one SOP row share its standard,
    as the clock of a running instance does.
    """
    calendar = calendars.calendar(session)
    spent, ends = list[int](), list[datetime]()
    for scene in play.scenes:
        minutes = max((spent[i] for i in scene.after), default=0)
        moment = max((ends[i] for i in scene.after), default=starts)
        if not shares_time(process, play, scene):
            standard = calendars.standard(graph.durations(process)[scene.node])
            minutes += standard.minutes(calendar.day_minutes)
            moment = calendar.due(moment, standard)
        spent.append(minutes)
        ends.append(moment)
    return Length(max(spent, default=0), max(ends, default=starts))
