"""Who does what, and how long: the sums of the SOP that ships (domain facts 2.7)."""

from __future__ import annotations

from webui.printing.chart import Chart
from webui.printing.duties import loads, matrix, shared


def test_the_standard_time_of_each_post_and_of_all(shipped: Chart) -> None:
    minutes = [load.minutes for load in loads(shipped, 450)]
    assert minutes == [510, 120, 525, 1410, 480, 3045]


def test_a_row_that_two_share_counts_once_for_the_first(shipped: Chart) -> None:
    secretary, head = loads(shipped, 450)[1:3]
    assert "7" in head.rows and "7" not in secretary.rows


def test_the_other_that_shares_a_row_has_it_with_a_word_why_it_does_not_count(
    shipped: Chart,
) -> None:
    found = loads(shipped, 450)
    assert found[1].rows == ("2", "4", "7*", "9", "13")
    assert shared(found).startswith("* Waktu bersama") and not shared(found[:1])


def test_working_days_are_those_of_the_office(shipped: Chart) -> None:
    assert [load.days for load in loads(shipped, 450)][-1] == "6,77"
    # A working day of another length changes what a day of the SOP is.
    assert loads(shipped, 300)[-1].minutes == 6 * 300 + 345


def test_the_matrix_says_who_does_what(shipped: Chart) -> None:
    rows = {row.number: row.deeds for row in matrix(shipped)}
    assert rows["7"] == ("", "paraf", "paraf", "", "")
    assert rows["9"] == ("", "laksana", "diberi tahu", "", "")
    assert rows["12"] == ("", "", "paraf, putuskan", "", "")
    assert rows["14"] == ("tetapkan", "", "", "", "")
