"""What the templates of a table of indicators are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import request, url_for

from engine import beginnings, continuing, indicators, items
from engine.errors import BadTable, CellProblem, FieldProblem, InvalidValues, NotFound
from engine.fields.kinds import Field, FieldType
from engine.measurement.cells import DEFINITION, FIGURE_TEXTS
from engine.measurement.table import Row, Table
from engine.sending import Checked
from engine.versions import Definition
from webui import forms, words
from webui.language import gettext, spoken
from webui.views import indicator_rows as rows, indicator_words as say, keyset
from webui.views.indicator_typed import rows_of
from webui.visits import Visit

MOST_CHANGES = 40

Part = tuple[str, Sequence[tuple[int, Row]]]


class Work:
    """A table of a step while somebody works on it: the item, the field, what was typed."""

    def __init__(self, visit: Visit, item_id: int, key: str) -> None:
        self.visit, self.view = visit, items.view(visit.session, visit.actor, item_id)
        fields = {field.key: field for field in indicators.tables(self.view.step.fields)}
        if key not in fields or self.view.row.item.closed_at is not None:
            raise NotFound(what="table", name=key)
        self.field, self.instance = fields[key], self.view.row.item.instance_id
        self.typed: dict[str, Any] = (self.view.draft or {}).get(key) or {}

    @property
    def sets_up(self) -> bool:
        """Whether the step says what is measured."""
        return continuing.sets_up(self.field)

    def so_far(self) -> continuing.SoFar | None:
        """The table as far as what was typed is in order."""
        return continuing.so_far(self.visit.session, self.instance, self.field, self.typed)

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


# --- setting up -------------------------------------------------------------------------------


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
    }


def setting_up(work: Work) -> dict[str, Any]:
    """The list of indicators with what can be done with each; or what to begin with."""
    found, listed = work.so_far(), work.rows()
    problems = found.problems if found else []
    fixed = continuing.fixed_quarter(work.visit.session, work.instance)
    bad = {problem.row for problem in problems}
    return page(work) | {
        "quarter": say.quarter(found.earlier) if found else "",
        "fixed": fixed is not None,
        "year": work.typed.get("year") or work.visit.today.year,
        "typed_quarter": work.typed.get("quarter") or (work.visit.today.month + 2) // 3,
        "rows": [_listed(place, row, place in bad) for place, row in enumerate(listed, 1)],
        "errors": [_error(problem, work) for problem in problems],
        "offers": [_offer(offer) for offer in offers(work)] if found and not listed else [],
        "changes": rows.changes(found.earlier, found.table) if found and found.earlier.rows else [],
    }


def offers(work: Work) -> list[beginnings.Beginning]:
    """What the table can begin with."""
    table = continuing.base(work.visit.session, work.instance, work.field, work.typed)
    if table is None:
        return []
    asked = (work.instance, work.field.key, table.year, table.quarter)
    return beginnings.offered(work.visit.session, *asked)


def _offer(offer: beginnings.Beginning) -> dict[str, Any]:
    said = {
        beginnings.Origin.YEAR: gettext("From the quarter before: %(title)s", title=offer.title),
        beginnings.Origin.EARLIER: gettext("From last year: %(title)s", title=offer.title),
        beginnings.Origin.SAMPLE: gettext("From the sample of the demonstration"),
    }
    hint = {
        beginnings.Origin.YEAR: gettext("Indicators, targets and the year's figures so far."),
        beginnings.Origin.EARLIER: gettext("Indicators; revise the targets for this year."),
        beginnings.Origin.SAMPLE: gettext("SAMPLE, not official data."),
    }
    count = len(offer.table.rows)
    return {
        "value": offer.origin.value,
        "label": said[offer.origin],
        "hint": f"{hint[offer.origin]} " + gettext("%(count)d indicators.", count=count),
    }


def _listed(place: int, row: Mapping[str, Any], is_bad: bool) -> dict[str, Any]:
    shown = {key: say.cell(key, row.get(key)) for key in DEFINITION}
    targets = [shown[f"target_{n}"] or say.EMPTY for n in (1, 2, 3, 4)]
    return shown | {"place": place, "bad": is_bad, "targets": targets}


def _error(problem: CellProblem, work: Work) -> dict[str, str]:
    url = work.url("indicator", place=problem.row) if problem.row else ""
    named = ", ".join(filter(None, (problem.indicator, say.column(problem.column))))
    return {"url": url, "label": named, "message": say.problem(problem)}


def one(work: Work, place: int | None) -> dict[str, Any]:
    """The form of one indicator, its problems beside its cells."""
    listed = work.rows()
    if place is not None and not 0 < place <= len(listed):
        raise NotFound(what="indicator", name=place)
    row = listed[place - 1] if place else _blank(listed)
    errors: dict[str, list[CellProblem]] = {}
    for problem in problems_of(work, place):
        errors.setdefault(problem.column, []).append(problem)
    return page(work) | {
        "place": place,
        "row": row,
        "heading": say.cell("name", row.get("name")) if place else gettext("New indicator"),
        "fields": [_asked(field, row, errors.get(key, ())) for key, field in DEFINITION.items()],
        "divisions": sorted({str(one.get("division") or "") for one in listed} - {""}),
        "errors": [
            {"id": column, "label": say.column(column), "message": say.problem(problem)}
            for column, several in errors.items()
            for problem in several
        ],
    }


def problems_of(work: Work, place: int | None) -> list[CellProblem]:
    """What is wrong with one indicator that is being set up."""
    found = work.so_far()
    return [one for one in found.problems if one.row == place] if found and place else []


def _blank(listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    last = listed[-1] if listed else {}
    usual = {"direction": "max", "consolidation": "TLK", "frequency": "quarter"}
    return usual | {"division": last.get("division", ""), "goal": last.get("goal", "")}


def _asked(field: Field, row: Mapping[str, Any], problems: Sequence[CellProblem]) -> dict[str, Any]:
    options = tuple(replace(o, label=say.choice(o.value)) for o in field.options)
    asked = replace(field, label=say.column(field.key), options=options)
    stored = row.get(field.key)
    if isinstance(stored, list):
        stored = "-".join(map(str, stored))
    (view,) = forms.views([asked], {field.key: stored or ""}, {}, spoken())
    said = " ".join(map(say.problem, problems))
    return view | {"error": said, "list": "divisions" if field.key == "division" else None}


# --- filling in -------------------------------------------------------------------------------


def filling(work: Work) -> dict[str, Any]:
    """One division's indicators with their figures, and what was reckoned of them."""
    found = work.so_far()
    if found is None:
        return page(work) | {"table": None}
    parts, stored = rows.parts(found.table), found.earlier.to_json()["rows"]
    number = min(max(1, keyset.whole(request.args.get("bidang")) or 1), len(parts))
    bad: dict[str, dict[str, CellProblem]] = {}
    for problem in found.problems:
        bad.setdefault(problem.indicator, {})[problem.column] = problem
    typed, (division, shown) = rows.by_id(work.typed.get("rows") or ()), parts[number - 1]
    return page(work) | {
        "table": found.table,
        "whole": rows.whole(found.table),
        "quarter": say.quarter(found.table),
        "numeral": words.NUMERALS[str(found.table.quarter)],
        "number": number,
        "next": number + 1 if number < len(parts) else None,
        "division": rows.named(division),
        "parts": [_part(work, found.table, n, part, number) for n, part in enumerate(parts, 1)],
        "rows": [
            filled_row(n, row, found, stored[n - 1], typed.get(row.indicator.id, {}), bad)
            for n, row in shown
        ],
        "errors": [_cell_error(problem, parts, work) for problem in found.problems],
    }


