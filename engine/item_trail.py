"""What the records of an instance say of its items: whose each is, until when, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.entries import DONE, Entry


@dataclass
class _Item:
    """An item as far as the records were read."""

    id: int
    node: str
    round: int
    post: int
    due: datetime
    opened: Entry
    post_name: str | None = None
    closed: Entry | None = None
    flow: str | None = None

    def row(self, names: Mapping[int, str]) -> tuple[Any, ...]:
        """The same as a row; what nobody completed has the present name of its post."""
        name = names.get(self.post) if self.post_name is None else self.post_name
        offered = (self.node, self.round, self.post, name, self.due, self.opened.at)
        about = (self.opened.stream, self.id, *offered, self.opened.seq)
        if self.closed is None:
            return (*about, None, None, None, None)
        by = self.closed.actor if self.closed.kind in DONE else None
        return (*about, self.closed.at, by, self.closed.seq, self.flow)


def said(entries: Iterable[Entry], names: Mapping[int, str]) -> Iterator[tuple[Any, ...]]:
    """The items of one instance, each as it was last, as rows with the instance's id first.

    An item belongs to the post of its step's lane by the version that it was offered by, or that it
    was moved to; where that is not known, to the one that the record names. `names` has the names
    of posts by their ids.
    """
    items: dict[int, _Item] = {}
    for entry in entries:
        _end(items, entry)
        for opened in entry.body.get("opened", ()):
            items[opened["item"]] = _opened(entry, opened)
        if (kept := items.get(entry.body.get("kept", 0))) is not None:
            _keep(kept, entry)
    return (item.row(names) for item in items.values())


def _opened(entry: Entry, told: Mapping[str, Any]) -> _Item:
    node, due = told["node"], datetime.fromisoformat(told["due"])
    post = entry.posts.get(node, told["post"])
    return _Item(told["item"], node, told["round"], post, due, entry)


def _end(items: Mapping[int, _Item], entry: Entry) -> None:
    """Close the item that a step was, and those that a move or a stop puts an end to."""
    body = entry.body
    for one in body.get("closed", ()):
        if one in items:
            items[one].closed = entry
    if entry.kind in DONE and (done := items.get(body["item"])) is not None:
        done.closed, done.flow = entry, body.get("decision")
        done.post_name = body.get("post")


def _keep(item: _Item, entry: Entry) -> None:
    """Let an item be of the version to which its instance was moved."""
    item.post = entry.posts.get(item.node, item.post)
    if due := entry.body.get("due"):
        item.due = datetime.fromisoformat(due["to"])
