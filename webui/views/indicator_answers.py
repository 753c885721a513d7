"""Tables of indicators beside the form of a step: opened from it, checked and sent with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import url_for

from engine import continuing, disputes, indicators, items, shared_tables
from engine.contributions import SharedTable
from engine.errors import BadTable, FieldProblem, InvalidValues
from engine.fields.kinds import Field
from engine.measurement.cells import NOTES
from engine.measurement.differences import differences
from engine.measurement.table import Table
from engine.sending import Checked
from webui import forms
from webui.language import spoken
from webui.views import indicator_rows as rows
from webui.visits import Visit

Whole = dict[str, Any]
# So many indicators to look at again are named; of more it is said that there are.
MOST_CAUTIONED = 10


def beside(visit: Visit, view: items.ItemView) -> dict[str, dict[str, Any]]:
    """What the form of a step says of its tables, by the key of their fields."""
    fields = indicators.tables(view.step.fields)
    return {field.key: _beside(visit, view, field) for field in fields}


def _beside(visit: Visit, view: items.ItemView, field: Field) -> dict[str, Any]:
    at, shared = view.row.item, _shared(view, field)
    found = continuing.so_far(visit.session, visit.actor, at, field, shared.typed)
    table = found.table if found and found.table.rows else None
    whole = rows.whole(table) if table else None
    return {
        "sets_up": continuing.sets_up(field),
        "notes": field.mode in NOTES,
        "whole": whole,
        "cautioned": _cautioned(view, field, whole, table) if whole and table else None,
        "changed": _changed(view, found) if found else [],
        "bad": len(found.problems) if found else 0,
        "disputed": len([*disputes.of(shared)]),
        "url": url_for("pages.indicators", item_id=at.id, key=field.key),
        "label": forms.label(field, spoken()),
        "open": view.lane.is_group,
    }


def _changed(view: items.ItemView, found: continuing.SoFar) -> list[str]:
    """The indicators of which something is typed otherwise than it stood, in a round after the
    first."""
    is_again = view.node.id in view.rounds
    changes = differences(found.earlier, found.table) if is_again else []
    return list(dict.fromkeys(one.id for one in changes))


def _cautioned(view: items.ItemView, field: Field, whole: Whole, table: Table) -> Whole | None:
    """How many indicators should be looked at again; of the first ones where that is done."""
    at = {"item_id": view.row.item.id, "key": field.key}
    shown = []
    for id in whole["cautioned"][:MOST_CAUTIONED]:
        number, place = rows.page_of(table, id)
        url = url_for("pages.indicators", **at, bidang=number, _anchor=f"i{place}")
        shown.append({"id": id, "url": url})
    return {"count": len(whole["cautioned"]), "shown": shown} if shown else None


def named(
    visit: Visit, view: items.ItemView, checked: Checked
) -> tuple[Checked, list[dict[str, Any]]]:
    """What was checked, its tables as the record will name them; and what the check page says of
    them. Raises InvalidValues for tables with refused cells, and for required ones."""
    answers, told = dict(checked.answers), []
    for field in indicators.tables(view.step.fields):
        answers.pop(field.key, None)
        table = _read(visit, view, field, checked.goes_back)
        if table is not None:
            answers[field.key] = indicators.reference(table)
            told.append(_told(visit, view, field, table))
        elif field.required and not checked.goes_back:
            raise InvalidValues({field.key: [FieldProblem("required")]})
    return replace(checked, answers=answers), told


def _shared(view: items.ItemView, field: Field) -> SharedTable:
    return view.shared.get(field.key, shared_tables.NOTHING)


def _read(visit: Visit, view: items.ItemView, field: Field, goes_back: bool) -> Table | None:
    at, typed = view.row.item, _shared(view, field).typed
    try:
        return continuing.read(visit.session, visit.actor, at, field, typed, goes_back)
    except BadTable as bad:
        problem = FieldProblem("table_cells", {"count": len(bad.problems)})
        raise InvalidValues({field.key: [problem]}) from bad


def _told(visit: Visit, view: items.ItemView, field: Field, table: Table) -> dict[str, Any]:
    before = indicators.latest(visit.session, view.row.item.instance_id, field.key)
    before = indicators.as_begun(before, table, field) if before else None
    changes, whole = rows.changes(before, table), rows.whole(table)
    return {
        "key": field.key,
        "label": forms.label(field, spoken()),
        "sha256": indicators.digest(table),
        "whole": whole,
        "sets_up": continuing.sets_up(field),
        "changes": changes[: rows.MOST_CHANGES],
        "more": max(0, len(changes) - rows.MOST_CHANGES),
        "same": before is not None and not changes,
        "cautioned": _cautioned(view, field, whole, table),
        "disputed": len([*disputes.of(_shared(view, field))]),
    }
