"""What people send as a table: who may change what, and every cell that is refused."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, strategies as st

from engine.errors import BadTable, CellProblem
from engine.fields.kinds import Mode
from engine.measurement.cells import COLUMNS, NOTES
from engine.measurement.problems import OWN_PROBLEMS, PROBLEMS
from engine.measurement.reading import fill, set_up
from engine.measurement.settings import default
from engine.measurement.table import Table
from tests.engine.fields.forms import JSON
from tests.engine.measurement.samples import DEMO, PROOF, SAMPLE

EMPTY = Table(2026, 3, default())
NEW = {"id": "IK11", "name": "Contoh", "unit": "%", "direction": "max", "consolidation": "TLK"}
NEW |= {"frequency": "quarter"}
SENT = DEMO["table"]["rows"]


def cells(table: Table, name: str) -> dict[str, Any]:
    return next(row for row in table.to_json()["rows"] if row["id"] == name)


def refused(reading: Callable[[], Table]) -> list[tuple[int, str, str, str]]:
    with pytest.raises(BadTable) as caught:
        reading()
    assert all(PROBLEMS[one.code].format_map(one.facts) for one in caught.value.problems)
    return [(one.row, one.indicator, one.column, one.code) for one in caught.value.problems]


def problem(**parts: object) -> tuple[str, str]:
    """The one problem of a new row with these cells."""
    (found,) = refused(lambda: set_up(EMPTY, [NEW | parts]))
    return found[2:]


def written(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stored rows as people would write them: with a decimal comma, ranges with a dash."""
    return [
        {
            key: cell.replace(".", ",") if COLUMNS[key].type == "number" else cell
            for key, cell in row.items()
        }
        for row in rows
    ]


def test_the_samples_as_people_write_them_become_the_samples() -> None:
    table = set_up(replace(EMPTY, quarter=4), written(SENT))
    assert replace(table, quarter=3) == SAMPLE


def test_a_spreadsheet_sends_words_and_numbers_of_its_own() -> None:
    sent = NEW | {"direction": " Maksimasi", "consolidation": "Nilai  Terakhir", "name": 2026}
    sent |= {
        "frequency": "SEMESTER",
        "year_target": 99.5,
        "target_1": None,
        "target_2": Decimal(98),
    }
    expected = NEW | {"name": "2026", "frequency": "semester", "year_target": "99.5"}
    assert cells(set_up(EMPTY, [sent]), "IK11") == expected | {"target_2": "98"}


@pytest.mark.parametrize(
    "sent", ["80-90,5", "80 – 90,5", "80 s.d. 90,5", "80 sd 90.5", ["80", 90.5]]
)
def test_a_range_has_two_bounds(sent: object) -> None:
    table = set_up(EMPTY, [NEW | {"direction": "range", "target_3": sent}])
    assert cells(table, "IK11")["target_3"] == ["80", "90.5"]


def test_who_sets_up_changes_targets_adds_removes_and_sorts_rows() -> None:
    sent = [NEW, SENT[1] | {"target_3": "59", "goal": ""}, SENT[0]]
    table = set_up(SAMPLE, sent)
    assert [row.indicator.id for row in table.rows] == ["IK11", "IK02", "IK01"]
    assert cells(table, "IK02")["target_3"] == "59" and "goal" not in cells(table, "IK02")


def test_who_sets_up_changes_no_figures() -> None:
    table = set_up(
        SAMPLE, [SENT[0] | {"realisation_3": "1", "realisation_4": "2", "evidence_3": "x"}]
    )
    assert cells(table, "IK01") == cells(SAMPLE, "IK01")


def test_a_new_indicator_brings_the_figures_of_earlier_quarters() -> None:
    table = set_up(SAMPLE, [*SENT, NEW | {"realisation_1": "7", "realisation_3": "8", "x_4": "1"}])
    assert cells(table, "IK11") == NEW | {"realisation_1": "7"}


def test_who_fills_in_changes_the_figures_of_the_quarter() -> None:
    sent = {"id": "IK01", "realisation_3": "99,5", "evidence_3": "Laporan", "follow_up_3": " "}
    expected = cells(SAMPLE, "IK01") | {"realisation_3": "99.5", "evidence_3": "Laporan"}
    assert cells(fill(SAMPLE, [sent]), "IK01") == expected


def test_who_fills_in_changes_nothing_else_whatever_was_sent() -> None:
    sent = [row | {"name": "x", "target_3": "1", "realisation_2": "1", "unit": ""} for row in SENT]
    assert fill(SAMPLE, written(sent)) == SAMPLE


