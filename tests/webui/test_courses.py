"""A course over quarters has a scale of its own and parts with nothing it does not know."""

from fractions import Fraction

from webui.pictures import courses

NAMES = ["I", "II", "III", "IV"]


def drawn(*reached: int | None, aims: list[int | None] | None = None) -> courses.Course:
    numbers = [None if one is None else Fraction(one) for one in reached]
    targets = [None if one is None else Fraction(one) for one in aims or [None] * 4]
    said = ["" if one is None else str(one) for one in reached]
    return courses.course(courses.SMALL, NAMES, numbers, [targets], said)


def test_the_highest_stands_at_the_top_and_the_lowest_at_the_bottom() -> None:
    heights = [point.y for point in drawn(10, 30, 20, None).points]
    assert heights == [courses.SMALL.bottom, courses.SMALL.top, 50.0]


def test_what_never_changes_stands_in_the_middle() -> None:
    assert {point.y for point in drawn(5, 5, 5, 5).points} == {50.0}


def test_one_point_is_no_line() -> None:
    found = drawn(None, 7, None, None)
    assert found.line == "" and len(found.points) == 1


def test_a_quarter_that_is_not_measured_is_passed_over() -> None:
    found = drawn(1, None, 3, None)
    assert found.line.count("L") == 1 and [point.x for point in found.points] == [24, 140]


def test_words_stand_away_from_the_target() -> None:
    below, above = drawn(1, aims=[9, 9, 9, 9]).said, drawn(9, aims=[1, 1, 1, 1]).said
    assert below[0].text_y > below[0].y and above[0].text_y < above[0].y


def test_nothing_known_draws_nothing() -> None:
    found = drawn(None, None, None, None)
    assert (found.line, found.points, found.aims, found.said) == ("", [], [], [])
