"""Tells the demonstration office's story: what its people did before anybody looked.

A story is data that stands beside the SOP it tells of: instances with their periods and, by the
rows of the SOP, what was answered and decided and how much working time it took. `11/2` is row 11
in its second round. Everything is done through the verbs by which people do it, so the record is as
theirs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import (
    actors,
    beginnings,
    calendars,
    continuing,
    instances,
    item_rows,
    offices,
    periods,
    uploads,
    versions,
)
from engine.actors import Actor
from engine.completion import complete
from engine.fields.kinds import Field
from engine.item_rows import Row
from engine.locking import locked
from engine.measurement import cells
from engine.models import Holding, Instance, Person
from engine.passwords import Evidence, weigh
from engine.sending import Sent
from engine.worktime.calendar import Calendar
from engine.worktime.standard import Standard

STORY = "story.json"

_DATA = Path(__file__).parent / "data"

# A told instance is over within this time; what is under way began at most so many days ago.
_LASTS = timedelta(weeks=5)
_MOST_DAYS = 60

Part = Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """What people did with an SOP, as its file tells it, and the file that they attached.

    `proof` is what they attached to their figures, if the story tells of that.
    """

    told: Part
    attached: bytes
    proof: bytes = b""

    @property
    def instances(self) -> Sequence[Part]:
        """Its instances, in the order in which they are told."""
        found: list[Part] = self.told["instances"]
        return found


def read_folder(path: Path) -> Story:
    """The story in a folder: `story.json`, and the files that it names."""
    told = json.loads((path / STORY).read_text("utf-8"))
    proof = (path / told["evidence"]).read_bytes() if "evidence" in told else b""
    return Story(told, (path / told["file"]).read_bytes(), proof)


@dataclass(frozen=True)
class _Telling:
    """One instance of a story as it is being told, at a moment of its own."""

    session: Session
    evidence: Mapping[str, Evidence]
    story: Story
    part: Part
    at: datetime

    def actor(self, login: str) -> Actor:
        """A person on the day of the moment."""
        return actors.actor(self.session, login, calendars.today(self.session, self.at), "web")


def founded(story: Story, now: datetime) -> datetime:
    """When the office of a story was founded, so that all of the story comes after it."""
    return _dated(story, story.told["founded"], now)


def tell(session: Session, story: Story, password: str, now: datetime) -> None:
    """Let the people of a demonstration office, just founded, do what a story tells.

    What ended, ended before `now`: as the story dates it, or earlier by whole weeks where that is
    still to come. What is under way began shortly before.
    """
    held = select(Person.login).join(Holding, Holding.person_id == Person.id).distinct()
    evidence = {one: weigh(session, one, password) for one in session.scalars(held)}
    for part in story.instances:
        begins = _begins(calendars.calendar(session), story, part, now)
        _instance(_Telling(session, evidence, story, part, begins))


def _begins(calendar: Calendar, story: Story, part: Part, now: datetime) -> datetime:
    if "begins" in part:
        return calendar.next_opening(_dated(story, part["begins"], now))
    days = (now - timedelta(days=n) for n in range(1, _MOST_DAYS))
    long_ago = (d for d in days if calendar.minutes_between(d, now) >= part["before"])
    return calendar.next_opening(next(long_ago, now - timedelta(days=_MOST_DAYS)))


def _dated(story: Story, told: str, now: datetime) -> datetime:
    """A moment of a story, in whole weeks before it where its last part is not over by `now`."""
    zone = _calendar().zone
    dates = [part["begins"] for part in story.instances if "begins" in part]
    last = datetime.fromisoformat(max(dates)).replace(tzinfo=zone) + _LASTS
    weeks = max(0, -((now - last) // timedelta(weeks=1)))
    return datetime.fromisoformat(told).replace(tzinfo=zone) - timedelta(weeks=weeks)


def _instance(told: _Telling) -> None:
    part, story = told.part, told.story.told
    who, title = told.actor(story["by"]), _said(story["title"], part)
    started = instances.start(
        told.session, who, story["process"], title, part["period"], told.at
    ).instance_id
    rows = item_rows.of_instance(told.session, started)
    while rows and rows[0].item.row_no != part.get("until"):
        _step(told, rows[0])
        rows = item_rows.of_instance(told.session, started)


def _step(told: _Telling, row: Row) -> None:
    """Complete an item as its post's holder, some working time after it was opened."""
    said = _of_row(told, row)
    calendar = calendars.calendar(told.session)
    at = calendar.due(row.item.opened_at, Standard.parse(said["after"]))
    moment = replace(told, at=at)
    who = moment.actor(said.get("by") or _holder(told.session, row))
    values = {**said["answers"], **_table(moment, who, row, said), **_files(moment, who, row, said)}
    decision, reason = said.get("decision"), said.get("reason", "")
    sent = Sent(values, decision, reason, told.evidence[who.login])
    complete(told.session, who, row.item.id, sent, at)


