"""Rows copied from a spreadsheet or a word processor."""

import time

import pytest
from hypothesis import given, strategies as st

from engine.diagram.pasted import number_in, rows

WHOLE = "1\tMenerima surat\tArsiparis\tSurat\t10 Menit\tSurat tercatat\t\n"


def test_rows_without_headings_are_read_in_the_usual_order() -> None:
    (row,) = rows(WHOLE)
    assert (row["number"], row["activity"], row["post"]) == ("1", "Menerima surat", "Arsiparis")
    assert (row["inputs"], row["time"], row["outputs"]) == ("Surat", "10 Menit", "Surat tercatat")


def test_rows_without_numbers_begin_with_the_activity() -> None:
    assert rows("Menerima surat\tArsiparis\nMencatat\tArsiparis")[1] == {
        "activity": "Mencatat",
        "post": "Arsiparis",
    }


def test_headings_say_the_order_of_the_columns() -> None:
    (row,) = rows("Pelaksana\tUraian Kegiatan\tLain\tWaktu (menit)\nSekretaris\tMemaraf\tx\t1 Jam")
    assert row == {"post": "Sekretaris", "activity": "Memaraf", "time": "1 Jam"}


def test_a_cell_of_several_lines_is_one_cell() -> None:
    (row,) = rows('1\t"Menerima\nsurat ""penting"""\tArsiparis')
    assert row["activity"] == 'Menerima surat "penting"'
    (row,) = rows("1\tMenerima surat\tArsiparis\nmuda\r\n\r\n")
    assert row["post"] == "Arsiparis muda"


QUOTED = '1\t"Menerima\nsurat ""penting"""\tArsiparis\r\n2\t"""Konsep"" surat"\tSekretaris\r\n'


def test_what_a_spreadsheet_quotes_is_read_as_it_was_typed() -> None:
    one, other = rows(QUOTED)
    assert (one["activity"], one["post"]) == ('Menerima surat "penting"', "Arsiparis")
    assert (other["activity"], other["post"]) == ('"Konsep" surat', "Sekretaris")


@pytest.mark.parametrize("words", ['"Konsep" surat', '"Konsep"', '"', '""', '"Konsep" dan "surat"'])
def test_quotation_marks_that_somebody_typed_are_kept(words: str) -> None:
    (row,) = rows(f"1\t{words}\tSekretaris")
    assert (row["activity"], row["post"]) == (words, "Sekretaris")


@pytest.mark.parametrize("closing", ["Mengirim", 'Mengirim"', '"Mengirim"', '"Mengirim'])
def test_a_mark_that_is_never_closed_swallows_no_row(closing: str) -> None:
    one, other = rows(f'1\t"Konsep surat\tSekretaris\n2\t{closing}\tArsiparis\n')
    assert (one["activity"], one["post"]) == ('"Konsep surat', "Sekretaris")
    assert (other["activity"], other["post"]) == (closing, "Arsiparis")


def test_a_long_cell_is_a_cell_and_many_marks_are_read_in_no_time() -> None:
    (row,) = rows(f"1\t{'surat ' * 50_000}\tArsiparis")
    assert (len(row["activity"]), row["post"]) == (299_999, "Arsiparis")
    start = time.thread_time()
    for marks in ('"a""', '\t"', '"\n', '"a""\n', '""'):
        rows(marks * 100_000)
    # Measured 0.4 s; the margin is for a busy machine.
    assert time.thread_time() - start < 5


@given(st.lists(st.tuples(st.text('a"\n '), st.text('a"\n '))))
def test_whatever_a_spreadsheet_copies_is_read_again(table: list[tuple[str, str]]) -> None:
    copied = "".join("\t".join(map(quoted, line)) + "\n" for line in table)
    words = [[" ".join(cell.split()) for cell in line] for line in table]
    assert [[*row.values()] for row in rows(copied)] == [line for line in words if any(line)]


def quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if '"' in cell or "\n" in cell else cell


def test_nothing_gives_no_rows() -> None:
    assert rows("") == rows(" \n\t\n") == []


def test_the_number_of_a_row_is_found_in_words() -> None:
    assert number_in("Tidak: kembali ke baris 3") == "3" and number_in("–") == ""
