"""Who may read the instances of which SOPs."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from engine.actors import Actor
from engine.errors import NotFound
from engine.models import Instance, Sop, Version, VersionPost
from engine.permissions import May

Q = TypeVar("Q", bound="Select[*tuple[Any, ...]]")


def readable(actor: Actor) -> Select[Any] | None:
    """The ids of SOPs whose instances a person may read; None means all.

    Everybody reads those of the SOPs in which he holds a post.
    """
    wide = actor.sops(May.READ_ALL_INSTANCES)
    if wide is None:
        return None
    own = (
        select(Version.process_id)
        .join(VersionPost, VersionPost.version_id == Version.id)
        .where(VersionPost.post_id.in_(actor.post_ids))
    )
    return own.union(select(Sop.id).where(Sop.id.in_(wide)))  # type: ignore[return-value]


def need_readable(session: Session, actor: Actor, instance_id: int) -> None:
    """Raise NotFound for an instance that the actor may not read, or that is not there."""
    question = select(Instance.id).where(Instance.id == instance_id)
    if session.scalar(only(question, actor)) is None:
        raise NotFound(what="instance", name=instance_id)


def only(question: Q, actor: Actor) -> Q:
    """A question about instances, asked only about those that the actor may read."""
    allowed = readable(actor)
    return question if allowed is None else question.where(Instance.process_id.in_(allowed))
