"""Two texts are laid beside each other word by word, so that both can be read."""

from __future__ import annotations

from hypothesis import given, strategies

from engine.fields import passages
from engine.fields.passages import Passage

TEXTS = strategies.text(strategies.sampled_from("ab \n"), max_size=60)


def changed(before: str, after: str) -> list[Passage]:
    return [one for one in passages.passages(before, after) if not one.stays]


def test_the_words_that_differ_are_told() -> None:
    before = "Cakupan turun karena alat rusak."
    assert changed(before, before.replace("turun", "naik")) == [Passage("turun ", "naik ")]


def test_texts_with_little_in_common_are_told_whole() -> None:
    before, after = "Alat perekam di dua kecamatan rusak.", "Tidak ada hambatan di sana."
    assert passages.passages(before, after) == [Passage(before, after)]


@given(TEXTS, TEXTS)
def test_joined_either_side_is_the_whole_text(before: str, after: str) -> None:
    found = passages.passages(before, after)
    assert "".join(one.before for one in found) == before
    assert "".join(one.after for one in found) == after


def test_of_a_long_text_the_few_words_that_differ_are_told() -> None:
    before = " ".join(f"kata{number % 400} dan" for number in range(750))
    assert changed(before, before.replace("kata399 ", "baru ", 1)) == [Passage("kata399 ", "baru ")]


def test_what_would_take_long_to_compare_by_words_is_compared_by_lines() -> None:
    lines = [" ".join(f"kata{number % 110}" for number in range(2_000)), "Sama.\n"]
    before, after = "Sama.\n".join(lines), "Sama.\n".join([lines[0] + " baru", lines[1]])
    assert all(one.before.endswith("\n") for one in passages.passages(before, after))
