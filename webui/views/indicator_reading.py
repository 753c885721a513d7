"""Tables of indicators for whoever reads an instance."""

from __future__ import annotations

from typing import Any

from flask import url_for

from engine import indicators, versions
from engine.errors import NotFound
from engine.fields.kinds import Field, FieldType
from engine.fields.numbers import as_written, plain
from engine.versions import Definition
from webui import forms, indicator_words as say, words
from webui.language import spoken
from webui.views import indicator_rows as rows
from webui.visits import Visit


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
    course = versions.course(visit.session, instance_id)
    return {
        "table": table,
        "title": forms.label(fields_of(definition)[key], spoken()),
        "whole": rows.whole(table),
        "quarter": say.quarter(table),
        "numeral": words.NUMERALS[str(table.quarter)],
        "scale": table.settings.scale.name,
        "cap": as_written(plain(table.settings.cap)),
        "row": course.at(names[0].seq).rows[names[0].node],
        "at": names[0].at,
        "parts": [
            (
                rows.named(part),
                [rows.read(n, row, table) for n, row in rows.of_division(table, part)],
            )
            for part in rows.divisions(table)
        ],
        "changes": changes[: rows.MOST_CHANGES],
        "more": max(0, len(changes) - rows.MOST_CHANGES),
        "since": course.at(others[0].seq).rows[others[0].node] if others else "",
    }
