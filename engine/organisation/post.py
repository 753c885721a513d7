"""Posts: adding them."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actors import Actor
from engine.errors import AlreadyExists, BadName
from engine.models import Post
from engine.organisation import acting
from engine.records import Fact
from engine.texts import tidy

KINDS = ("single", "group")
_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


def add_post(
    session: Session, actor: Actor, key: str, name: str, kind: str, name_en: str, now: datetime
) -> int:
    """Add a post that nobody holds yet; `kind` is single or group. The new id.

    Raises AlreadyExists or BadName.
    """
    write = acting.begin(session, actor, now)
    _check(key, name, kind)
    if session.scalar(select(Post.id).where(Post.key == key)) is not None:
        raise AlreadyExists(what="post", name=key)
    post = Post(key=key, name=tidy(name), name_en=tidy(name_en), kind=kind)
    session.add(post)
    write(Fact.POST_ADDED, {"post": key, "name": post.name, "kind": kind})
    return post.id


def _check(key: str, name: str, kind: str) -> None:
    if not _KEY.fullmatch(key):
        raise BadName(what="key of a post", name=key, rule="small letters, digits, . _ or -")
    if not tidy(name):
        raise BadName(what="name", name=name, rule="at least one letter")
    if kind not in KINDS:
        raise BadName(what="kind of a post", name=kind, rule=" or ".join(KINDS))
