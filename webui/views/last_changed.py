"""What was changed last in a table, for whoever approves papers that are made of it."""

from __future__ import annotations

from engine import dossier, indicators, items
from engine.corrections import Cell, Correction
from engine.diagram.step import Meaning
from engine.fields.kinds import Field
from engine.measurement.differences import differences
from webui.language import gettext
from webui.views import corrected
from webui.visits import Visit


def told(visit: Visit, view: items.ItemView) -> corrected.Told | None:
    """What the last step that sent a table changed in it, as `corrected` tells it; else None."""
    found = [one for table in _read(view) if (one := _last(visit, view, table))]
    title = gettext("What was changed last in the table")
    return corrected.listed(visit, view, title, found) if found else None


def _read(view: items.ItemView) -> list[Field]:
    """The tables of which the papers are made that a step approves."""
    if view.step.meaning is Meaning.DONE:
        return []
    process, codes = view.definition.process, view.step.standard.outputs
    texts = [view.definition.text(paper) for paper in process.papers if paper.code in codes]
    read = [text.reads.tables for text in texts if text]
    return [
        table
        for table in indicators.tables_of(process)
        if any(keys is None or table.key in keys for keys in read)
    ]


def _last(visit: Visit, view: items.ItemView, table: Field) -> Correction | None:
    """What the last step that sent a table changed; None where it set it up, or changed nothing."""
    instance = view.row.item.instance_id
    last = indicators.named(visit.session, instance, table.key)[:2]
    if len({one.sha256 for one in last}) < 2:
        return None
    after, before = (indicators.load(visit.session, one) for one in last)
    done = dossier.since(visit.session, instance, last[0].seq - 1)[0]
    return Correction(done, cells=[Cell(table, one) for one in differences(before, after)])
