"""A table of indicators while a step works on it: what it continues, what was typed into it.

What is typed stands in the draft of a form: year and quarter where the instance's period says none,
and rows as `measurement.reading` takes them. Whoever sets up types whole rows, whoever fills in
only what he changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from engine import indicators, offices, periods
from engine.errors import BadTable, CellProblem, InvalidValues, TableChanged
from engine.fields.kinds import Field, Mode
from engine.fields.problems import Unfit
from engine.indicators import digest, latest, tables
from engine.locking import Locked, Seen
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


def read(session: Session, instance_id: int, field: Field, typed: Typed | None) -> Table | None:
    """The table that a field's answer makes of the one it continues; None when there is none.

    Raises BadTable with all cells that are refused, and InvalidValues when there is nothing to
    continue.
    """
    earlier, rows = base(session, instance_id, field, typed), (typed or {}).get("rows")
    if earlier is None:
        if rows:
            raise _unfit(field, "quarter_missing" if sets_up(field) else "table_missing")
        return None
    table = earlier if rows is None else _read(field, earlier, rows)
    return table if table.rows else None


def _read(field: Field, earlier: Table, rows: object) -> Table:
    if sets_up(field):
        return reading.set_up(earlier, rows)
    return reading.fill(earlier, rows, field.mode)


def sets_up(field: Field) -> bool:
    """Whether a field says what is measured; else it takes what stands beside it."""
    return field.mode == Mode.SET_UP


@dataclass(frozen=True)
class SoFar:
    """A table as far as what was typed is in order, and the cells that are refused.

    `earlier` is what it continues. A row with a refused cell is as it was before, or absent.
    """

    earlier: Table
    table: Table
    problems: list[CellProblem]


def so_far(session: Session, instance_id: int, field: Field, typed: Typed | None) -> SoFar | None:
    """The table that is being worked on; None when there is none yet, as with `base`."""
    earlier, rows = base(session, instance_id, field, typed), (typed or {}).get("rows")
    if earlier is None or rows is None:
        return SoFar(earlier, earlier, []) if earlier else None
    try:
        return SoFar(earlier, _read(field, earlier, rows), [])
    except BadTable as refused:
        bad = {problem.row for problem in refused.problems}
        good = [row for place, row in enumerate(rows, 1) if place not in bad]
        table = earlier if 0 in bad else _read(field, earlier, good)
        return SoFar(earlier, table, refused.problems)


def _unfit(field: Field, code: str) -> InvalidValues:
    return InvalidValues({field.key: [Unfit(code).problem]})


def continued(table: Table, year: int, quarter: int, own: Settings) -> Table:
    """What a new quarter begins with: definitions and targets, and the year's figures before it."""
    rows = [
        {key: cell for key, cell in row.items() if _stays(key, table.year == year, quarter)}
        for row in table.to_json()["rows"]
    ]
    about = {"year": year, "quarter": quarter, "settings": own.to_json()}
    return Table.from_json({**about, "rows": rows})


def _stays(column: str, same_year: bool, quarter: int) -> bool:
    later = QUARTERS[quarter - 1 :] if same_year else QUARTERS
    return not any(column in cells.OF_QUARTER[one] for one in later)


def keep(
    session: Session, item: Locked, answers: Mapping[str, Any], partial: bool
) -> dict[str, object]:
    """Keep the tables of a step's fields; the answers as the record keeps them.

    Raises what `told` raises.
    """
    found = _tables(session, item, answers, partial)
    for table in found.values():
        indicators.store(session, table)
    return _named(item, answers, found)


def told(
    session: Session, item: Seen, answers: Mapping[str, Any], partial: bool = False
) -> dict[str, object]:
    """The answers as the record would keep them, without keeping anything.

    A table that nobody touched is the one it continues. `partial` lets required ones be absent.
    Raises what `read` raises, and TableChanged when the sender has seen another table.
    """
    return _named(item, answers, _tables(session, item, answers, partial))


def _tables(
    session: Session, item: Seen, answers: Mapping[str, Any], partial: bool
) -> dict[str, Table]:
    found = {}
    for field in tables(item.step.fields):
        typed = answers.get(field.key) or {}
        table = read(session, item.row.instance_id, field, typed)
        if typed.get("sha256") not in (None, "", digest(table) if table else None):
            raise TableChanged()
        if table is not None:
            found[field.key] = table
        elif field.required and not partial:
            raise _unfit(field, "required")
    return found


def _named(item: Seen, answers: Mapping[str, Any], found: Mapping[str, Table]) -> dict[str, object]:
    keys = {field.key for field in tables(item.step.fields)}
    others = {key: answer for key, answer in answers.items() if key not in keys}
    return others | {key: indicators.reference(table) for key, table in found.items()}
