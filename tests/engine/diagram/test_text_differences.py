"""What differs between the texts of two bundles, line by line."""

from __future__ import annotations

from engine.diagram import text_differences
from engine.diagram.changes import Turn
from engine.diagram.text_differences import MOST_SHOWN, Change, Line, between, lines
from tests import work

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


def alike(files: int, rows: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Texts before and after: every second line stays, and all of these are alike."""
    old, new = ("\n".join(f"x\n{end}" for _ in range(rows)).encode() for end in "uv")
    names = [f"papers/{n}.md" for n in range(files)]
    return dict.fromkeys(names, old), dict.fromkeys(names, new)


def test_all_texts_together_are_compared_no_longer_than_one_may_be() -> None:
    rows = 120
    one, many = (between(*alike(files, rows)) for files in (1, 40))
    assert rows**2 * 2 * rows <= text_differences.MOST_LOOKS < 40 * rows**2 * 2 * rows
    stay = [sum(line.turn is None for line in change.parts[0]) for change in (*one, *many)]
    assert min(stay[:2]) > 20 and stay[-1] <= 2 * text_differences.AROUND


def test_what_was_compared_once_is_not_compared_again() -> None:
    old, new = (frozenset(files.items()) for files in alike(3, 60))
    first, again = (work.calls(lambda: text_differences.remembered(old, new)) for _ in "12")
    assert again < 5 < first


def test_of_too_many_lines_the_short_texts_are_shown_whole_and_of_the_long_ones_the_first() -> None:
    long = {f"papers/{n}.md": b"b\n" * 20_000 for n in range(40)}
    changes = between({}, long | {"papers/z.md": b"Denda\nsatu\n"})
    assert (changes[-1].left_out, len(changes[-1].parts[0])) == (0, 2)
    shown = [len(change.parts[0]) for change in changes[:-1]]
    assert [change.left_out for change in changes[:-1]] == [20_000 - count for count in shown]
    assert min(shown) > 50 and sum(shown) * text_differences.AROUND_LINE < MOST_SHOWN
