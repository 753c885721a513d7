"""What the records of an instance say there is: the rows of other tables that they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine import attachments, bound_posts, item_trail
from engine.diagram.step import Meaning
from engine.entries import DONE, Entry, read
from engine.media import PDF
from engine.models import Status
from engine.records import Fact

Row = tuple[Any, ...]
Kinds = Iterator[tuple[str, Row]]


def said(session: Session) -> Kinds:
    """The rows that all records speak of, each with its kind and with the instance's id first."""
    bound = bound_posts.read(session)
    for entries in read(session, bound):
        yield from dict.fromkeys(row for entry in entries for row in _numbers(entry))
        for entry in entries:
            yield from _filed(entry)
        yield from (("task", row) for row in item_trail.said(entries, bound.names))
        yield from _steps(entries)
        yield from _instance(entries)


def _steps(entries: Sequence[Entry]) -> Kinds:
    latest = {entry.body["node"]: entry for entry in entries if entry.kind in DONE}
    for node, entry in latest.items():
        yield "step", (entry.stream, node, entry.body["round"], entry.seq)


def _instance(entries: Sequence[Entry]) -> Kinds:
    status, ended = Status.RUNNING, None
    for entry in entries:
        if entry.kind == Fact.INSTANCE_REOPENED:
            status, ended = Status.RUNNING, None
        elif entry.kind == Fact.INSTANCE_STOPPED:
            status, ended = Status.STOPPED, entry.at
        elif entry.body.get("ended"):
            status, ended = Status.COMPLETED, entry.at
    begun, version = entries[0], entries[-1].version
    if begun.kind == Fact.INSTANCE_STARTED:
        about = (begun.body["title"], begun.body["period"], begun.actor, begun.at)
        yield "instance", (begun.stream, begun.sop, *about, version, status.value, ended)


def _numbers(entry: Entry) -> Kinds:
    """The numbers that a record names; each is taken once, and named by each version with it."""
    for paper in entry.body.get("papers", ()):
        if "number" in paper:
            yield "number", (entry.stream, paper["code"], *paper["number"])


def _filed(entry: Entry) -> Kinds:
    stream, seq, types = entry.stream, entry.seq, dict[str, str]()
    for key, file in attachments.of_record(entry.body):
        sha = bytes.fromhex(file.sha256)
        types[file.sha256] = file.type
        about = (file.name, sha, file.type, file.size)
        yield "file", (stream, seq, entry.body["node"], key, *about)
    for paper in entry.body.get("papers", ()):
        yield "paper", _paper(entry, paper, types)
    for void in entry.body.get("voided", ()):
        yield "void", (stream, seq, stream, void)
    if copy := entry.body.get("copy"):
        yield "copy", _copy(entry, copy)
    yield from _approval(entry)


def _paper(entry: Entry, said: dict[str, Any], types: dict[str, str]) -> Row:
    sha, name = said.get("sha256"), said.get("file", "")
    sums = (bytes.fromhex(said["digest"]), bytes.fromhex(sha) if sha else None)
    made = ("upload", types.get(said["digest"])) if name else ("template", PDF.type)
    about = (name, said["token"], said.get("final", False), *made, entry.actor, entry.at)
    return (entry.stream, entry.seq, entry.version, said["code"], said["n"], *sums, *about)


def _copy(entry: Entry, said: dict[str, Any]) -> Row:
    file = (bytes.fromhex(said["sha256"]), said["type"], said["name"])
    about = (said["kind"], *file, said.get("note", ""), entry.actor, entry.at)
    return (entry.stream, entry.seq, said["paper"], said["n"], *about)


def _approval(entry: Entry) -> Kinds:
    body, said = entry.body, entry.body.get("approved")
    if entry.kind != Fact.STEP_COMPLETED or body["meaning"] == Meaning.DONE:
        return
    stream, seq = entry.stream, entry.seq
    given = (stream, seq, entry.at, entry.actor, body["item"], body["node"], body["meaning"])
    if said is None:
        # From before there were papers: bound to nothing, and covering nothing.
        yield "approval", (*given, body.get("post", ""), body.get("capacity", ""))
        return
    about = (body["post"], body["capacity"], body["name"], said["nip"])
    yield "approval", (*given, *about, bytes.fromhex(said["digest"]))
    for code, covered in said["papers"].items():
        for n in covered if isinstance(covered, list) else [covered]:
            yield "covered", (stream, seq, stream, code, n)
