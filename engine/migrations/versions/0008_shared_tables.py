"""One draft of a table for all who fill it in, in place of a copy for each of them.

What stands in open forms is put together: of two who typed the same cell the later one counts, and
stands beside what the other typed; a blank cell takes away nothing. Of a table that is being set up
the latest counts as a whole: its rows were put in order, and some taken out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.migrations.columns import BIG, ref

revision = "0008"
down_revision = "0007"

DRAFT = sa.table(
    "form_draft",
    sa.column("item_id", BIG),
    sa.column("person_id", BIG),
    sa.column("answers", sa.JSON()),
    sa.column("saved_at", sa.DateTime()),
)
PERSON = sa.table("person", sa.column("id", BIG), sa.column("name", sa.String()))

Row = dict[str, Any]


def upgrade() -> None:
    shared = op.create_table(
        "table_draft",
        ref("table_draft", "item_id", "work_item.id"),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("item_id", "field", name="pk_table_draft"),
    )
    found: dict[tuple[int, str], Row] = {}
    for item, person, name, answers, saved_at in _drafts():
        for key, typed in _tables(answers):
            before = found.get((item, key)) or _nothing(item, key)
            found[item, key] = _joined(before, typed, person, name, saved_at)
        _keep_others(item, person, answers)
    if found:
        op.bulk_insert(shared, list(found.values()))


def _drafts() -> list[Any]:
    """What people have typed, the latest last."""
    columns = (DRAFT.c.item_id, DRAFT.c.person_id, PERSON.c.name, DRAFT.c.answers, DRAFT.c.saved_at)
    joined = DRAFT.join(PERSON, PERSON.c.id == DRAFT.c.person_id)
    order = (DRAFT.c.saved_at, DRAFT.c.person_id)
    return list(op.get_bind().execute(sa.select(*columns).select_from(joined).order_by(*order)))


def _tables(answers: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    """The tables among answers: no other field's answer is a mapping."""
    return ((key, dict(typed)) for key, typed in answers.items() if isinstance(typed, Mapping))


def _keep_others(item: int, person: int, answers: Mapping[str, Any]) -> None:
    """Leave in a person's draft what is no table; a draft of tables alone goes."""
    left = {key: typed for key, typed in answers.items() if not isinstance(typed, Mapping)}
    whose = (DRAFT.c.item_id == item, DRAFT.c.person_id == person)
    if left != answers:
        act = sa.update(DRAFT).values(answers=left) if left else sa.delete(DRAFT)
        op.get_bind().execute(act.where(*whose))


def _nothing(item: int, key: str) -> Row:
    draft = {"item_id": item, "field": key, "edition": 1}
    return draft | {"typed": {}, "cells": {}, "people": {}, "pages": {}}


def _joined(draft: Row, typed: Row, person: int, name: str, saved_at: Any) -> Row:
    """A table with what one more person typed, later than all before; his rows come first."""
    at = saved_at.isoformat(timespec="seconds") + "+00:00"
    people = draft["people"] | {str(person): {"name": name, "at": at}}
    if _sets_up(typed):
        cells = {str(row.get("id", "")): {"": {"by": person, "at": at}} for row in _rows(typed)}
        return draft | {"typed": typed, "cells": cells, "people": people, "saved_at": saved_at}
    known, own = _by_id(_rows(draft["typed"])), _rows(typed)
    rows = [_row(known.get(row.get("id"), {}), row, draft["cells"], person, at) for row in own]
    here = _by_id(own)
    rows += [row for row in _rows(draft["typed"]) if row.get("id") not in here]
    about = {key: said for key, said in typed.items() if key != "rows"}
    whole = draft["typed"] | about | ({"rows": rows} if "rows" in draft["typed"] | typed else {})
    return draft | {"typed": whole, "people": people, "saved_at": saved_at}


def _sets_up(typed: Row) -> bool:
    """Whether the rows say what is measured; whoever fills in types no names."""
    return any("name" in row for row in _rows(typed))


def _rows(typed: Row) -> list[Row]:
    rows = typed.get("rows")
    return [dict(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _by_id(rows: list[Row]) -> dict[Any, Row]:
    return {row["id"]: row for row in rows if row.get("id")}


def _row(before: Row, row: Row, cells: Row, person: int, at: str) -> Row:
    """A row with what one more person typed; who typed each cell is written in `cells`."""
    marks, found = cells.setdefault(str(row.get("id", "")), {}), {**before}
    for column, cell in row.items():
        was = before.get(column)
        if column in found and (was == cell or (was and not cell)):
            continue
        mark: Row = {"by": person, "at": at}
        if isinstance(was, list) and isinstance(cell, list):
            # Files: those of both.
            found[column] = [*dict.fromkeys([*was, *cell])]
        else:
            found[column] = cell
            mark |= {"over": {**marks[column], "value": was}} if was else {}
        if column != "id":
            marks[column] = mark
    return found