def _part(work: Work, table: Table, n: int, part: Part, current: int) -> dict[str, Any]:
    division, own = part
    now = [row for _, row in own if row.indicator.quarter_targets[table.quarter - 1]]
    done = sum(row.figures.at(table.quarter).realisation is not None for row in now)
    url, count = work.url(bidang=n), f"{done}/{len(now)}"
    return {"url": url, "label": rows.named(division), "count": count, "current": n == current}


def filled_row(
    place: int,
    row: Row,
    found: continuing.SoFar,
    cells: Mapping[str, Any],
    typed: Mapping[str, Any],
    bad: Mapping[str, Mapping[str, CellProblem]],
) -> dict[str, Any]:
    """A row's form: its cells as typed, else as they stood, beside what was reckoned."""
    table, problems = found.table, bad.get(row.indicator.id, {})
    before = found.earlier.rows[place - 1]
    view = rows.read(place, row, table)
    if problems:
        view |= {"realisation": say.EMPTY, "achievement": say.EMPTY, "of_year": say.EMPTY}
        view |= {"predicate": {"label": gettext("To be corrected"), "bars": 0, "tone": "late"}}
    asked = rows.asked(row, table.quarter)
    texts = [f"{key}_{table.quarter}" for key in FIGURE_TEXTS]

    def field(key: str, kind: str) -> dict[str, Any]:
        stored = say.cell(key, cells.get(key))
        error = say.problem(problems[key]) if key in problems else ""
        label = {"x": "X", "y": "Y"}.get(key.partition("_")[0], say.column(key))
        about = {"type": kind, "name": f"r{place}.{key}", "label": label, "error": error}
        return about | {"value": typed.get(key, stored), "changed": _changed(typed, key, stored)}

    figure = [field(key, "number") for key in asked]
    said = [field(key, "area") for key in texts]
    return view | {
        "cells": figure,
        "texts": said,
        "open": any(one["error"] for one in said),
        "noted": sum(bool(one["value"]) for one in said),
        "was": say.figure(before.figures.at(table.quarter).realisation)
        if any(one["changed"] for one in figure)
        else "",
        "last": say.figure(before.figures.at(table.quarter - 1).realisation)
        if table.quarter > 1
        else "",
    }


