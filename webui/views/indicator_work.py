"""A table of indicators while somebody works on it in a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from engine import continuing, forms_beside, indicators, items, locking
from engine.errors import NotFound
from engine.measurement.table import Table
from webui import forms
from webui.language import gettext, spoken
from webui.views.indicator_typed import rows_of
from webui.visits import Visit


class Work:
    """A table of a step while somebody works on it: the item, the field, what was typed."""

    def __init__(self, visit: Visit, item_id: int, key: str) -> None:
        self.visit, self.view = visit, items.view(visit.session, visit.actor, item_id)
        fields = {field.key: field for field in indicators.tables(self.view.step.fields)}
        if key not in fields:
            raise NotFound(what="table", name=key)
        if self.view.row.item.closed_at is not None:
            # Says who was first, or what became of it; what was sent is shown with that.
            locking.right(visit.session, locking.seen(visit.session, visit.actor, item_id))
        self.field, self.instance = fields[key], self.view.row.item.instance_id
        self.typed: dict[str, Any] = (self.view.draft or {}).get(key) or {}

    @property
    def sets_up(self) -> bool:
        """Whether the step says what is measured."""
        return continuing.sets_up(self.field)

    def so_far(self) -> continuing.SoFar | None:
        """The table as far as what was typed is in order."""
        at, visit = self.view.row.item, self.visit
        return continuing.so_far(visit.session, visit.actor, at, self.field, self.typed)

    def rows(self) -> list[dict[str, Any]]:
        """The rows that are being set up."""
        return rows_of(self.typed, self._earlier())

    def _earlier(self) -> Table | None:
        return continuing.base(self.visit.session, self.instance, self.field, self.typed)

    def keep(self, typed: Mapping[str, Any]) -> None:
        """Keep what was typed, in order or not."""
        self.typed = dict(typed)
        draft = (self.view.draft or {}) | {self.field.key: self.typed}
        at = self.view.row.item.id
        items.save_draft(self.visit.session, self.visit.actor, at, draft, self.visit.now)

    def url(self, end: str = "", **query: Any) -> str:
        """The address of a page of this table."""
        at = {"item_id": self.view.row.item.id, "key": self.field.key}
        return url_for(f"pages.{end or 'indicators'}", **at, **query)


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
        "draft_at": view.draft_at,
        "beside": forms_beside.of(work.visit.session, work.visit.actor, view.row.item.id),
    }
