"""What a paper's text can print of the values that fill it, each text by its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.papers.reads import Reads

Place = tuple[str, ...]
Said = Mapping[Place, str]
Told = Iterator[tuple[Place, str | None]]


def flat(place: Place, value: Any, reads: Reads) -> Told:
    """The texts in a value, each at its place; of rows only the columns that a text can name."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            is_row = len(place) > 2
            if not is_row or reads.has_part(key):
                yield from flat((*place, str(key)), one, reads)
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from flat((*place, str(number)), one, reads)
    else:
        yield place, value


def of_table(told: Mapping[str, Any], reads: Reads) -> Told:
    """What a text can name of a table: of each indicator its columns, and what is beside them."""
    for name, value in told.items():
        # Rows have predicates, too: that of the mean is named where the mean is.
        needed = {"predikat": "rata_rata"}.get(name, name)
        if isinstance(value, str | None) and reads.has_part(needed):
            yield (name,), value
    if reads.has_part("jumlah"):
        for one in told["jumlah"]:
            yield ("jumlah", one["predikat"]), one["banyak"]
    if reads.has_part("baris"):
        for row in told["baris"]:
            for column, cell in row.items():
                if reads.has_part(column):
                    yield (f"{row['kode']} {row['indikator']}", column), cell