def _changed(typed: Mapping[str, Any], key: str, stored: str) -> bool:
    return bool(stored) and str(typed.get(key, stored)).strip() != stored


def _cell_error(problem: CellProblem, parts: Sequence[Part], work: Work) -> dict[str, str]:
    at = {
        row.indicator.id: (number, place)
        for number, (_, own) in enumerate(parts, 1)
        for place, row in own
    }
    if problem.indicator not in at:
        return {"label": problem.indicator, "message": say.problem(problem)}
    number, place = at[problem.indicator]
    url = work.url(bidang=number, _anchor=f"r{place}.{problem.column}")
    label = f"{problem.indicator}, {say.column(problem.column)}"
    return {"url": url, "label": label, "message": say.problem(problem)}


# --- beside the form of a step ----------------------------------------------------------------


def typed(view: items.View) -> dict[str, Any]:
    """What was typed into the tables of a step's form."""
    draft = view.draft or {}
    keys = [field.key for field in indicators.tables(view.step.fields)]
    return {key: draft[key] for key in keys if key in draft}


def sent(fields: Sequence[Field], form: forms.Posted, draft: Mapping[str, Any]) -> dict[str, Any]:
    """The tables that are sent: as they were typed, and which of them the check page has shown."""
    posted = forms.posted(indicators.tables(fields), form)
    keys = {field.key for field in indicators.tables(fields)}
    return {key: {**(draft.get(key) or {}), **posted.get(key, {})} for key in keys}


def beside(visit: Visit, view: items.View) -> dict[str, dict[str, Any]]:
    """What the form of a step says of its tables, by the key of their fields."""
    fields = indicators.tables(view.step.fields)
    return {field.key: _beside(visit, view, field) for field in fields}


def _beside(visit: Visit, view: items.View, field: Field) -> dict[str, Any]:
    at = view.row.item
    found = continuing.so_far(
        visit.session, at.instance_id, field, (view.draft or {}).get(field.key)
    )
    table = found.table if found and found.table.rows else None
    return {
        "sets_up": continuing.sets_up(field),
        "whole": rows.whole(table) if table else None,
        "bad": len(found.problems) if found else 0,
        "url": url_for("pages.indicators", item_id=at.id, key=field.key),
    }


