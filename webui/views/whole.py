"""All that the steps of a draft say, for whoever has no former version to compare them with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from engine import casting
from engine.diagram import graph
from engine.diagram.changes import Change, Topic
from engine.diagram.process import Lane, Process
from engine.diagram.step import Step
from engine.diagram.way_differences import ways
from engine.fields.kinds import Field
from engine.fields.numbers import as_written, plain
from engine.models import Post
from webui import step_words
from webui.language import gettext
from webui.views import changes, lines, sop_views, table_forms

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Whole:
    """A process with the posts of the office that it names, by key, and its ways by their nodes."""

    process: Process
    posts: Mapping[str, Post]
    ways: Mapping[str, Sequence[Change]]

    def post(self, key: str) -> str:
        """A post by its name; with its key where it is new or its lane is named otherwise."""
        lane, post = casting.named(self.process)[key], self.posts.get(key)
        if post is None:
            return gettext("%(name)s (%(key)s), a new post", name=lines.named(lane), key=key)
        return lines.named(post) if _is_named_alike(lane, post) else f"{lines.named(post)} ({key})"

    def carried_out_by(self, node: str) -> str:
        """The post of a step, and whether several people hold it."""
        lane = self.process.lane[self.process.node[node].lane]
        kind = gettext(step_words.HOLDERS[lane.kind])
        return f"{self.post(lane.post)}; {kind}" if lane.kind != "single" else self.post(lane.post)

    def papers(self, codes: Iterable[str]) -> str:
        """Papers by code and name."""
        names = {paper.code: lines.named(paper) for paper in self.process.papers}
        return "\n".join(f"{code} {names.get(code, '')}".rstrip() for code in codes)

    def goes_on(self, node: str) -> str:
        """Where a step, or the start, leads on or back, each way on a line of its own."""
        return "\n".join(_way(change) for change in self.ways.get(node, ()))


def of(session: Session, process: Process) -> Whole:
    """A process that the check accepts, ready to be told. One statement."""
    bare, told = replace(process, nodes=(process.start,), flows=()), dict[str, list[Change]]()
    for change in ways(bare, process):
        told.setdefault(change.element, []).append(change)
    return Whole(process, casting.posts(session, process), told)


def told(whole: Whole, only: Collection[str] | None = None) -> list[dict[str, Any]]:
    """The steps in walking order, or only some by their ids: row, name, and facts."""
    rows, process = graph.rows(whole.process), whole.process
    nodes = (process.node[node] for node in graph.walking_order(process))
    return [
        {
            "row": rows[node.id],
            "name": lines.named(node),
            "facts": _facts(whole, node.id, node.step),
        }
        for node in nodes
        if node.step is not None and (only is None or node.id in only)
    ]


def identity(whole: Whole) -> Facts:
    """What the identity says, and who may start."""
    process, said = whole.process, whole.process.identity
    lane = process.lane.get(process.start.lane)
    facts = ("number", "title", "agency", "unit", "created", "revised", "effective", "approved_by")
    blocks = [
        (heading, "\n".join(clause.text for clause in said.block(block)))
        for block, heading in sop_views.blocks()
    ]
    return [
        *((_term(fact), getattr(said, fact)) for fact in facts),
        *blocks,
        # A start outside of lanes is for owners only.
        (gettext("Who may start it"), whole.post(lane.post) if lane else ""),
        (gettext("Goes on"), whole.goes_on(process.start.id)),
    ]


def _term(fact: str) -> str:
    words = gettext(changes.FACTS[fact])
    return words[:1].upper() + words[1:]


def posts(whole: Whole) -> list[str]:
    """What an approver has to know of the posts: which would be made, which lanes are misnamed."""
    return [
        gettext("New post, made on approval: %(name)s (%(key)s)", name=lane.name, key=key)
        if post is None
        else gettext(
            "The lane “%(lane)s” stands for the post %(post)s (%(key)s)",
            lane=lane.name,
            post=post.name,
            key=key,
        )
        for key, lane, post in _odd(whole)
    ]


def _odd(whole: Whole) -> Iterator[tuple[str, Lane, Post | None]]:
    """The posts that are new, and those that a lane calls otherwise."""
    named = [(lane.post, lane) for lane in whole.process.lanes]
    told_only = casting.named(whole.process).items() - dict(named).items()
    for key, lane in (*named, *sorted(told_only, key=lambda one: one[0])):
        post = whole.posts.get(key)
        if post is None or not _is_named_alike(lane, post):
            yield key, lane, post


def _is_named_alike(lane: Lane, post: Post) -> bool:
    # Of a post that no lane stands for only the key is known.
    return lane.name.casefold() == post.name.casefold() or not lane.id


def _facts(whole: Whole, node: str, step: Step) -> Facts:
    standard = step.standard
    found = [
        (gettext("Activity, as printed"), step.wording),
        (gettext("Carried out by"), whole.carried_out_by(node)),
        (gettext("What completing means"), step_words.meaning(step.meaning)),
        (gettext("Requirements"), standard.printed_inputs),
        (gettext("Papers needed"), whole.papers(standard.inputs)),
        (gettext("Time, as printed"), standard.printed_time),
        (gettext("Standard time"), table_forms.in_words(standard.duration)),
        (gettext("Output"), standard.printed_outputs),
        (gettext("Papers made"), whole.papers(standard.outputs)),
        (gettext("Fields"), "\n".join(_fields(step.fields))),
        (gettext("Who is told"), ", ".join(whole.post(key) for key in step.notify)),
        (gettext("Goes on"), whole.goes_on(node)),
    ]
    return [(term, value) for term, value in found if value]


def _fields(fields: Iterable[Field], indent: str = "") -> Iterator[str]:
    """A line for each field, and below it for each of its columns."""
    for field in fields:
        said = [gettext(step_words.TYPES[field.type]), *_asked(field)]
        yield f"{indent}{field.label or field.key}: {'; '.join(said)}"
        yield from _fields(field.columns, indent + "– ")


def _asked(field: Field) -> Iterator[str]:
    """What is said of a field beside its label and kind."""
    if field.required:
        yield gettext("required")
    if field.options:
        yield ", ".join(_option(one.value, one.label) for one in field.options)
    for fact in ("shown_when", "default", "minimum", "maximum", "mode", "paper", "help"):
        if (value := getattr(field, fact)) not in ("", None):
            said = as_written(plain(value)) if isinstance(value, Decimal) else value
            yield f"{gettext(changes.FACTS[fact])} {changes.value(fact, said, {})}"


def _option(value: str, label: str) -> str:
    return label if label == value else f"{label} ({value})"


def _way(change: Change) -> str:
    by, to = changes.taken_by(change), change.after
    if change.topic is Topic.RETURN:
        return gettext("%(name)s: back to %(to)s", name=by, to=to)
    if by:
        return gettext("%(name)s: on to %(to)s", name=by, to=to)
    return gettext("on to %(to)s", to=to)
