"""A table's canonical JSON, and the demonstration's."""

import json
from typing import Any

from hypothesis import given, strategies as st

from engine.fields.kinds import FieldType
from engine.measurement.cells import COLUMNS, as_typed, read
from engine.measurement.indicators import (
    Consolidation,
    Direction,
    Entry,
    Figures,
    Frequency,
    Indicator,
)
from engine.measurement.settings import default
from engine.measurement.table import Row, Table
from tests.engine.measurement.samples import (
    DEMO,
    NUMBERS,
    POINTS,
    PROOF,
    RANGES,
    RATIOS,
    SAMPLE,
    SETTINGS,
)

TEXTS = st.text("abc \n%–é", max_size=8)


@st.composite
def any_row(draw: st.DrawFn) -> Row:
    direction, consolidation = (
        draw(st.sampled_from(Direction)),
        draw(st.sampled_from(Consolidation)),
    )
    target = st.none() | (RANGES if direction is Direction.RANGE else POINTS)
    figure = st.none() | (RATIOS if consolidation is Consolidation.XY else NUMBERS)
    files = st.sampled_from([(), (PROOF,)])
    entry = st.builds(Entry, figure, TEXTS, TEXTS, TEXTS, TEXTS, files=files)
    indicator = draw(
        st.builds(
            Indicator,
            direction=st.just(direction),
            consolidation=st.just(consolidation),
            frequency=st.sampled_from(Frequency),
            year_target=target,
            quarter_targets=st.tuples(*[target] * 4),
            **dict.fromkeys(("id", "name", "unit", "goal", "definition", "division"), TEXTS),
        )
    )
    return Row(indicator, Figures(draw(st.tuples(*[entry] * 4))))


ROWS = st.lists(any_row(), max_size=3).map(tuple)
TABLES = st.builds(Table, st.just(2026), st.integers(1, 4), SETTINGS, ROWS)


def numbers_of(data: Any) -> set[type]:
    """The types of what stands at the ends of plain data."""
    if isinstance(data, dict | list):
        inner = data.values() if isinstance(data, dict) else data
        return set().union(*map(numbers_of, inner))
    return {type(data)}


@given(TABLES)
def test_a_table_is_stored_and_read_back_the_same(table: Table) -> None:
    data = json.loads(json.dumps(table.to_json()))
    assert Table.from_json(data) == table
    assert Table.from_json(data).to_json() == data


@given(TABLES)
def test_every_stored_number_is_the_same_when_it_is_typed_again(table: Table) -> None:
    for row in table.to_json()["rows"]:
        typed = as_typed(row)
        for key, cell in row.items():
            if COLUMNS[key].type is FieldType.NUMBER:
                assert read(COLUMNS[key], typed[key]) == cell


@given(TABLES)
def test_a_stored_table_holds_no_float_and_nothing_blank(table: Table) -> None:
    data = table.to_json()
    assert numbers_of(data) <= {str, int}
    assert all(cell for row in data["rows"] for cell in row.values())


@given(TABLES)
def test_whatever_a_table_holds_can_be_measured(table: Table) -> None:
    assert len(table.measured()) == len(table.rows)


def test_the_demonstration_holds_the_canonical_table_with_its_label() -> None:
    assert SAMPLE.to_json() == DEMO["table"]
    assert DEMO["label"] == "CONTOH, bukan data resmi Kabupaten Tapin"
    assert SAMPLE.settings == default()
