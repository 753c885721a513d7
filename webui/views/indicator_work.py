"""A table of indicators while somebody works on it in a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import request, url_for

from engine import continuing, disputes, indicators, items, locking, merging, shared_tables
from engine.contributions import SharedTable
from engine.errors import ArrangedByAnother, CellProblem, NotFound
from engine.locking import Locked
from engine.measurement.cells import as_typed
from engine.measurement.table import Table
from engine.merging import Hand
from webui import forms
from webui.language import gettext, spoken
from webui.views import keyset
from webui.visits import Visit

_LONGEST_PAGE = 32

Place = tuple[str, str]


class Work:
    """A table of a step while somebody works on it: the item, the field, what was typed.

    Whoever changes it has the item locked before anything of it is read.
    """

    def __init__(self, visit: Visit, item_id: int, key: str, item: Locked | None = None) -> None:
        self.visit, self.view = visit, items.view(visit.session, visit.actor, item_id)
        self.item = item
        fields = {field.key: field for field in indicators.tables(self.view.step.fields)}
        if key not in fields:
            raise NotFound(what="table", name=key)
        if self.view.row.item.closed_at is not None:
            # Says who was first, or what became of it; what was sent is shown with that.
            found = item or locking.seen(visit.session, visit.actor, item_id)
            locking.right(visit.session, found)
        self.field, self.instance = fields[key], self.view.row.item.instance_id
        self.shared = self.view.shared.get(key, shared_tables.NOTHING)

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed into it, by all."""
        return self.shared.typed

    @property
    def sets_up(self) -> bool:
        """Whether the step says what is measured."""
        return continuing.sets_up(self.field)

    def need_set_up(self) -> None:
        """Raise NotFound where the step does not say what is measured: it has no page for that."""
        if not self.sets_up:
            raise NotFound(what="table", name=self.field.key)

    def so_far(self) -> continuing.SoFar | None:
        """The table as far as what was typed is in order."""
        at, visit = self.view.row.item, self.visit
        return continuing.so_far(visit.session, visit.actor, at, self.field, self.typed)

    def rows(self) -> list[dict[str, Any]]:
        """The rows that are being set up."""
        return rows_of(self.typed, self._earlier())

    def _earlier(self) -> Table | None:
        return continuing.base(self.visit.session, self.instance, self.field, self.typed)

    @property
    def hand(self) -> Hand:
        """Who types, on the page whose form was sent."""
        actor, form = self.visit.actor, request.form
        page = form.get("page", "")[:_LONGEST_PAGE] if "shown" in form else ""
        turn = keyset.whole(form.get("turn")) or 0
        return Hand(actor.id, actor.name, self.visit.now, page, turn)

    def disputed(self) -> set[Place]:
        """The cells that two people typed without having seen each other's."""
        return {(one.indicator, one.column) for one in disputes.of(self.shared)}

    def typed_by(self, problem: CellProblem) -> str:
        """Who else typed a cell that is refused; "" where the reader did, or nobody is known."""
        mark = self.shared.cells.get(problem.indicator, {}).get(problem.column)
        if mark is None or mark["by"] == self.visit.actor.id:
            return ""
        return self.shared.people[str(mark["by"])]["name"]

    @property
    def locked(self) -> Locked:
        """The item of whoever changes the table."""
        assert self.item is not None, "what is changed was locked before"
        return self.item

    def keep(self, shared: SharedTable) -> None:
        """Keep what was typed, in order or not; nothing is written where nothing was changed."""
        if shared is not self.shared:
            about = (self.locked, self.field, shared, self.visit.now)
            shared_tables.keep(self.visit.session, *about)
            self.shared = replace(shared, edition=shared.edition + 1, saved_at=self.visit.now)

    def arrange(self, typed: Mapping[str, Any]) -> None:
        """Keep a table that is being set up as somebody has made it."""
        self.keep(merging.arranged(self.shared, typed, self.hand))

    def url(self, end: str = "", **query: Any) -> str:
        """The address of a page of this table."""
        at = {"item_id": self.view.row.item.id, "key": self.field.key}
        return url_for(f"pages.{end or 'indicators'}", **at, **query)


def rows_of(typed: Mapping[str, Any], earlier: Table | None) -> list[dict[str, Any]]:
    """The rows that are being set up: those typed, else those of the table that is continued."""
    if isinstance(typed.get("rows"), list):
        return [dict(row) for row in typed["rows"] if isinstance(row, Mapping)]
    return begun(earlier) if earlier else []


def begun(table: Table) -> list[dict[str, Any]]:
    """The rows of a table as they would be typed."""
    return [as_typed(row) for row in table.to_json()["rows"]]


def changing(visit: Visit, item_id: int, key: str) -> Work:
    """The same for whoever changes it; raises what `shared_tables.need_open` raises."""
    item = locking.locked(visit.session, visit.actor, item_id)
    work = Work(visit, item_id, key, item)
    shared_tables.need_open(visit.session, item)
    return work


def setting(visit: Visit, item_id: int, key: str) -> Work:
    """The same for whoever sets it up; raises NotFound where the step does not."""
    work = changing(visit, item_id, key)
    work.need_set_up()
    return work


def arranging(visit: Visit, item_id: int, key: str) -> Work:
    """The same from a page that showed it as it stands now.

    Raises ArrangedByAnother for an older page.
    """
    work, shown = setting(visit, item_id, key), request.form.get("edition")
    if shown not in (None, str(work.shared.edition)) and work.shared.people:
        who = max(work.shared.people.values(), key=lambda one: one["at"])
        raise ArrangedByAnother(name=who["name"], at=work.shared.saved_at)
    return work


def page(work: Work) -> dict[str, Any]:
    """What both pages of a table share."""
    view = work.view
    return {
        "work": work,
        "view": view,
        "title": forms.label(work.field, spoken()),
        "crumbs": [
            {"url": url_for("pages.inbox"), "label": gettext("Inbox")},
            {"url": url_for("pages.item", item_id=view.row.item.id), "label": view.row.item.name},
            {"label": forms.label(work.field, spoken())},
        ],
        "back": url_for("pages.item", item_id=view.row.item.id),
        "draft_at": work.shared.saved_at,
        "together": _together(work),
    }


def _together(work: Work) -> dict[str, Any]:
    """Who else fills the table in, the latest first, and who will send it."""
    me, view = work.visit.actor.id, work.view
    others = [one for id, one in work.shared.people.items() if int(id) != me]
    taker = items.taken_by_another(work.visit.session, work.visit.actor, view)
    return {
        "others": [
            {"name": one["name"], "at": datetime.fromisoformat(one["at"])}
            for one in sorted(others, key=lambda one: one["at"], reverse=True)
        ],
        "taker": taker,
        "closed": taker is not None and not view.lane.is_group,
    }
