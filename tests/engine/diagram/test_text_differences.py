"""What differs between the texts of two bundles, line by line."""

from __future__ import annotations

from engine.diagram.changes import Turn
from engine.diagram.text_differences import Change, Line, between, lines

TEXT = b"---\nkind: surat\n---\nYth. Kepala\ndi tempat\n"


def test_the_same_texts_differ_in_nothing() -> None:
    assert between({"papers/a.md": TEXT}, {"papers/a.md": TEXT, "process.bpmn": b"<a/>"}) == []


def test_a_changed_line_is_told_as_it_was_and_is_with_its_neighbours() -> None:
    (change,) = between({"papers/a.md": TEXT}, {"papers/a.md": TEXT.replace(b"Kepala", b"Bupati")})
    assert (change.path, change.turn) == ("papers/a.md", Turn.CHANGED)
    assert change.parts == (
        (
            *(Line(None, 2, "kind: surat"), Line(None, 3, "---")),
            *(Line(Turn.REMOVED, 4, "Yth. Kepala"), Line(Turn.ADDED, 4, "Yth. Bupati")),
            Line(None, 5, "di tempat"),
        ),
    )


def test_texts_that_come_and_go_are_told_in_whole() -> None:
    old, new = {"papers/a.md": b"lama"}, {"papers/b.md": b"baru"}
    assert between(old, new) == [
        Change("papers/a.md", Turn.REMOVED, ((Line(Turn.REMOVED, 1, "lama"),),)),
        Change("papers/b.md", Turn.ADDED, ((Line(Turn.ADDED, 1, "baru"),),)),
    ]


def test_every_file_beside_the_diagram_is_looked_at_also_what_is_no_text() -> None:
    old, new = {"lain/surat.md": b"Denda 1", "a.png": b"\x89"}, {"lain/surat.md": b"Denda 9"}
    assert [(change.path, len(change.parts)) for change in between(old, new)] == [
        ("a.png", 0),
        ("lain/surat.md", 1),
    ]


def test_changes_far_apart_are_told_apart() -> None:
    old = "\n".join(map(str, range(40)))
    assert len(lines(old, old.replace("3\n", "tiga\n", 1) + "\nakhir")) == 2


def test_what_is_longer_than_any_paper_is_not_compared() -> None:
    (change,) = between({}, {"papers/a.md": b"\n" * 100_000})
    assert change.parts == ()


def test_of_texts_that_take_long_to_compare_all_that_lies_between_is_told() -> None:
    ends = "awal\n{}akhir"
    (run,) = lines(ends.format("a\n" * 1000), ends.format("a\nb\n" * 1000))
    assert [line.text for line in run if line.turn is None] == ["awal", "a", "akhir"]


def test_one_change_among_very_many_like_lines_is_told_alone() -> None:
    (run,) = lines("a\n" * 4000, "a\n" * 2000 + "b\n" + "a\n" * 1999)
    told = [(Turn.REMOVED, 2001), (Turn.ADDED, 2001), (None, 2002), (None, 2003)]
    assert [(line.turn, line.number) for line in run] == [(None, 1999), (None, 2000), *told]


def test_blank_lines_hold_no_place_by_themselves() -> None:
    old = "".join(f"baris {n}\n\n" for n in range(600))
    assert len(lines(old, old.replace("baris 7\n", "tujuh\n").replace("9\n", "x\n"))) > 50