def _of_row(moment: _Telling, row: Row) -> dict[str, Any]:
    """What the story says of a row in its round: of every instance, of this one, of this round."""
    number, usual, own = row.item.row_no, moment.story.told["rows"], moment.part["rows"]
    found = [usual.get(number), own.get(number), own.get(f"{number}/{row.item.round}")]
    said = [one for one in found if one]
    answers = {key: answer for one in said for key, answer in one.get("answers", {}).items()}
    merged = {key: value for one in said for key, value in one.items()} | {"answers": answers}
    read: dict[str, Any] = json.loads(_said(json.dumps(merged), moment.part))
    return read


def _said(text: str, part: Part) -> str:
    return text.replace("{period}", part["said"])


def _holder(session: Session, row: Row) -> str:
    held = select(Person.login).join(Holding, Holding.person_id == Person.id)
    of_post = held.where(Holding.post_id == row.item.post_id).order_by(Holding.id).limit(1)
    return session.scalars(of_post).one()


def _table(told: _Telling, who: Actor, row: Row, said: Part) -> dict[str, Any]:
    """What is typed into a row's table: the sample's definitions, else its figures of the quarter.

    The cells that the story names stand above the sample's, and the files of evidence beside them.
    """
    sample, quarter = beginnings.sample(told.session), periods.quarter(told.part["period"])
    if "table" not in said or sample is None or quarter is None:
        return {}
    if continuing.sets_up(_field(told, row, said["table"])):
        own = offices.measurement(told.session)
        rows = continuing.continued(sample, *quarter, own).to_json()["rows"]
        return {said["table"]: {"rows": rows}}
    figures, named = cells.FIGURES[quarter[1]].keys() | {"id"}, said.get("cells", {})
    typed = [
        {key: cell for key, cell in {**one, **named.get(one["id"], {})}.items() if key in figures}
        for one in sample.to_json()["rows"]
    ]
    for one in typed:
        if name := said.get("evidence", {}).get(one["id"]):
            sha = _sent(told, who, row, said["table"], name, told.story.proof)
            one[f"{cells.FILES}_{quarter[1]}"] = [sha]
    return {said["table"]: {"rows": typed}}


def _files(told: _Telling, who: Actor, row: Row, said: Part) -> dict[str, list[str]]:
    named = said.get("files", {}).items()
    return {key: [_sent(told, who, row, key, name, told.story.attached)] for key, name in named}


def _sent(told: _Telling, who: Actor, row: Row, key: str, name: str, data: bytes) -> str:
    """Upload a file of the story into a field; its sha256."""
    item, field = locked(told.session, who, row.item.id), _field(told, row, key)
    new = uploads.judged(field, uploads.SentFile(name, data))
    return uploads.upload(told.session, item, field, new, told.at).sha256


def _field(told: _Telling, row: Row, key: str) -> Field:
    version = told.session.get_one(Instance, row.item.instance_id).version_id
    step = versions.definition(told.session, version).process.node[row.item.node_id].step
    assert step is not None, "people work on steps only"
    return next(field for field in step.fields if field.key == key)


@cache
def _calendar() -> Calendar:
    """The calendar with which offices are founded."""
    return Calendar.from_dict(json.loads((_DATA / "calendar_2026.json").read_text("utf-8")))