def proven(*names: str, mode: Mode = Mode.FILL, table: Table = SAMPLE) -> Table:
    """A table whose first indicator is sent with files of these sums, of which one is known."""
    sent = [{"id": "IK01", "files_3": list(names)}]
    return fill(table, sent, mode, {PROOF.sha256: PROOF})


def test_files_are_attached_to_an_indicator_by_their_sums_and_stay_until_taken_away() -> None:
    table = proven(PROOF.sha256, PROOF.sha256)
    assert table.rows[0].figures.at(3).files == (PROOF,)
    assert fill(table, [{"id": "IK01", "evidence_3": "Rekap"}]).files() == table.files()
    assert fill(table, [{"id": "IK02", "files_3": [PROOF.sha256]}]).rows[1].figures.at(3).files
    assert proven(table=table) == SAMPLE


def test_a_file_that_nobody_added_is_refused() -> None:
    expected = [(1, "IK01", "files_3", "file_unfound")]
    for name in ("b" * 64, "rekap.pdf"):
        assert refused(lambda name=name: proven(name)) == expected
    many = [f"{n:064x}" for n in range(21)]
    assert refused(lambda: proven(*many)) == [(1, "IK01", "files_3", "file_too_many")]


def test_only_who_fills_in_attaches_files() -> None:
    for mode in NOTES:
        assert proven(PROOF.sha256, mode=mode) == SAMPLE
    table = proven(PROOF.sha256)
    for sent in ([SENT[0] | {"files_3": []}, *SENT[1:]], [*SENT, NEW | {"files_3": ["x"]}]):
        assert set_up(table, sent).files() == table.files()


@pytest.mark.parametrize("mode", NOTES)
def test_who_checks_or_approves_notes_something_and_changes_nothing_else(mode: Mode) -> None:
    column = f"{NOTES[mode]}_3"
    sent = {"id": "IK01", column: "Cocokkan dengan SIAK.", "realisation_3": "1", "name": "x"}
    table = fill(SAMPLE, [sent], mode)
    assert cells(table, "IK01") == cells(SAMPLE, "IK01") | {column: "Cocokkan dengan SIAK."}
    assert fill(table, [{"id": "IK01", column: "x"}]) == table
    assert fill(table, [{"id": "IK01", column: ""}], mode) == SAMPLE


def test_what_was_not_sent_stays_and_what_was_sent_blank_is_emptied() -> None:
    table = fill(SAMPLE, [{"id": "IK02"}, {"id": "IK01", "realisation_3": ""}])
    assert cells(table, "IK02") == cells(SAMPLE, "IK02") and len(table.rows) == len(SAMPLE.rows)
    assert "realisation_3" not in cells(table, "IK01")


def test_every_bad_cell_is_told_with_its_row_and_column() -> None:
    sent = [
        NEW | {"target_1": "seratus", "unit": "", "x_2": "1"},
        {},
        {"id": "IK12", "direction": "atas", "realisation_1": "-1", "realisasi": "5"},
    ]
    assert refused(lambda: set_up(EMPTY, sent)) == [
        (1, "IK11", "target_1", "not_a_number"),
        (1, "IK11", "unit", "required"),
        (1, "IK11", "x_2", "is_no_rate"),
        (3, "IK12", "consolidation", "required"),
        (3, "IK12", "direction", "not_an_option"),
        (3, "IK12", "frequency", "required"),
        (3, "IK12", "name", "required"),
        (3, "IK12", "realisasi", "unknown_column"),
        (3, "IK12", "realisation_1", "too_small"),
        (3, "IK12", "unit", "required"),
    ]


RATE = {"consolidation": "XY"}
REFUSED: list[tuple[dict[str, object], tuple[str, str]]] = [
    ({"nilai": "1"}, ("nilai", "unknown_column")),
    ({"id": ""}, ("id", "required")),
    ({"id": ["IK"]}, ("id", "not_text")),
    ({"name": True}, ("name", "not_text")),
    ({"name": float("nan")}, ("name", "not_a_number")),
    ({"direction": 5}, ("direction", "not_an_option")),
    ({"direction": "range", "target_1": "80"}, ("target_1", "two_bounds")),
    ({"direction": "range", "target_1": "80-"}, ("target_1", "two_bounds")),
    ({"direction": "range", "target_1": [None, "80"]}, ("target_1", "two_bounds")),
    ({"direction": "range", "target_1": "90-80"}, ("target_1", "bounds_reversed")),
    ({"year_target": "80-90"}, ("year_target", "one_target")),
    ({"year_target": "-5"}, ("year_target", "too_small")),
    ({"year_target": "1.234"}, ("year_target", "ambiguous_number")),
    ({"year_target": "1" * 19}, ("year_target", "too_many_digits")),
    ({"x_1": "5"}, ("x_1", "is_no_rate")),
    (RATE | {"realisation_1": "5"}, ("realisation_1", "is_a_rate")),
    (RATE | {"x_1": "5"}, ("y_1", "x_and_y")),
    (RATE | {"y_1": "5"}, ("x_1", "x_and_y")),
    (RATE | {"x_1": "5", "y_1": "0"}, ("y_1", "rate_of_nothing")),
    (RATE | {"x_1": "lima", "y_1": "9"}, ("x_1", "not_a_number")),
]