def named(visit: Visit, view: items.View, checked: Checked) -> tuple[Checked, list[dict[str, Any]]]:
    """What was checked, its tables as the record will name them; and what the check page says of
    them. Raises InvalidValues for tables with refused cells, and for required ones."""
    answers, told = dict(checked.answers), []
    for field in indicators.tables(view.step.fields):
        typed = answers.pop(field.key, None)
        table = _read(visit, view, field, typed)
        if table is not None:
            answers[field.key] = indicators.reference(table)
            told.append(_told(visit, view, field, table))
        elif field.required and not checked.goes_back:
            raise InvalidValues({field.key: [FieldProblem("required")]})
    return replace(checked, answers=answers), told


def _read(visit: Visit, view: items.View, field: Field, typed: Any) -> Table | None:
    try:
        return continuing.read(visit.session, view.row.item.instance_id, field, typed)
    except BadTable as bad:
        problem = FieldProblem("table_cells", {"count": len(bad.problems)})
        raise InvalidValues({field.key: [problem]}) from bad


def _told(visit: Visit, view: items.View, field: Field, table: Table) -> dict[str, Any]:
    before = indicators.latest(visit.session, view.row.item.instance_id, field.key)
    changes = rows.changes(before, table)
    return {
        "key": field.key,
        "label": forms.label(field, spoken()),
        "sha256": indicators.digest(table),
        "whole": rows.whole(table),
        "changes": changes[:MOST_CHANGES],
        "more": max(0, len(changes) - MOST_CHANGES),
        "same": before is not None and not changes,
        "cautions": sum(bool(rows.measured(row, table).warnings) for row in table.rows),
    }


# --- reading ----------------------------------------------------------------------------------


def fields_of(definition: Definition) -> dict[str, Field]:
    """The tables of an SOP by the keys of their fields; each stands in several steps."""
    steps = [node.step for node in definition.process.nodes if node.step]
    return {f.key: f for step in steps for f in step.fields if f.type is FieldType.INDICATORS}


def links(visit: Visit, instance_id: int, definition: Definition) -> list[dict[str, str]]:
    """The tables of an instance that can be read, as the templates' `papers` takes them."""
    found = [
        (field, indicators.named(visit.session, instance_id, key))
        for key, field in fields_of(definition).items()
    ]
    return [
        {
            "name": forms.label(field, spoken()),
            "url": url_for("pages.indicators_read", instance_id=instance_id, key=field.key),
            "note": words.table(vars(names[0])),
        }
        for field, names in found
        if names
    ]


def reading(visit: Visit, instance_id: int, definition: Definition, key: str) -> dict[str, Any]:
    """The newest table of an instance, by division, and what changed since the round before."""
    names = indicators.named(visit.session, instance_id, key)
    if not names or key not in fields_of(definition):
        raise NotFound(what="table", name=key)
    table = indicators.load(visit.session, names[0])
    others = [name for name in names if name.sha256 != names[0].sha256]
    before = indicators.load(visit.session, others[0]) if others else None
    changes = rows.changes(before, table) if before and before.rows else []
    return {
        "table": table,
        "title": forms.label(fields_of(definition)[key], spoken()),
        "whole": rows.whole(table),
        "quarter": say.quarter(table),
        "numeral": words.NUMERALS[str(table.quarter)],
        "scale": table.settings.scale.name,
        "cap": say.cell("cap_1", str(table.settings.cap)),
        "row": definition.rows.get(names[0].node, ""),
        "at": names[0].at,
        "parts": [
            (
                rows.named(part),
                [rows.read(n, row, table) for n, row in rows.of_division(table, part)],
            )
            for part in rows.divisions(table)
        ],
        "changes": changes[:MOST_CHANGES],
        "more": max(0, len(changes) - MOST_CHANGES),
        "since": definition.rows.get(others[0].node, "") if others else "",
    }
