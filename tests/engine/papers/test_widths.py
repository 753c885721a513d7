"""The columns of a table on paper: figures are never broken, words share what is left."""

from __future__ import annotations

from engine.papers.blocks import Run, Runs, Table
from engine.papers.widths import BY_HAND, widths


def runs(text: str) -> Runs:
    return (Run(text),) if text else ()


def table(head: list[str], *rows: list[str]) -> Table:
    align = tuple("right" if word.startswith("#") else "left" for word in head)
    cells = tuple(tuple(map(runs, row)) for row in rows)
    return Table(align, tuple(map(runs, head)), cells)


def test_figures_get_the_room_of_their_longest_line() -> None:
    long = "kata " * 60
    number, words, figure = widths(table(["#", "Indikator", "#Capaian"], ["1", long, "100,00"]), 90)
    assert number < 5 and 8 < figure < 12
    assert abs(number + words + figure - 90) < 0.01


def test_a_small_table_is_not_stretched() -> None:
    assert sum(widths(table(["Predikat", "#Jumlah"], ["Sangat Tinggi", "6"]), 150)) < 40


def test_however_many_figures_there_are_words_keep_some_room() -> None:
    head = [f"#Kolom{n}" for n in range(30)] + ["Uraian"]
    found = widths(table(head, ["1.000.000,00"] * 30 + ["kata"]), 90)
    assert abs(sum(found) - 90) < 0.01 and found[-1] > 20


def test_a_row_that_stretches_over_all_columns_widens_none() -> None:
    head = ["Uraian", "Keterangan", "#Nilai"]
    rows = [["a " * 60, "b " * 60, "1"]]
    assert widths(table(head, *rows, ["Bidang " * 30]), 90) == widths(table(head, *rows), 90)


def test_a_column_that_is_filled_by_hand_is_wide_enough_for_it() -> None:
    head = ["Nama", "Tanda tangan"]
    assert widths(table(head, ["a " * 60, ""]), 90)[1] > BY_HAND


def test_a_word_that_is_longer_than_any_takes_no_room_from_the_other_columns() -> None:
    head, name = ["Bukti dukung", "Faktor penghambat"], "rekapitulasi_perekaman_" * 5
    proof, factor = widths(table(head, [name, "kata " * 20]), 90)
    assert proof < 55 and factor > 35
