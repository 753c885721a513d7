"""What several people type into one table: cell by cell, the later one told of the earlier."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine import contributions, disputes, merging
from engine.contributions import SharedTable
from engine.disputes import Dispute
from engine.merging import Hand, SentCell
from tests.engine.measurement.samples import SAMPLE

NINE = datetime(2026, 11, 30, 2, tzinfo=UTC)
COLUMN = "realisation_4"
NAMES = {1: "Ani", 2: "Budi", 3: "Citra"}


class Table:
    """A table that people fill in, minute after minute."""

    def __init__(self) -> None:
        self.shared, self.now = SharedTable(), NINE

    def save(
        self, who: int, page: str, cell: str, shown: str | None = "", row: str = "IK02"
    ) -> None:
        self.now += timedelta(minutes=1)
        hand = Hand(who, NAMES[who], self.now, page)
        sent = SentCell(row, COLUMN, cell, shown)
        self.shared = merging.merged(self.shared, SAMPLE, [sent], hand)

    def cell(self, row: str = "IK02") -> object:
        return self.shared.cell(row, COLUMN)

    def agree(self) -> None:
        self.shared = disputes.settled(self.shared, [one.seen for one in self.disputes])

    @property
    def disputes(self) -> list[Dispute]:
        return list(disputes.of(self.shared))


@pytest.fixture
def table() -> Table:
    return Table()


def test_a_cell_that_is_sent_as_it_was_shown_was_not_touched(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "")
    assert table.cell() == "18" and table.shared.people.keys() == {"1"}


def test_two_who_type_different_cells_keep_both(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "20", row="IK03")
    assert (table.cell(), table.cell("IK03")) == ("18", "20") and table.disputes == []


def test_of_two_who_type_the_same_cell_the_later_counts_and_the_other_is_told(
    table: Table,
) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "17")
    (found,) = table.disputes
    at = NINE + timedelta(minutes=1)
    assert found == Dispute("IK02", COLUMN, "17", 2, "18", 1, at) and table.cell() == "17"


def test_whoever_changes_what_he_has_seen_disputes_nothing(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "17", shown="18")
    assert table.cell() == "17" and table.disputes == []


def test_two_who_type_the_same_agree(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", " 18 ")
    assert table.disputes == [] and table.shared.cells["IK02"][COLUMN]["by"] == 1


def test_what_one_has_typed_oneself_is_no_dispute(table: Table) -> None:
    for page, cell in (("a", "1"), ("a", "17"), ("b", "18")):
        table.save(1, page, cell)
    assert table.cell() == "18" and table.disputes == []


def test_a_cell_that_the_page_kept_meanwhile_is_cleared(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(1, "a", "")
    assert not table.cell()


def test_a_page_that_was_open_meanwhile_clears_nothing(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(1, "b", "")
    assert table.cell() == "18"


def test_a_cell_that_was_shown_is_cleared(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "", shown="18")
    assert not table.cell() and table.disputes == []


def test_what_is_taken_back_gives_the_others_figure_back(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "17")
    table.save(2, "b", "")
    assert table.cell() == "18" and table.disputes == []
    assert table.shared.cells["IK02"][COLUMN]["by"] == 1


def test_a_dispute_lasts_while_one_goes_on_typing(table: Table) -> None:
    table.save(1, "a", "18")
    for cell in ("1", "17"):
        table.save(2, "b", cell)
    assert [(one.cell, one.over) for one in table.disputes] == [("17", "18")]


def test_a_page_that_sends_once_more_what_it_sent_does_not_win_again(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "17")
    table.save(1, "a", "18")
    assert [(one.cell, one.over) for one in table.disputes] == [("17", "18")]


def test_what_a_page_sends_again_does_not_undo_what_another_has_corrected(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "17", shown="18")
    table.save(1, "a", "18")
    assert table.cell() == "17" and table.disputes == []
    assert table.shared.cells["IK02"][COLUMN]["by"] == 2


def test_old_pages_of_three_people_do_not_swap_a_cell(table: Table) -> None:
    for who, page, cell in ((1, "a", "18"), (2, "b", "17"), (3, "c", "16")):
        table.save(who, page, cell)
    for who, page, cell in ((1, "a", "18"), (2, "b", "17"), (1, "a", "18")):
        table.save(who, page, cell)
    assert [(one.cell, one.over) for one in table.disputes] == [("16", "17")]


def test_nothing_is_agreed_that_nobody_saw_or_that_changed_since(table: Table) -> None:
    for row in ("IK02", "IK03", "IK04"):
        table.save(1, "a", "18", row=row)
        table.save(2, "b", "17", row=row)
    seen = [one.seen for one in table.disputes if one.indicator != "IK03"]
    table.save(1, "a", "19", row="IK04")
    left = disputes.of(disputes.settled(table.shared, seen))
    assert [(one.indicator, one.cell, one.over) for one in left] == [
        ("IK03", "17", "18"),
        ("IK04", "19", "17"),
    ]


def test_what_was_agreed_is_not_undone_by_pages_that_were_open(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "17")
    table.agree()
    table.save(1, "a", "18")
    table.save(3, "c", "16", shown="17")
    for who, page, cell in ((1, "a", "18"), (2, "b", "17")):
        table.save(who, page, cell)
    assert table.cell() == "16" and table.disputes == []


def test_what_two_typed_alike_and_one_corrected_is_not_undone(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "18")
    table.save(1, "a", "19")
    table.save(2, "b", "18")
    assert table.cell() == "19"


def test_one_page_does_not_undo_what_the_same_person_typed_on_another(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(1, "b", "17")
    table.save(1, "a", "18")
    assert table.cell() == "17"


def test_what_a_page_types_anew_counts_beside_what_was_corrected_meanwhile(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "17", shown="18")
    table.save(1, "a", "19")
    assert [(one.cell, one.over) for one in table.disputes] == [("19", "17")]


def test_whoever_takes_back_what_one_typed_did_not_contribute(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(1, "a", "")
    assert contributions.contributors(table.shared, SAMPLE, {}, sender=2) == []
    assert table.shared.rows == []


def test_what_is_taken_back_is_his_again_who_typed_it_before(table: Table) -> None:
    table.save(1, "a", "18")
    for cell in ("17", "18"):
        table.save(2, "b", cell, shown="18")
    told = contributions.contributors(table.shared, SAMPLE, {}, sender=3)
    assert [one["person"] for one in told] == [1]


def test_a_dispute_ends_when_somebody_types_who_has_seen_it_or_all_agree(table: Table) -> None:
    table.save(1, "a", "18")
    table.save(2, "b", "17")
    seen = [one.seen for one in table.disputes]
    assert list(disputes.of(disputes.settled(table.shared, seen))) == []
    table.save(1, "c", "18", shown="17")
    assert table.disputes == [] and table.cell() == "18"


def test_a_sheet_that_says_nothing_of_what_was_shown_clears_nothing_of_others(
    table: Table,
) -> None:
    table.save(1, "a", "18")
    table.save(2, "", "", shown=None)
    assert table.cell() == "18"
    table.save(2, "", "17", shown=None)
    assert [(one.cell, one.over) for one in table.disputes] == [("17", "18")]
    table.save(2, "", "", shown=None)
    assert not table.cell()


def test_line_breaks_as_a_browser_sends_them_are_no_change(table: Table) -> None:
    table.save(1, "a", "Satu\nDua")
    table.save(2, "b", "Satu\r\nDua", shown="Satu\nDua")
    assert table.shared.people.keys() == {"1"}


def test_what_stood_before_the_step_is_no_ones(table: Table) -> None:
    stood = SAMPLE.rows[1].figures.at(4).realisation
    table.save(1, "a", "18", shown="" if stood is None else str(stood))
    table.save(1, "b", "", shown="18")
    assert not table.cell() and table.disputes == []


def test_who_typed_what_stands_beside_the_sender_is_told_by_cells(
    table: Table,
) -> None:
    for row in ("IK01", "IK02"):
        table.save(1, "a", "18", row=row)
    table.save(2, "b", "20", row="IK03")
    told = contributions.contributors(table.shared, SAMPLE, {}, sender=2)
    cells = {"IK01": [COLUMN], "IK02": [COLUMN]}
    assert told == [{"person": 1, "name": "Ani", "indicators": cells}]
    given = {"rows": [{"id": "IK02", COLUMN: "19"}]}
    (left,) = contributions.contributors(table.shared, SAMPLE, given, 2)
    assert left["indicators"].keys() == {"IK01"}
