"""A table of indicators while a step works on it: what it continues, what was typed into it.

What is typed stands in the draft of the table, one for all who fill it in: year and quarter where
the instance's period says none, and rows as `measurement.reading` takes them. Whoever sets up types
whole rows, whoever fills in only what he changes. Files of evidence are uploaded into the table's
field, by any of them, and rows name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from engine import offices, periods, uploads
from engine.actors import Actor
from engine.errors import BadTable, CellProblem, InvalidValues
from engine.fields.files import File
from engine.fields.kinds import Field, Mode
from engine.fields.problems import Unfit
from engine.indicators import fills_in, latest
from engine.measurement import cells, reading
from engine.measurement.indicators import QUARTERS
from engine.measurement.settings import Settings
from engine.measurement.table import Table
from engine.models import Instance

Typed = Mapping[str, Any]


def base(session: Session, instance_id: int, field: Field, typed: Typed | None) -> Table | None:
    """The table that a step continues: the newest of the instance, else one without rows.

    Year and quarter are those of the instance's period; where that says none, those of the newest
    table, or what whoever sets up types. None while the quarter is unknown, and when there is
    nothing to fill in.
    """
    found = latest(session, instance_id, field.key)
    if not sets_up(field):
        return found
    quarter = fixed_quarter(session, instance_id) or _typed_quarter(typed or {})
    if found is not None:
        return replace(found, year=quarter[0], quarter=quarter[1]) if quarter else found
    return Table(*quarter, offices.measurement(session)) if quarter else None


def fixed_quarter(session: Session, instance_id: int) -> tuple[int, int] | None:
    """The year and the quarter that an instance's period says."""
    return periods.quarter(session.get_one(Instance, instance_id).period)


def _typed_quarter(typed: Typed) -> tuple[int, int] | None:
    year, quarter = str(typed.get("year", "")), str(typed.get("quarter", ""))
    return periods.quarter(f"{year}-TW{quarter}")


def read(
    session: Session,
    actor: Actor,
    item: Any,
    field: Field,
    typed: Typed | None,
    goes_back: bool = False,
) -> Table | None:
    """The table that a field's answer makes of the one it continues; None when there is none.

    Whoever fills it in has answered what was noted beside it: unless his step `goes_back`, the
    notes end with their round. `item` has the columns of the work item. Raises BadTable with all
    cells that are refused, and InvalidValues when there is nothing to continue.
    """
    return made(session, actor, item, field, typed, goes_back)[1]


def made(
    session: Session,
    actor: Actor,
    item: Any,
    field: Field,
    typed: Typed | None,
    goes_back: bool = False,
) -> tuple[Table | None, Table | None]:
    """The table that is continued, and what `read` makes of it; raises the same."""
    earlier, table = _made(session, actor, item, field, typed)
    ends_round = table is not None and fills_in(field) and not goes_back
    return earlier, table.without_notes() if table and ends_round else table


def _made(
    session: Session, actor: Actor, item: Any, field: Field, typed: Typed | None
) -> tuple[Table | None, Table | None]:
    earlier, rows = base(session, item.instance_id, field, typed), (typed or {}).get("rows")
    if earlier is None:
        if rows:
            raise unfit(field, "quarter_missing" if sets_up(field) else "table_missing")
        return None, None
    if rows is None:
        return earlier, earlier if earlier.rows else None
    table = _read(field, earlier, rows, _files(session, actor, item, field, earlier, rows))
    return earlier, table if table.rows else None


def _read(field: Field, earlier: Table, rows: object, files: Mapping[str, File]) -> Table:
    if sets_up(field):
        return reading.set_up(earlier, rows)
    return reading.fill(earlier, rows, field.mode, files)


def _files(
    session: Session, actor: Actor, item: Any, field: Field, earlier: Table, rows: object
) -> dict[str, File]:
    """The files that typed rows may name: the table's, and what anybody has uploaded into it.

    Uploads are asked for only where rows name others than the table's.
    """
    known = earlier.files()
    if attached(field, earlier, rows) <= known.keys():
        return known
    return {file.sha256: file for file in uploads.uploaded(session, actor, item, field)} | known


def attached(field: Field, table: Table, rows: object) -> set[str]:
    """The sha256 of the files that typed rows name."""
    columns = cells.attached(field.mode, table.quarter)
    named = (
        row.get(column)
        for row in (rows if isinstance(rows, list) else ())
        for column in columns
        if isinstance(row, Mapping)
    )
    return {sha for cell in named if isinstance(cell, list) for sha in cell if isinstance(sha, str)}


def sets_up(field: Field) -> bool:
    """Whether a field says what is measured; else it takes what stands beside it."""
    return field.mode == Mode.SET_UP


@dataclass(frozen=True)
class SoFar:
    """A table as far as what was typed is in order, and the cells that are refused.

    `earlier` is what it continues. A row with a refused cell is as it was before, or absent.
    `files` are those that rows may name, by their sha256.
    """

    earlier: Table
    table: Table
    problems: list[CellProblem]
    files: Mapping[str, File]


def so_far(
    session: Session, actor: Actor, item: Any, field: Field, typed: Typed | None
) -> SoFar | None:
    """The table that is being worked on; None when there is none yet, as with `base`."""
    earlier, rows = base(session, item.instance_id, field, typed), (typed or {}).get("rows")
    if earlier is None or rows is None:
        return SoFar(earlier, earlier, [], earlier.files()) if earlier else None
    files = _files(session, actor, item, field, earlier, rows)
    try:
        return SoFar(earlier, _read(field, earlier, rows, files), [], files)
    except BadTable as refused:
        bad = {problem.row for problem in refused.problems}
        good = [row for place, row in enumerate(rows, 1) if place not in bad]
        table = earlier if 0 in bad else _read(field, earlier, good, files)
        return SoFar(earlier, table, refused.problems, files)


def unfit(field: Field, code: str) -> InvalidValues:
    """Why a table cannot be sent as it is."""
    return InvalidValues({field.key: [Unfit(code).problem]})


def continued(table: Table, year: int, quarter: int, own: Settings) -> Table:
    """What a new quarter begins with: definitions and targets, and the year's figures before it.

    Files stay with the instance to which they were sent: only its readers may open them.
    """
    rows = [
        {key: cell for key, cell in row.items() if _stays(key, table.year == year, quarter)}
        for row in table.to_json()["rows"]
    ]
    about = {"year": year, "quarter": quarter, "settings": own.to_json()}
    return Table.from_json({**about, "rows": rows})


def _stays(column: str, same_year: bool, quarter: int) -> bool:
    later = QUARTERS[quarter - 1 :] if same_year else QUARTERS
    is_file = any(column in own for own in cells.ATTACHED.values())
    return not is_file and not any(column in cells.OF_QUARTER[one] for one in later)
