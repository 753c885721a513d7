"""To which post each step of each version belongs, told by what its bundle says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import bundles
from engine.diagram import reading
from engine.models import Post, Version, VersionPost

Steps = Mapping[str, int]


@dataclass(frozen=True)
class BoundPosts:
    """The posts of all versions, and the names of the posts, by their ids.

    `sops` has the id of the SOP of each bundle, by its digest as records write it; `steps` has the
    post of each step by SOP and number, nothing of a version whose bundle is not whole.
    """

    sops: Mapping[str, int]
    steps: Mapping[tuple[int, int], Steps]
    names: Mapping[int, str]

    def of(self, sop: int | None, number: int) -> Steps:
        """The posts of the steps of a version, as far as they are known."""
        return self.steps.get((sop, number), {}) if sop is not None else {}


def read(session: Session) -> BoundPosts:
    """The posts of all versions that are there."""
    found = session.scalars(select(Version)).all()
    names = session.execute(select(Post.id, Post.name))
    return BoundPosts(
        {version.bundle.hex(): version.process_id for version in found},
        {(one.process_id, one.number): _steps(session, one) for one in found},
        {row.id: row.name for row in names},
    )


def _steps(session: Session, version: Version) -> Steps:
    files = bundles.load(session, version.bundle)
    # What is not whole may not even be a diagram: `sealing` tells of it.
    if bundles.digest(files) != version.bundle:
        return {}
    rows = select(VersionPost.lane, VersionPost.post_id).where(VersionPost.version_id == version.id)
    posts = dict(session.execute(rows).all())
    tasks = reading.read(files[bundles.DIAGRAM]).user_tasks
    return {node.id: posts[node.lane] for node in tasks if node.lane in posts}
