"""Reads what a form, the command line or a spreadsheet sent into a table: all problems at once.

What is sent is a list of rows, each the columns of `cells` by their keys. A column that was not
sent stays as it was, a blank one is emptied. Who sets up says what is measured; who fills in says
what was realised in the table's quarter, who checks or approves notes something beside it, and none
does the other's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.errors import BadTable, CellProblem, FieldProblem
from engine.fields.answers import is_blank
from engine.fields.files import File
from engine.fields.kinds import Field, FieldType, Mode
from engine.fields.problems import Unfit, quoted
from engine.fields.validation import MOST_ROWS
from engine.measurement import cells, rows
from engine.measurement.indicators import QUARTERS
from engine.measurement.table import Table

Columns = Mapping[str, Field]
Row = dict[str, Any]

_NONE: Mapping[str, File] = {}


def set_up(earlier: Table, sent: object) -> Table:
    """The table with the definitions and targets that were sent, in the order of its rows.

    Rows that were not sent are removed, new ids are new rows. The figures of a known indicator stay
    as they are; only a new one takes those sent with it, of the quarters before the table's.
    Raises BadTable.
    """
    reading = _Reading(earlier)
    past = [cells.FIGURES[quarter] for quarter in QUARTERS[: earlier.quarter - 1]]
    open_ = cells.DEFINITION | {key: field for own in past for key, field in own.items()}
    found: list[Row] = []
    for sent_row in reading.rows(sent):
        before = reading.before.get(sent_row.id, {})
        columns = cells.DEFINITION if before else open_
        found.append(reading.row(sent_row, {"id": sent_row.id, **before}, columns))
    return reading.table(found)


def fill(
    earlier: Table, sent: object, mode: str = Mode.FILL, files: Mapping[str, File] = _NONE
) -> Table:
    """The table with the figures of its quarter that were sent, and nothing else of it changed.

    In the modes of notes these are written instead. Rows that were not sent stay as they are;
    definitions, targets and other quarters' columns that were sent are not read. Files are sent by
    their sha256, and are those of the table or of `files`. Raises BadTable.
    """
    reading = _Reading(earlier, files)
    found = dict(reading.before)
    for sent_row in reading.rows(sent):
        if sent_row.id in found:
            columns = _columns(mode, earlier.quarter)
            found[sent_row.id] = reading.row(sent_row, found[sent_row.id], columns)
        elif sent_row.id:
            problem = FieldProblem("unknown_indicator", {"indicator": sent_row.id})
            reading.report(sent_row, "id", problem)
    return reading.table(list(found.values()))


def _columns(mode: str, quarter: int) -> Columns:
    return cells.written(mode, quarter) | cells.attached(mode, quarter)


@dataclass(frozen=True)
class _Sent:
    """A row as it was sent: its place counted from 1, and its id, "" when that is unfit."""

    place: int
    id: str
    cells: Mapping[str, object]


class _Reading:
    """One pass over what was sent, which gathers the problems on its way."""

    def __init__(self, earlier: Table, files: Mapping[str, File] = _NONE) -> None:
        self.earlier, self.files = earlier, {**files, **earlier.files()}
        self.before: dict[str, Row] = {row["id"]: row for row in earlier.to_json()["rows"]}
        self.problems: list[CellProblem] = []

    def report(self, sent: _Sent, column: str, found: FieldProblem) -> None:
        self.problems.append(CellProblem(sent.place, sent.id, column, found.code, found.facts))

    def rows(self, sent: object) -> list[_Sent]:
        """The rows that hold anything, each with its id."""
        if not isinstance(sent, list) or not all(isinstance(row, Mapping) for row in sent):
            raise BadTable([CellProblem(0, "", "", "not_rows")])
        if len(sent) > MOST_ROWS:
            raise BadTable([CellProblem(0, "", "", "too_many_rows", {"maximum": MOST_ROWS})])
        places = enumerate(sent, 1)
        found = [self._row(n, row) for n, row in places if not all(map(is_blank, row.values()))]
        seen: set[str] = set()
        for one in found:
            if one.id in seen:
                self.report(one, "id", FieldProblem("repeated_indicator", {"indicator": one.id}))
            seen |= {one.id} - {""}
        return found

    def _row(self, place: int, row: Mapping[str, object]) -> _Sent:
        unnamed = _Sent(place, "", row)
        id = self._cell(unnamed, cells.DEFINITION["id"], row.get("id"))
        return replace(unnamed, id=id) if isinstance(id, str) else unnamed

    def row(self, sent: _Sent, before: Row, columns: Columns) -> Row:
        """The row with the cells of these columns that were sent; the others are those before."""
        for key in sorted(map(quoted, sent.cells.keys() - cells.COLUMNS.keys())):
            self.report(sent, key, FieldProblem("unknown_column", {"key": key}))
        count = len(self.problems)
        read = {
            key: self._cell(sent, columns[key], sent.cells[key])
            for key in columns.keys() & sent.cells.keys() - {"id"}
        }
        refused = {problem.column for problem in self.problems[count:]}
        after = {key: cell for key, cell in (before | read).items() if cell is not None}
        for column, code in rows.contradictions(before, after):
            if column not in refused:
                self.report(sent, column, FieldProblem(code))
        return after

    def _cell(self, sent: _Sent, column: Field, cell: object) -> object:
        """The cell as it is stored; None when it is blank, or refused."""
        try:
            found = cells.read(column, cell)
            if found is None and column.required:
                raise Unfit("required")
            if column.type is FieldType.FILE and isinstance(found, list):
                return self._named(found)
        except Unfit as unfit:
            self.report(sent, column.key, unfit.problem)
            return None
        return found

    def _named(self, found: list[str]) -> list[dict[str, Any]]:
        if not self.files.keys() >= set(found):
            raise Unfit("file_unfound")
        return [vars(self.files[sha]) for sha in found]

    def table(self, found: list[Row]) -> Table:
        """The table of these rows; raises BadTable with all problems in their order."""
        if self.problems:
            raise BadTable(sorted(self.problems, key=lambda one: (one.row, one.column)))
        return Table.from_json({**self.earlier.to_json(), "rows": found})
