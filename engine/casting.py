"""Who would do what: the steps of a diagram against the posts and their holders of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import calendars, holders
from engine.diagram import graph
from engine.diagram.process import Node, Process
from engine.diagram.rehearsal import Play
from engine.holders import Holder
from engine.models import Post


@dataclass(frozen=True)
class Length:
    """How long a way takes by its standards: the sum in working minutes, and when it would end."""

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


def unreached(session: Session, process: Process, day: date) -> list[Node]:
    """The user tasks that nobody would receive on a day, in walking order."""
    return without_holder(process, cast(session, process, day))


def without_holder(process: Process, found: Mapping[str, Sequence[Holder]]) -> list[Node]:
    """The user tasks to which a cast gives nobody, in walking order."""
    return [process.node[n] for n in graph.walking_order(process) if found.get(n) == []]


def length(session: Session, process: Process, play: Play, starts: datetime) -> Length:
    """How long the steps of a play take one after the other, each within its standard.

    The steps of one SOP row share its standard, as the clock of a running instance does.
    """
    calendar = calendars.calendar(session)
    minutes, moment = 0, starts
    for duration in _standards(process, (scene.node for scene in play.scenes)):
        standard = calendars.standard(duration)
        minutes += standard.minutes(calendar.day_minutes)
        moment = calendar.due(moment, standard)
    return Length(minutes, moment)


def _standards(process: Process, nodes: Iterable[str]) -> list[str]:
    """The durations of the steps, of neighbours in one SOP row only the first."""
    rows, found, last = graph.rows(process), list[str](), ""
    for node in nodes:
        step = process.node[node].step
        if rows[node] != last:
            found.append(step.standard.duration if step else "")
        last = rows[node]
    return found
