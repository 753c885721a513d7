"""Tables of indicators for whoever reads an instance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from flask import url_for

from engine import files, indicators, versions
from engine.errors import NotFound
from engine.fields.kinds import Field
from engine.fields.numbers import as_written, plain
from engine.indicators import Named
from engine.measurement.table import Row, Table
from engine.versions import Course, Definition
from webui import forms, indicator_words as say, words
from webui.language import gettext, spoken
from webui.views import indicator_evidence as evidence, indicator_rows as rows
from webui.visits import Visit

# Who wrote a note, by the indicator and the column of it.
Noted = Mapping[tuple[str, str], str]


def fields_of(definition: Definition) -> dict[str, Field]:
    """The tables of an SOP by the keys of their fields; each stands in several steps."""
    return {field.key: field for field in indicators.tables_of(definition.process)}


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


def proofs(visit: Visit, instance_id: int, definition: Definition) -> list[dict[str, Any]]:
    """The files of evidence that stand in the newest tables of an instance, by indicator."""
    found: list[dict[str, Any]] = []
    for key in fields_of(definition):
        table = indicators.latest(visit.session, instance_id, key)
        if table is None:
            continue
        given = evidence.Links(files.numbers(visit.session, instance_id, key))
        for row in table.rows:
            if kept := given.listed(row.figures.at(table.quarter).files):
                found.append({"name": f"{row.indicator.id} {row.indicator.name}", "files": kept})
    return found


def as_left(
    visit: Visit, instance_id: int, definition: Definition
) -> dict[int, list[dict[str, str]]]:
    """The tables of an instance as each of its records left them, by the records' numbers."""
    found: dict[int, list[dict[str, str]]] = {}
    for key, field in fields_of(definition).items():
        names = indicators.named(visit.session, instance_id, key)
        for name, before in zip_longest(names, names[1:]):
            found.setdefault(name.seq, []).append(_as_left(name, before, key, field))
    return found


def _as_left(name: Named, before: Named | None, key: str, field: Field) -> dict[str, str]:
    is_same = before is not None and before.sha256 == name.sha256
    at = url_for("pages.indicators_read", instance_id=name.instance_id, key=key, catatan=name.seq)
    return {
        "url": at,
        "label": gettext("%(table)s after this step", table=forms.label(field, spoken())),
        "note": gettext("not changed by it") if is_same else "",
    }


def until(visit: Visit, instance_id: int, key: str, seq: int | None) -> list[Named]:
    """The tables up to a record's, else up to the newest; the newest of them first.

    Raises NotFound when there is none, or none of that record.
    """
    names = indicators.named(visit.session, instance_id, key)
    found = [name for name in names if seq is None or name.seq <= seq]
    if not found or seq not in (None, found[0].seq):
        raise NotFound(what="table", name=key)
    return found


def reading(
    visit: Visit, instance_id: int, definition: Definition, key: str, seq: int | None
) -> dict[str, Any]:
    """A table of an instance, by division: as a record left it, with what its step changed; else
    the newest, with what changed since the round before."""
    if key not in fields_of(definition):
        raise NotFound(what="table", name=key)
    names = until(visit, instance_id, key, seq)
    table = indicators.load(visit.session, names[0])
    others = [name for name in names[1:] if seq or name.sha256 != names[0].sha256]
    before = indicators.load(visit.session, others[0]) if others else None
    course = versions.course(visit.session, instance_id)
    # The last to change the table; whoever sent it since has let it be.
    maker = names[names.index(others[0]) - 1] if others else names[0]
    if before is not None:
        of = indicators.table_of(course.at(maker.seq).process, maker.node, key)
        before = indicators.as_begun(before, table, of)
    changes = rows.credited(before, table, maker) if before and before.rows else []
    links = evidence.Links(files.numbers(visit.session, instance_id, key))
    by = _noted(visit, names, table, course)
    return {
        "table": table,
        "title": forms.label(fields_of(definition)[key], spoken()),
        "whole": rows.whole(table),
        "quarter": say.quarter(table),
        "numeral": words.NUMERALS[str(table.quarter)],
        "scale": table.settings.scale.name,
        "cap": as_written(plain(table.settings.cap)),
        "row": course.at(names[0].seq).rows[names[0].node],
        "sent": names[0],
        "together": say.together(names[0].contributors),
        "parts": [
            (rows.named(part), [_read(n, row, table, links, by) for n, row in own])
            for part in rows.divisions(table)
            if (own := rows.of_division(table, part))
        ],
        "changes": changes[: rows.MOST_CHANGES],
        "more": max(0, len(changes) - rows.MOST_CHANGES),
        "seq": seq,
        "same": bool(seq and others and others[0].sha256 == names[0].sha256),
        "since": course.at(others[0].seq).rows[others[0].node] if others else "",
        "since_round": others[0].round if others else 0,
    }


def _noted(visit: Visit, names: Sequence[Named], table: Table, course: Course) -> Noted:
    """Who wrote each note of a table, and in which row and round."""
    if table.without_notes() == table:
        return {}
    found = indicators.noted(visit.session, names)
    return {place: _by(one, course.at(one.seq)) for place, one in found.items()}


def _by(found: Named, definition: Definition) -> str:
    about = {"row": definition.rows[found.node], "round": found.round, "name": found.sender}
    return str(gettext("%(name)s, row %(row)s, round %(round)d", **about))


def _read(place: int, row: Row, table: Table, links: evidence.Links, by: Noted) -> dict[str, Any]:
    files = row.figures.at(table.quarter).files
    told = {column: who for (id, column), who in by.items() if id == row.indicator.id}
    return rows.read(place, row, table, told) | {"files": links.listed(files)}