@pytest.mark.parametrize(("parts", "expected"), REFUSED, ids=str)
def test_a_cell_that_cannot_be_is_refused(
    parts: dict[str, object], expected: tuple[str, str]
) -> None:
    assert problem(**parts) == expected


def test_an_id_stands_once() -> None:
    assert refused(lambda: set_up(EMPTY, [NEW, NEW])) == [(2, "IK11", "id", "repeated_indicator")]
    row = {"id": "IK01"}
    assert refused(lambda: fill(SAMPLE, [row, row])) == [(2, "IK01", "id", "repeated_indicator")]


def test_only_indicators_of_the_table_are_filled_in() -> None:
    expected = [(1, "IK99", "id", "unknown_indicator")]
    assert refused(lambda: fill(SAMPLE, [{"id": "IK99", "realisation_3": "5"}])) == expected
    assert refused(lambda: fill(SAMPLE, [{"realisation_3": "5"}])) == [(1, "", "id", "required")]


def test_an_indicator_with_figures_does_not_become_a_rate() -> None:
    expected = [(1, "IK01", "consolidation", "has_figures")]
    assert refused(lambda: set_up(SAMPLE, [{"id": "IK01", "consolidation": "XY"}])) == expected
    assert cells(set_up(SAMPLE, [{"id": "IK08", "consolidation": "XY"}]), "IK08")


@pytest.mark.parametrize(
    ("sent", "code"), [({}, "not_rows"), (["x"], "not_rows"), (None, "not_rows")]
)
@pytest.mark.parametrize("reading", [set_up, fill])
def test_what_is_no_table_is_refused(
    reading: Callable[[Table, object], Table], sent: object, code: str
) -> None:
    assert refused(lambda: reading(SAMPLE, sent)) == [(0, "", "", code)]


def test_a_table_has_at_most_500_rows() -> None:
    assert refused(lambda: set_up(EMPTY, [{}] * 501)) == [(0, "", "", "too_many_rows")]


def test_every_problem_of_a_table_can_happen_and_be_told() -> None:
    elsewhere = {"unknown_indicator", "repeated_indicator", "has_figures"} | OF_SHEETS
    assert {code for _, (_, code) in REFUSED} | elsewhere >= OWN_PROBLEMS.keys()
    facts = {name for text in OWN_PROBLEMS.values() for _, name, _, _ in Formatter().parse(text)}
    assert facts - {None} == {"key", "indicator"}


# What only a sheet can have wrong: tests/engine/test_spreadsheets.py.
OF_SHEETS = {"unknown_heading", "no_heading", "repeated_heading", "missing_column"}
OF_SHEETS |= {"other_year", "no_rows"}
ROW = st.dictionaries(st.sampled_from([*COLUMNS]), JSON | st.sampled_from(["XY", "1", "IK01", "%"]))


@given(st.lists(ROW, max_size=3) | JSON, st.sampled_from([set_up, fill]))
def test_whatever_is_sent_is_read_or_refused(
    sent: object, reading: Callable[[Table, object], Table]
) -> None:
    try:
        table = reading(SAMPLE, sent)
    except BadTable as error:
        assert all(isinstance(one, CellProblem) for one in error.problems)
    else:
        assert Table.from_json(table.to_json()) == table and table.measured() is not None


@given(st.lists(ROW, max_size=3))
def test_whatever_is_sent_to_be_filled_in_leaves_the_rest_as_it_was(sent: object) -> None:
    try:
        table = fill(SAMPLE, sent)
    except BadTable:
        return
    before, after = ([row.indicator for row in one.rows] for one in (SAMPLE, table))
    assert before == after
    for old, new in zip(SAMPLE.rows, table.rows, strict=True):
        assert old.figures.entries[:2] == new.figures.entries[:2]
        assert old.figures.entries[3] == new.figures.entries[3]
