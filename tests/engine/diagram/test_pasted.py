"""Rows copied from a spreadsheet or a word processor."""

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


def test_nothing_gives_no_rows() -> None:
    assert rows("") == rows(" \n\t\n") == []


def test_the_number_of_a_row_is_found_in_words() -> None:
    assert number_in("Tidak: kembali ke baris 3") == "3" and number_in("–") == ""
