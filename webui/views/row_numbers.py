"""The number that a row of an SOP's table is given."""

from __future__ import annotations

import re

from engine.diagram import editing, graph
from engine.diagram.editing import Row
from engine.diagram.process import Process
from engine.errors import FieldProblem, InvalidValues
from webui.views import lines

# As SOPs print it: 7, or 7a where a row is printed in parts.
USUAL = re.compile("[1-9][0-9]{0,2}[a-z]?")


def check(process: Process, node: str, row: Row) -> None:
    """Raise InvalidValues for a new number of a row that is none, or that another row has.

    Steps that follow each other may become one row, as they share its time.
    """
    if row.number in ("", graph.rows(process)[node], editing.row_of(process.node[node]).number):
        return
    if not USUAL.fullmatch(row.number):
        raise _refused("not_a_row_number", value=row.number[:60])
    others = editing.of_number(process, node, row.number)
    about = {"number": row.number, "name": lines.named(others[0])} if others else {}
    if not editing.can_join(process, node, others):
        raise _refused("row_number_taken", **about)
    times = {row.duration, *(editing.row_of(other).duration for other in others)} - {""}
    if others and len(times) > 1:
        raise _refused("row_of_other_time", **about)


def _refused(code: str, **facts: object) -> InvalidValues:
    return InvalidValues({"number": [FieldProblem(code, facts)]})
