"""What the templates of one work item are given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from engine import forms_beside, items
from engine.errors import AlurError, InvalidValues, ReasonMissing
from engine.fields.answers import all_as_typed
from webui import forms, pictures
from webui.language import gettext, spoken
from webui.views import (
    corrected,
    decision_views,
    earlier,
    indicator_answers,
    item_forms,
    lines,
    reading_views,
    uploads,
)
from webui.visits import Visit


def item(
    visit: Visit, view: items.ItemView, raw: dict[str, Any], error: AlurError | None, said: str
) -> dict[str, Any]:
    """The item's page: what is asked, the form, the decisions, and what there is to read."""
    row, tables = view.row.item, indicator_answers.beside(visit, view)
    asks_table = any(not table["notes"] for table in tables.values())
    return {
        "view": view,
        "symbol": pictures.symbol(view.definition.process, view.node.id),
        "title": lines.named(view.node),
        "crumbs": crumbs(view),
        "why": lines.why(view.row, visit.actor, view.definition),
        "tags": lines.tags(view.row, visit.actor.holding(row.post_id), False),
        "errors": _summary(view, error, said),
        "is_mine": row.person_id == visit.actor.id,
        "beside": forms_beside.of(visit.session, visit.actor, row.id),
        "since": corrected.told(visit, view),
        "tables_too": bool(tables),
        "shared": [one for one in tables.values() if one["open"]],
        **_form(visit, view, raw, error, tables),
        **_decisions(visit, view, raw, said if isinstance(error, ReasonMissing) else ""),
        **reading_views.beside(visit, view, asks_table),
    }


def _form(
    visit: Visit,
    view: items.ItemView,
    raw: dict[str, Any],
    error: AlurError | None,
    tables: Mapping[str, Any],
) -> dict[str, Any]:
    """The fields with what was typed, else as they were answered in the round before."""
    before = all_as_typed(view.step.fields, view.earlier or {})
    values = raw or before
    files = uploads.shown(view, values, uploads.known(visit, view))
    was = earlier.beside(view, values, files)
    return {
        "fields": [
            field
            | uploads.field(field, files)
            | {"table": tables.get(field["name"]), "was": was.get(field["name"])}
            for field in forms.views(view.step.fields, values, _problems(error), spoken())
        ],
        "has_files": bool(files),
        "prints": [(one.code, lines.named(one)) for one in item_forms.printable(view)],
        "form": decision_views.FORM,
        "action": url_for("pages.item", item_id=view.row.item.id),
        "autosave": url_for("pages.draft", item_id=view.row.item.id),
    }


def _problems(error: AlurError | None) -> forms.Errors:
    return error.errors if isinstance(error, InvalidValues) else {}


def _summary(view: items.ItemView, error: AlurError | None, said: str) -> list[dict[str, str]]:
    """What is wrong, each with the field that it is about."""
    problems = _problems(error)
    if error and not problems:
        at = "reason" if isinstance(error, ReasonMissing) else "decide"
        return [{"id": at, "label": "", "message": said}]
    return forms.summary(view.step.fields, problems, spoken())


def _decisions(
    visit: Visit, view: items.ItemView, raw: dict[str, Any], reason: str
) -> dict[str, Any]:
    """The decision panel, without its buttons while somebody else has taken the item."""
    taker = items.taken_by_another(visit.session, visit.actor, view)
    panel = decision_views.panel(visit, view, raw, reason)
    return {
        "taker": taker,
        "decide": panel if taker is None else panel | {"forward": [], "returns": []},
    }


def crumbs(view: items.ItemView) -> list[dict[str, str]]:
    """The way from the inbox to an item's page."""
    return [
        {"url": url_for("pages.inbox"), "label": gettext("Inbox")},
        {
            "url": url_for("pages.instance", instance_id=view.row.item.instance_id),
            "label": view.row.title,
        },
        {"label": lines.named(view.node)},
    ]
