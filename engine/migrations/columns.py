"""Columns that the steps in `versions` have in common, named as the models name them."""

from typing import Any

import sqlalchemy as sa

# SQLite hands out row numbers only for "INTEGER PRIMARY KEY".
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def ref(
    table: str, column: str, target: str, kind: Any = BIG, nullable: bool = False
) -> sa.Column[Any]:
    """A column of a table that refers to another one, named "table.column"."""
    name = f"fk_{table}_{column}_{target.partition('.')[0]}"
    return sa.Column(column, kind, sa.ForeignKey(target, name=name), nullable=nullable)
