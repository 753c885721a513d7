"""What was changed last in a table, for whoever approves papers that are made of it."""

from __future__ import annotations

from engine import corrections, indicators, items
from engine.diagram.step import Meaning
from engine.fields.kinds import Field
from webui.language import gettext
from webui.views import corrected
from webui.visits import Visit


def told(visit: Visit, view: items.ItemView) -> corrected.Told | None:
    """What the last step that sent a table changed in it, as `corrected` tells it; else None."""
    session, instance = visit.session, view.row.item.instance_id
    changed = (corrections.last_in(session, instance, table) for table in _read(view))
    found = [one for some in changed for one in some]
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
