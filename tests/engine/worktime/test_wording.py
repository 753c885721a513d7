"""Standard times as people type them."""

import pytest

from engine.worktime.wording import duration


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("30 menit", "PT30M"),
        ("30 Menit", "PT30M"),
        ("90menit", "PT90M"),
        ("1 jam", "PT1H"),
        ("1 jam 30 menit", "PT1H30M"),
        ("1,5 jam", "PT1H30M"),
        ("3 hari", "P3D"),
        ("3 Hari Kerja", "P3D"),
        ("2 working days", "P2D"),
        ("1 hari, 2 jam dan 5 menit", "P1DT2H5M"),
        ("  45 \t minutes ", "PT45M"),
        ("", ""),
    ],
)
def test_words_say_a_duration(words: str, iso: str) -> None:
    assert duration(words) == iso


@pytest.mark.parametrize(
    "words",
    ["x", "30", "menit", "0 menit", "1 minggu", "1,5 hari", "1 hari 3", "-1 jam", "400 hari"],
)
def test_what_says_none_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="not|longer"):
        duration(words)
