"""Lanes and posts: each step belongs to exactly one lane, and each lane stands for a post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.diagram import reading, xml
from engine.diagram.checks.subject import Subject
from engine.diagram.keys import KEY
from engine.diagram.verdicts import Verdict, changed, refused


def verdicts(subject: Subject) -> Iterator[Verdict]:
    """The members and the post of every lane; the innermost lane counts."""
    leaves = set(reading.leaf_lanes(subject.element))
    known = {e.get("id") for e in subject.element.iter(f"{{{xml.BPMN}}}*")}
    for lane in subject.lanes:
        name = lane.get("id", "")
        for member in reading.lane_members(lane):
            if member not in known:
                yield refused(name, "lane-unknown-node", detail=member)
        if lane in leaves:
            yield from _post(lane, name)
        else:
            yield changed(name, "drawn-only")
    yield from _members(subject, leaves)
    yield from _kinds(subject)


def _post(lane: xml.Element, name: str) -> Iterator[Verdict]:
    post, by_name = xml.own(lane, "post"), reading.slug(lane.get("name", ""))
    if post and not KEY.fullmatch(post):
        yield refused(name, "post-key", detail=post[:100])
    if not post and not KEY.fullmatch(by_name):
        yield refused(name, "lane-without-post")
    elif not post:
        yield changed(name, "post-by-name", detail=by_name)


def _members(subject: Subject, leaves: set[xml.Element]) -> Iterator[Verdict]:
    times = Counter(node for lane in leaves for node in set(reading.lane_members(lane)))
    for node in subject.process.nodes:
        if times[node.id] > 1:
            yield refused(node.id, "two-lanes")
        if node.step is not None and not times[node.id]:
            yield refused(node.id, "no-lane")


def _kinds(subject: Subject) -> Iterator[Verdict]:
    kinds: dict[str, str] = {}
    for lane in subject.process.lanes:
        if kinds.setdefault(lane.post, lane.kind) != lane.kind:
            yield refused(lane.id, "post-kind", detail=lane.post)
